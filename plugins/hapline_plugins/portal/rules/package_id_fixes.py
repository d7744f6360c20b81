"""Fixes of package ids, and where a Bundle's properties stand."""

from __future__ import annotations

from hapline_hooks import Fix, Location, TextEdit
from hapline_plugins.portal.official import refusal
from hapline_plugins.portal.rules.base import edit
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.kinds import BUNDLE


def in_decimal(bundle: Bundle, value: int | None) -> tuple[Fix, ...]:
    """The number that Gradle makes of what stands there, in decimal: nothing else changes."""
    given = bundle.package_id
    if given is None or value is None or refusal(value) is not None:
        return ()
    edits = [TextEdit(start=given.value.start, end=given.value.end, text=str(value))]
    return edit("set", bundle.script_path, edits, safe=True)


def properties_of(bundle: Bundle) -> Location:
    """Where a Bundle's properties stand, or where it says that it is a Bundle."""
    found = bundle.script.select("bundle") if bundle.script is not None else []
    if found:
        return bundle.at(found[-1].start, found[-1].start + len("bundle"))
    applied = bundle.applies(BUNDLE)
    return bundle.at(applied[0].start, applied[0].end) if applied else bundle.top


def registered_as(bundle: Bundle, registered: int | None) -> tuple[Fix, ...]:
    """The id that the registry says: it is the Bundle's whoever writes it down."""
    script = bundle.script
    if script is None or script.errors or registered is None or refusal(registered) is not None:
        return ()
    from hapline.documents import ensure_value

    return edit("set", bundle.script_path, ensure_value(script, ("bundle", "packageId"), registered), safe=True)


def without_id(bundle: Bundle) -> tuple[Fix, ...]:
    """Resources may come from where nobody looked, so this is for people to decide."""
    script, given = bundle.script, bundle.package_id
    if script is None or script.errors or given is None:
        return ()
    from hapline.documents import remove_statement

    return edit("remove", bundle.script_path, remove_statement(script, given.statement))
