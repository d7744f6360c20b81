"""Two versions of a registry: what was lost, and what two branches do not agree on."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hapline_plugins.portal.ids.comparing import clashes, losses
from hapline_plugins.portal.ids.registry import Registry

BASE = "# head\na:b = 3\na:d = 5  # ours\n"


def _clashes(ours: str, theirs: str, base: str = BASE) -> list[tuple[str, str, int, str, int]]:
    found = clashes(Registry(base.encode()), Registry(ours.encode()), Registry(theirs.encode()))
    return [(one.kind, one.ours.bundle, one.ours.package_id, one.theirs.bundle, one.theirs.package_id) for one in found]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BASE, []),
        (BASE + "a:e = 6\n", []),
        ("a:d = 5 # retired\na:b = 3\n", []),
        ("a:d = 5\n", [("removed", "a:b", None, None)]),
        ("a:b = 7\na:d = 5\n", [("changed", "a:b", 7, None)]),
        ("a:d = 5\na:z = 3\n", [("removed", "a:b", None, "a:z")]),
        ("", [("removed", "a:b", None, None), ("removed", "a:d", None, None)]),
    ],
)
def test_a_registry_only_grows(after: str, expected: list[tuple[str, str, int | None, str | None]]) -> None:
    found = losses(Registry(BASE.encode()), Registry(after.encode()))
    assert [
        (one.kind, one.before.bundle, one.now and one.now.package_id, one.heir and one.heir.bundle) for one in found
    ] == expected


def test_an_id_that_both_took_names_both() -> None:
    assert _clashes(BASE + "a:e = 6\n", BASE + "a:c = 6\n") == [("id", "a:e", 6, "a:c", 6)]


def test_a_bundle_with_two_ids() -> None:
    assert _clashes(BASE + "a:e = 6\n", BASE + "a:e = 7\n") == [("bundle", "a:e", 6, "a:e", 7)]


def test_what_is_no_clash() -> None:
    assert _clashes(BASE + "a:e = 6\n", BASE + "a:e = 6\n") == []
    assert _clashes(BASE + "a:e = 6\n", BASE + "a:c = 4\n") == []
    # One side alone changed or removed something.
    assert _clashes("a:b = 3\n", BASE) == _clashes(BASE, "a:b = 3\n") == []
    assert _clashes("a:b = 9\na:d = 5\n", BASE) == _clashes(BASE, "a:b = 9\na:d = 5\n") == []
    # They gave the id of a Bundle away; ours did not touch that Bundle.
    assert _clashes(BASE, "a:b = 9\na:c = 3\na:d = 5\n") == []


_ENTRIES = st.dictionaries(st.from_regex(r"g:[a-f]", fullmatch=True), st.integers(2, 12), max_size=5)


def _text(entries: dict[str, int]) -> str:
    return "".join(f"{bundle} = {number}\n" for bundle, number in sorted(entries.items()))


@given(_ENTRIES, _ENTRIES, _ENTRIES)
@example({"g:a": 2}, {"g:b": 2}, {"g:c": 2})
def test_additions_of_two_sides(base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]) -> None:
    """Every new double owner is named, and every Bundle with two ids."""
    ours, theirs = {**ours, **base}, {**theirs, **base}
    found = _clashes(_text(ours), _text(theirs), _text(base))
    disputed = {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]}
    assert {one[1] for one in found if one[0] == "bundle"} == disputed
    named = {one[3] for one in found if one[0] == "id"}
    across = {b for b in theirs for a in ours if a not in theirs and b not in ours and ours[a] == theirs[b]}
    assert across <= named
