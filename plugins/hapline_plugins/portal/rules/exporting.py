"""What rules on exportPackages share: the packages that a Bundle should export, and the fix that exports them."""

from __future__ import annotations

from collections.abc import Sequence

from hapline.documents import DocumentError
from hapline_hooks import Fix, TextEdit
from hapline_plugins.portal.rules.base import edit
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.exports import is_too_short, shortest_exports


def wanted_exports(bundle: Bundle) -> list[str]:
    """What a Bundle should export for the code that it has; nothing where that is not sure."""
    codes = [module.code for module in bundle.all_modules]
    wanted = shortest_exports(package for code in codes for package in code.packages)
    if any(map(is_too_short, wanted)) or not all(code.is_complete for code in codes):
        return []
    return list(wanted)


def exporting(bundle: Bundle, wanted: Sequence[str]) -> tuple[Fix, ...]:
    """The fix that exports packages (its title is the message ``set``), where they stand in one string or nowhere."""
    script = bundle.script
    if not wanted or script is None:
        return ()
    return edit("set", bundle.script_path, _edits(bundle, ", ".join(wanted)))


def _edits(bundle: Bundle, text: str) -> list[TextEdit]:
    given, script = bundle.exports_given, bundle.script
    if script is None:
        return []
    from hapline.documents import ensure_value, set_value

    try:
        if given is None:
            return ensure_value(script, ("bundle", "exportPackages"), text)
        if given.value.kind != "string" or len(given.statement.args) > 1:
            return []
        return set_value(script, given.value, text)
    except (DocumentError, ValueError):
        return []
