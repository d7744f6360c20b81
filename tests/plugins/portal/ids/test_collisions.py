"""Ids that two Bundles share: in one Portal, between projects, with mPaaS's own, and with the registry."""

from __future__ import annotations

from itertools import permutations

from hapline_hooks import Location, Span
from hapline_plugins.portal.ids.claims import Claim, claim
from hapline_plugins.portal.ids.collisions import collisions
from hapline_plugins.portal.ids.registry import Registry

CART, PAY, SEARCH = "com.shop:cart-build", "com.shop:pay-build", "com.shop:search-build"
RECYCLER = "com.alipay.android.phone.thirdparty:androidsupportrecyclerview-build"
BIZ = "com.alipay.android.phone.wallet:nebulabiz-build"


def _project(bundle: str, package_id: int | None, *, has_resources: bool | None = None) -> Claim:
    folder = bundle.partition(":")[2]
    span = Span(start_line=36, start_column=15, end_line=36, end_column=17)
    place = Location(path=f"{folder}/app/build.gradle", span=span)
    return claim(bundle, place, package_id=package_id, has_resources=has_resources)


def _depends(portal: str, bundle: str, package_id: int | None = None, line: int = 1) -> Claim:
    span = Span(start_line=line, start_column=5, end_line=line, end_column=9)
    return claim(bundle, Location(path=f"{portal}/app/build.gradle", span=span), package_id=package_id, portal=portal)


def _found(*claims: Claim, registry: str | None = None) -> list[tuple[object, ...]]:
    """What is found, whatever the order of the claims."""
    known = None if registry is None else Registry(registry.encode(), "ids.txt")
    found = collisions(claims, known)
    assert all(collisions(order, known) == found for order in permutations(claims[:5])) or len(claims) > 5
    return [(one.kind, one.severity, one.package_id, one.bundle, one.owner, one.portal) for one in found]


def test_two_bundles_of_one_portal() -> None:
    claims = [_project(CART, 36), _project(PAY, 36), _depends("shop", CART), _depends("shop", PAY)]
    assert _found(*claims) == [("portal", "error", 36, PAY, CART, "shop")]
    (one,) = collisions(claims)
    assert one.location.path == "pay-build/app/build.gradle"
    assert one.owner_location is not None
    assert one.owner_location.path == "cart-build/app/build.gradle"


def test_bundles_that_only_the_portal_tells_of() -> None:
    """As when their jars were read: both places are in the Portal."""
    found = _found(_depends("shop", CART, 40, 3), _depends("shop", PAY, 40, 4))
    assert found == [("portal", "error", 40, PAY, CART, "shop")]


def test_three_with_one_id_are_two_findings() -> None:
    claims = [_depends("shop", one, 40) for one in (CART, PAY, SEARCH)]
    assert [(one[3], one[4]) for one in _found(*claims)] == [(PAY, CART), (SEARCH, CART)]


def test_a_bundle_without_resources_is_in_nobodys_way() -> None:
    claims = [_project(CART, 36), _project(PAY, 36, has_resources=False)]
    assert _found(*claims, _depends("shop", CART), _depends("shop", PAY)) == [
        ("portal", "warning", 36, PAY, CART, "shop")
    ]


def test_what_is_no_collision() -> None:
    assert _found(_project(CART, 127), _project(PAY, 127), _depends("shop", CART), _depends("shop", PAY)) == []
    assert _found(_project(CART, None), _project(PAY, None)) == []
    assert _found(_project(CART, 40), _project(PAY, 43)) == []
    # The Bundle and its manifest, two dependencies of the same.
    assert _found(_depends("shop", CART, 40, 1), _depends("shop", CART, 40, 2), _project(CART, 40)) == []


def test_launchers_of_two_portals_share_the_wizards_id() -> None:
    apart = [_project(CART, 36), _project(PAY, 36), _depends("one", CART), _depends("two", PAY)]
    assert _found(*apart) == []
    # A third one that no Portal has yet may come into either.
    assert _found(*apart, _project(SEARCH, 36)) == [("workspace", "warning", 36, SEARCH, CART, "")]


def test_projects_without_portals_may_meet() -> None:
    assert _found(_project(CART, 40), _project(PAY, 40)) == [("workspace", "warning", 40, PAY, CART, "")]


def test_an_id_of_mpaas_that_the_portal_has() -> None:
    claims = [_project(CART, 28), _depends("shop", CART), _depends("shop", RECYCLER, line=9)]
    assert _found(*claims) == [("official", "error", 28, CART, RECYCLER, "shop")]
    (one,) = collisions(claims)
    assert one.owner_location is not None
    assert one.owner_location.span is not None
    assert one.owner_location.span.start_line == 9


def test_an_id_of_mpaas_that_the_portal_does_not_have() -> None:
    assert _found(_project(CART, 28), _depends("shop", CART)) == [("official", "warning", 28, CART, RECYCLER, "")]
    assert _found(_project(CART, 28)) == [("official", "warning", 28, CART, RECYCLER, "")]
    (one,) = collisions([_project(CART, 28)])
    assert one.owner_location is None


def test_the_wizards_second_bundle_beside_a_portal_with_recyclerview() -> None:
    """As in an open project: the Portal does not depend on the new Bundle yet."""
    claims = [_project(CART, 36), _project(PAY, 28), _depends("shop", CART), _depends("shop", RECYCLER)]
    assert _found(*claims) == [("official", "error", 28, PAY, RECYCLER, "shop")]
    # Another Portal, without it, may be the one that is meant.
    assert _found(*claims, _depends("other", SEARCH, 50)) == [("official", "warning", 28, PAY, RECYCLER, "")]


def test_official_bundles_among_themselves() -> None:
    assert _found(_depends("shop", RECYCLER, 28), _depends("shop", "com.mpaas.new:ui-build", 28)) == []
    assert _found(_project("com.mpaas.new:ui-build", 28), _project(RECYCLER, 28)) == []
    assert _found(_depends("shop", BIZ), registry="") == []


def test_a_demonstration_project_is_not_official() -> None:
    claims = [_depends("shop", "com.mpaas.demo:a-build", 28), _depends("shop", RECYCLER)]
    assert [one[:2] for one in _found(*claims)] == [("official", "error")]


def test_the_registry() -> None:
    registry = f"{CART} = 40\n{SEARCH} = 45  # retired\n"
    assert _found(_project(CART, 40), registry=registry) == []
    assert _found(_project(PAY, 44), registry=registry) == [("unregistered", "warning", 44, PAY, "", "")]
    assert _found(_project(PAY, 45), registry=registry) == [("taken", "error", 45, PAY, SEARCH, "")]
    assert _found(_project(CART, 43), registry=registry) == [("differs", "error", 43, CART, "", "")]
    assert _found(_project(CART, 45), registry=registry) == [("differs", "error", 45, CART, SEARCH, "")]
    assert _found(_project(CART, 127), registry=registry) == []


def test_the_places_in_the_registry() -> None:
    known = Registry(f"{CART} = 40\n{SEARCH} = 45\n".encode(), "ids.txt")
    lines = []
    for number in (43, 45):
        (one,) = collisions([_project(CART, number)], known)
        assert one.owner_location is not None
        assert (one.registered, one.owner_location.path) == (40, "ids.txt")
        lines.append(one.owner_location.span and one.owner_location.span.start_line)
    assert lines == [1, 1]
    (new,) = collisions([_project(PAY, 50)], known)
    assert new.owner_location is None


def test_whom_the_registry_gives_the_id_is_its_owner() -> None:
    claims = [_project(CART, 40), _project(PAY, 40), _depends("shop", CART), _depends("shop", PAY)]
    assert _found(*claims, registry=f"{PAY} = 40\n") == [
        ("portal", "error", 40, CART, PAY, "shop"),
        ("taken", "error", 40, CART, PAY, ""),
    ]
    assert _found(*claims[:2], registry=f"{PAY} = 40\n")[1] == ("workspace", "warning", 40, CART, PAY, "")


def test_a_dependency_without_its_project_is_asked_for_in_the_registry() -> None:
    assert _found(_depends("shop", CART, 43), registry=f"{CART} = 40\n") == [("differs", "error", 43, CART, "", "")]
    assert _found(_depends("shop", CART), registry=f"{CART} = 40\n") == []
