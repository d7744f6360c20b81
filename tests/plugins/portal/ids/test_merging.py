"""Two versions of a registry: what was lost, and one made of both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.errors import UsageError
from hapline_plugins.portal.ids.merging import Merged, compare, merge
from hapline_plugins.portal.ids.registry import Registry

BASE = "# head\na:b = 3\na:d = 5  # ours\n"


def _merge(ours: str, theirs: str, base: str = BASE) -> Merged:
    return merge(Registry(base.encode()), Registry(ours.encode()), Registry(theirs.encode()))


@pytest.mark.parametrize(
    ("after", "losses"),
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
def test_a_registry_only_grows(after: str, losses: list[tuple[str, str, int | None, str | None]]) -> None:
    found = compare(Registry(BASE.encode()), Registry(after.encode()))
    assert [
        (one.kind, one.before.bundle, one.now and one.now.package_id, one.heir and one.heir.bundle) for one in found
    ] == losses


def test_both_additions_are_kept() -> None:
    merged = _merge(BASE + "a:e = 6\n", "# head\na:b = 3\na:c = 4  # theirs\na:d = 5  # ours\n")
    assert merged.content.decode() == "# head\na:b = 3\na:c = 4  # theirs\na:d = 5  # ours\na:e = 6\n"
    assert (merged.clashes, merged.losses) == ((), ())


def test_an_id_that_both_took_names_both_and_is_left_to_people() -> None:
    merged = _merge(BASE + "a:e = 6\n", "# head\na:b = 3\na:c = 6\na:d = 5  # ours\n")
    assert [(one.kind, one.ours.bundle, one.theirs.bundle) for one in merged.clashes] == [("id", "a:e", "a:c")]
    assert [one.kind for one in Registry(merged.content).problems] == ["two_owners"]
    assert merged.content.decode() == "# head\na:b = 3\na:c = 6\na:d = 5  # ours\na:e = 6\n"


def test_a_bundle_with_two_ids() -> None:
    merged = _merge(BASE + "a:e = 6\n", BASE + "a:e = 7\n")
    assert [(one.kind, one.ours.package_id, one.theirs.package_id) for one in merged.clashes] == [("bundle", 6, 7)]
    assert merged.content.decode() == BASE + "a:e = 6\n"


def test_the_same_addition_on_both_sides() -> None:
    merged = _merge(BASE + "a:e = 6\n", BASE + "a:e = 6\n")
    assert (merged.content.decode(), merged.clashes) == (BASE + "a:e = 6\n", ())


def test_what_a_side_removed_is_there_again() -> None:
    for ours, theirs in ((BASE, "# head\na:b = 3\n"), ("# head\na:b = 3\n", BASE)):
        merged = _merge(ours, theirs)
        assert merged.content.decode() == BASE
        assert [(one.kind, one.before.bundle) for one in merged.losses] == [("removed", "a:d")]


def test_what_one_side_changed_is_taken() -> None:
    changed = "# new head\na:b = 3  # retired\na:d = 8\n"
    for ours, theirs in ((BASE, changed), (changed, BASE)):
        merged = _merge(ours, theirs)
        assert merged.content.decode() == changed
        assert [(one.kind, one.before.bundle) for one in merged.losses] == [("changed", "a:d")]
        assert merged.clashes == ()


def test_an_id_that_was_given_away_on_one_side() -> None:
    merged = _merge(BASE, "# head\na:b = 9\na:c = 3\na:d = 5  # ours\n")
    assert merged.clashes == ()
    assert [one.heir and one.heir.bundle for one in merged.losses] == ["a:c"]
    assert Registry(merged.content).problems == ()


def test_our_line_ends_stay() -> None:
    merged = _merge("a:b = 3\r\n", "# new\na:b = 3\na:c = 4\n", "a:b = 3\n")
    assert merged.content == b"# new\r\na:b = 3\r\na:c = 4\r\n"


@pytest.mark.parametrize("broken", ["a:b\n", "<<<<<<< x\n=======\n>>>>>>> y\n"])
def test_what_cannot_be_read_is_not_merged(broken: str) -> None:
    for sides in ((broken, BASE, BASE), (BASE, broken, BASE), (BASE, BASE, broken)):
        with pytest.raises(UsageError):
            _merge(*sides)


_ENTRIES = st.dictionaries(st.from_regex(r"g:[a-f]", fullmatch=True), st.integers(2, 12), max_size=5)


def _text(entries: dict[str, int]) -> str:
    return "".join(f"{bundle} = {number}\n" for bundle, number in sorted(entries.items()))


@given(_ENTRIES, _ENTRIES, _ENTRIES)
def test_additions_of_two_sides(base: dict[str, int], ours: dict[str, int], theirs: dict[str, int]) -> None:
    """Nothing is lost, the sides can be exchanged, and every new double owner is named."""
    ours, theirs = {**ours, **base}, {**theirs, **base}
    one, other = _merge(_text(ours), _text(theirs), _text(base)), _merge(_text(theirs), _text(ours), _text(base))
    disputed = {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]}
    found = {entry.bundle: entry.package_id for entry in Registry(one.content).entries}
    assert found == {**theirs, **ours}
    assert one.losses == other.losses == ()
    assert {clash.ours.bundle for clash in one.clashes if clash.kind == "bundle"} == disputed
    if not disputed:
        assert one.content == other.content
        pairs = {(a, b) for a in found for b in found if a != b and found[a] == found[b]}
        across = {(a, b) for a, b in pairs if a not in theirs and b not in ours}
        named = {(clash.ours.bundle, clash.theirs.bundle) for clash in one.clashes}
        assert {b for _, b in across} <= {b for _, b in named} <= {b for _, b in pairs}
