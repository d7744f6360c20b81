"""What is known of a Bundle that decides how it can be linked, and where each of these facts comes from."""

from __future__ import annotations

from hapline_hooks import Location, Phrase, noun


@noun
class Origin:
    """Where a fact comes from. text: In words. location: Its place, where it is in the workspace."""

    text: Phrase
    location: Location | None = None


@noun
class Fact:
    """A name that is known, such as the class of a ContentProvider. name: The name. origin: Where it stands."""

    name: str
    origin: Origin


@noun
class Number:
    """A number that is known: an initLevel, or a size in bytes. value: The number. origin: Where it stands."""

    value: int
    origin: Origin


@noun
class Exports:
    """The packages that a Bundle exports. packages: They; none where it exports nothing. origin: Where that stands.

    is_sure: Whether the Bundle that the Portal declares says so itself, not one of another year.
    """

    packages: tuple[str, ...]
    origin: Origin
    is_sure: bool = True


@noun
class Facts:
    """What is known of a Bundle; None everywhere means that it is not known.

    Attributes:
        providers: Its ContentProviders. likely_providers: Components that may be some, by their names.
        exports: What it exports. init_level: Its initLevel; ``NO_LEVEL`` where it gives none.
        dex_size: How long its dex files are together. has_code: Whether it has classes at all.
        problems: What could not be read.
    """

    providers: tuple[Fact, ...] | None = None
    likely_providers: tuple[Fact, ...] = ()
    exports: Exports | None = None
    init_level: Number | None = None
    dex_size: Number | None = None
    has_code: bool | None = None
    problems: tuple[Phrase, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return self.providers is None and self.exports is None and self.has_code is None

    def otherwise(self, other: Facts) -> Facts:
        """These facts, and where one is not known that of another source."""
        return Facts(
            providers=other.providers if self.providers is None else self.providers,
            likely_providers=self.likely_providers or other.likely_providers,
            exports=self.exports or other.exports,
            init_level=self.init_level or other.init_level,
            dex_size=self.dex_size or other.dex_size,
            has_code=other.has_code if self.has_code is None else self.has_code,
            problems=(*self.problems, *other.problems),
        )
