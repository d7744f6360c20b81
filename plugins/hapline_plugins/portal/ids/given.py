"""The package id that the script of a Bundle gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline_plugins.portal.ids.numbers import PackageId, parse_package_id
from hapline_plugins.portal.numbers import computed
from hapline_plugins.portal.official import NO_OWN_ID, refusal

if TYPE_CHECKING:
    from hapline.builds import GivenValue
    from hapline_plugins.portal.source.bundles import Bundle


def read_given(given: GivenValue) -> PackageId:
    """The id as it is written; one without value, form and problem where it is computed."""
    if given.value.kind == "number":
        return parse_package_id(given.value.text)
    return PackageId() if given.text is None else parse_package_id(given.text)


def computed_id(given: GivenValue) -> int | None:
    """What Gradle makes of an id that is not written in decimal; None where that is no whole number, or not sure."""
    return computed(given.value.text) if given.value.kind == "number" else None


def sure_id(bundle: Bundle) -> int | None:
    """The id that a Bundle has of its own whatever the conditions; None where it has none, or none that is known."""
    given = bundle.package_id
    if given is None or given.statement.conditions:
        return None
    found = read_given(given).value
    number = computed_id(given) if found is None else found
    return None if number is None or number == NO_OWN_ID or refusal(number) is not None else number


def has_no_id(bundle: Bundle) -> bool:
    """Whether it surely has no id of its own: none is given, or 127."""
    given = bundle.package_id
    return given is None or (not given.statement.conditions and read_given(given).value == NO_OWN_ID)
