"""How the nouns of the contract are made: frozen, slotted, keyword-only classes, like dataclasses but made at once.

``dataclasses`` writes and compiles the source of five methods for each class, a millisecond each; a command that
editors and commit hooks run all day cannot afford twenty of them before it has read a file. Type checkers treat
these classes as dataclasses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")
_C = TypeVar("_C", bound=type[Any])
_set = object.__setattr__


@dataclass_transform(frozen_default=True, kw_only_default=True)
def noun(cls: _C) -> _C:
    """Make a class of its annotated attributes; those with a value have it as their default.

    Instances are made with keywords only, cannot be changed, compare and hash by value, and can be copied. A class that
    is made by the ten thousand may bring its own ``__init__``, with keywords only: that is several times faster.
    Defaults are shared by all instances, so they must not be changed either.
    """
    names = tuple(cls.__annotations__)
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
    known = dict.fromkeys(names).keys()
    content = {name: value for name, value in cls.__dict__.items() if name not in {"__dict__", "__weakref__", *names}}
    values: Callable[[Any], tuple[Any, ...]] = _getter(names)

    def __init__(self: Any, *unnamed: Any, **given: Any) -> None:  # noqa: ANN401, N807 any class, and its method
        if unnamed or given.keys() != known:
            given = {**defaults, **given}
            if unnamed or given.keys() != known:
                raise TypeError(_wrong(cls.__name__, names, unnamed, given))
        for name, value in given.items():
            _set(self, name, value)

    def __eq__(self: Any, other: object) -> bool:  # noqa: ANN401, N807 see above
        return bool(values(self) == values(other)) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: ANN401, N807 see above
        return hash(values(self))

    def __repr__(self: Any) -> str:  # noqa: ANN401, N807 see above
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({fields})"

    def __reduce__(self: Any) -> tuple[Any, ...]:  # noqa: ANN401, N807 see above
        return _rebuilt, (type(self), dict(zip(names, values(self), strict=True)))

    content |= {
        "__slots__": names,
        "__match_args__": names,
        "__init__": cls.__dict__.get("__init__", __init__),
        "__eq__": __eq__,
        "__hash__": __hash__,
        "__repr__": __repr__,
        "__reduce__": __reduce__,
        "__setattr__": _frozen,
        "__delattr__": _frozen,
    }
    made: Any = type(cls.__name__, cls.__bases__, content)
    made.__qualname__ = cls.__qualname__
    return cast("_C", made)


def replace(one: T, **changes: object) -> T:
    """The same noun with some attributes changed."""
    names: tuple[str, ...] = type(one).__match_args__  # type: ignore[attr-defined]
    return type(one)(**{name: getattr(one, name) for name in names} | changes)


def _wrong(noun_: str, names: tuple[str, ...], unnamed: tuple[object, ...], every: Mapping[str, object]) -> str:
    """What is wrong with the arguments of a noun."""
    if unnamed:
        return f"{noun_}() takes keywords only: {', '.join(names)}"
    missing = next((name for name in names if name not in every), "")
    if missing:
        return f"{noun_}() misses the argument {missing}"
    return f"{noun_}() has no argument {min(every.keys() - set(names))}"


def _frozen(self: object, name: str, *_value: object) -> None:
    raise AttributeError(f"{type(self).__name__} cannot be changed: {name}")


def _rebuilt(cls: type[T], values: dict[str, object]) -> T:
    return cls(**values)


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)
