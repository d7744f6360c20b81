"""Claims: which Bundle says that it has which package id, and where."""

from __future__ import annotations

from hapline_hooks import Location, noun
from hapline_plugins.portal.names import group_of
from hapline_plugins.portal.official import NO_OWN_ID, is_official


@noun
class Claim:
    """One statement that a Bundle has a package id.

    A Bundle project makes one, and so does each Portal for each Bundle that it depends on. What a Portal's file does
    not tell (it names no ids) is left open: it is taken from the Bundle's project, or from what is known
    of mPaaS's own.

    Attributes:
        bundle: ``group:artifact``. package_id: The id; None where this place does not tell, or tells none.
        location: Where the id stands, or the dependency. has_resources: Whether the Bundle has resources, if known.
        is_official: Whether it is one of mPaaS's own.
        portal: The Portal whose dependency it is, as people call it; empty for the Bundle's own project.
    """

    bundle: str
    package_id: int | None = None
    location: Location
    has_resources: bool | None = None
    is_official: bool = False
    portal: str = ""

    @property
    def own_id(self) -> int | None:
        """The id, if it is one of its own."""
        return None if self.package_id == NO_OWN_ID else self.package_id


def claim(
    bundle: str,
    location: Location,
    *,
    package_id: int | None = None,
    has_resources: bool | None = None,
    portal: str = "",
) -> Claim:
    """A claim; whether the Bundle is mPaaS's own is seen by its group."""
    return Claim(
        bundle=bundle,
        package_id=package_id,
        location=location,
        has_resources=has_resources,
        is_official=is_official(group_of(bundle)),
        portal=portal,
    )
