"""Nouns: frozen, slotted, keyword-only, equal by value, and cheap to make."""

from __future__ import annotations

import copy
import pickle

import pytest

from hapline_hooks import Entry, Location, Span, noun, replace


@noun
class Thing:
    """A noun with a default, a property and a method."""

    name: str
    count: int = 1

    @property
    def shown(self) -> str:
        """Both in one."""
        return f"{self.name} x{self.count}"


def test_keywords_defaults_and_properties() -> None:
    assert Thing(name="a").shown == "a x1"
    assert Thing(name="a", count=2).shown == "a x2"
    assert repr(Thing(name="a")) == "Thing(name='a', count=1)"
    assert Thing.__doc__ == "A noun with a default, a property and a method."
    assert Thing.__qualname__ == "Thing"


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(TypeError, match="misses the argument name"):
        Thing()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="has no argument nam"):
        Thing(name="a", nam="b")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"Thing\(\) takes keywords only: name, count"):
        Thing("a")  # type: ignore[call-arg]


def test_they_cannot_be_changed() -> None:
    thing = Thing(name="a")
    with pytest.raises(AttributeError, match="cannot be changed"):
        thing.name = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del thing.name
    with pytest.raises(AttributeError):
        thing.other = 1  # type: ignore[attr-defined]
    assert not hasattr(thing, "__dict__")


def test_equality_and_hash_go_by_value_and_type() -> None:
    assert Thing(name="a") == Thing(name="a", count=1)
    assert Thing(name="a") != Thing(name="b")
    assert len({Thing(name="a"), Thing(name="a"), Thing(name="b")}) == 2
    other: object = Entry(name="a", is_dir=False)
    assert other != Thing(name="a", count=0)


def test_replace_copy_and_pickle() -> None:
    thing = Thing(name="a")
    assert replace(thing, count=3) == Thing(name="a", count=3)
    assert copy.deepcopy(thing) == thing
    span = Span(start_line=1, start_column=2, end_line=3, end_column=4)
    assert pickle.loads(pickle.dumps(Location(path="a", span=span))) == Location(path="a", span=span)  # noqa: S301 our own bytes


def test_they_match() -> None:
    match Thing(name="a"):
        case Thing(name=name, count=1):
            assert name == "a"
        case _:
            pytest.fail("does not match by attribute")
