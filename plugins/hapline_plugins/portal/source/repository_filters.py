"""What a repository of a Gradle build may hold: its filters for groups, modules, snapshots and releases.

Source: Gradle user guide, "Filtering repository content" (``content``, ``exclusiveContent``, ``mavenContent``).
Whatever is not understood is taken for one that may hold everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from hapline.builds import SNAPSHOT
from hapline_hooks import noun

if TYPE_CHECKING:
    from hapline.documents import Block, Repository, Statement, Variables

WITHOUT_SNAPSHOTS = frozenset(("mavenCentral", "google", "jcenter", "gradlePluginPortal"))
"""Public repositories that hold releases only."""
_PLAIN_REGEX = r"(?:[\w-]|\\\.|\.\*?)*"
_MOST_STARS = 3

Matches = Callable[[str, str], bool]
"""Takes a group and an artifact."""


class Content(NamedTuple):
    """What the filters of one repository say.

    Attributes:
        includes: Of what it holds; nothing where it says nothing of that. excludes: Of what it does not hold.
        is_known: Whether all of its filters are understood.
    """

    includes: tuple[Matches, ...] = ()
    excludes: tuple[Matches, ...] = ()
    is_known: bool = True


@noun
class Filter:
    """A repository with what it may hold.

    Attributes:
        content: Its filters. holds_releases: Whether it may hold releases. holds_snapshots: Whether snapshots.
        is_exclusive: Whether what it includes is looked for in no other repository.
    """

    content: Content
    holds_releases: bool = True
    holds_snapshots: bool = True
    is_exclusive: bool = False

    def may_hold(self, group: str, artifact: str, version: str) -> bool:
        """Whether it may hold a version of an artifact."""
        if not (self.holds_snapshots if version.endswith(SNAPSHOT) else self.holds_releases):
            return False
        return self.may_have(group, artifact)

    def may_have(self, group: str, artifact: str) -> bool:
        """Whether its filters let an artifact pass."""
        content = self.content
        if not content.is_known:
            return True
        if content.includes and not any(matches(group, artifact) for matches in content.includes):
            return False
        return not any(matches(group, artifact) for matches in content.excludes)

    def claims(self, group: str, artifact: str) -> bool:
        """Whether it is the only one that is asked for an artifact."""
        return self.is_exclusive and any(matches(group, artifact) for matches in self.content.includes)


def may_hold(filters: Iterable[Filter], group: str, artifact: str, version: str) -> bool:
    """Whether one of several repositories may hold a version of an artifact."""
    every = list(filters)
    claiming = [one for one in every if one.claims(group, artifact)]
    return any(one.may_hold(group, artifact, version) for one in claiming or every)


def filter_of(repository: Repository, variables: Variables) -> Filter:
    """What a repository may hold."""
    statement = repository.statement
    if repository.kind == "exclusiveContent":
        return _exclusive(statement, variables)
    blocks = list(_named(statement.blocks, "content", "mavenContent"))
    flags = {one.name for block in blocks for one in block.statements}
    snapshots = "releasesOnly" not in flags and statement.name not in WITHOUT_SNAPSHOTS
    content = _content(blocks, variables)
    return Filter(content=content, holds_releases="snapshotsOnly" not in flags, holds_snapshots=snapshots)


def _exclusive(statement: Statement, variables: Variables) -> Filter:
    content = _content(_named(statement.blocks, "filter"), variables)
    inner = [one for block in _named(statement.blocks, "forRepository", "forRepositories") for one in block.walk()]
    central = bool(inner) and all(one.name in WITHOUT_SNAPSHOTS for one in inner)
    return Filter(content=content, holds_snapshots=not central, is_exclusive=content.is_known)


def _named(blocks: Iterable[Block], *names: str) -> Iterator[Block]:
    """The blocks of some names directly in others."""
    for block in blocks:
        for one in block.statements:
            if one.name in names and one.block is not None:
                yield one.block


def _content(blocks: Iterable[Block], variables: Variables) -> Content:
    includes: list[Matches] = []
    excludes: list[Matches] = []
    is_known = True
    for one in (one for block in blocks for one in block.statements):
        kind, name = one.name[:7], one.name[7:]
        if kind not in {"include", "exclude"}:
            is_known = is_known and one.name in {"releasesOnly", "snapshotsOnly"}  # and no ``if``, which has no name
            continue
        said = [variables.resolve(argument.value).text for argument in one.args]
        texts = [text for text in said if text is not None]
        matches = _matcher(name, texts) if len(texts) == len(said) else None
        if matches is None:
            is_known = False
        else:
            (includes if kind == "include" else excludes).append(matches)
    return Content(tuple(includes), tuple(excludes), is_known)


def _matcher(name: str, texts: list[str]) -> Matches | None:
    """What a filter matches; None where it is not understood."""
    if name == "Group" and len(texts) == 1:
        return lambda group, _: group == texts[0]
    if name == "GroupAndSubgroups" and len(texts) == 1:
        return lambda group, _: group == texts[0] or group.startswith(f"{texts[0]}.")
    if name == "Module" and len(texts) == 2:  # noqa: PLR2004 group and artifact
        return lambda group, artifact: [group, artifact] == texts
    patterns = [_pattern(text) for text in texts]
    if name == "GroupByRegex" and len(patterns) == 1 and patterns[0] is not None:
        pattern = patterns[0]
        return lambda group, _: pattern.fullmatch(group) is not None
    return None


def _pattern(text: str) -> re.Pattern[str] | None:
    """A regular expression of names, dots and a few ``.*``; others could run for long, and are not tried."""
    if not re.fullmatch(_PLAIN_REGEX, text) or text.count("*") > _MOST_STARS:
        return None
    return re.compile(text)
