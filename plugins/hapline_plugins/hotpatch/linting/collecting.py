"""Collects what changed since a release: of source files both versions, of what else counts what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from hapline.documents import DocumentError
from hapline.errors import refuse_empty_revision
from hapline.git import Repository
from hapline_hooks import Location, Phrase, Tree, Unreadable
from hapline_plugins.hotpatch.linting.aspects import PACKAGE, Pointcut, pointcuts
from hapline_plugins.hotpatch.linting.configurations import configuration_paths, nearest
from hapline_plugins.hotpatch.linting.grammars import ENDINGS, TooHardError, grammar_of
from hapline_plugins.hotpatch.linting.layouts import ChangedLayout, is_same, layout_of
from hapline_plugins.hotpatch.linting.libraries import ChangedLibrary, changed_libraries, is_about_libraries
from hapline_plugins.hotpatch.linting.names import PATCH
from hapline_plugins.hotpatch.linting.source_change import ChangedFile, SourceChange
from hapline_plugins.hotpatch.linting.units import Unit
from hapline_plugins.hotpatch.source.configuration import Configuration

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.grammars import Grammar


class Opened(NamedTuple):
    """A change that is open: what collects it, both trees, and the files that are not the same.

    Attributes:
        collect: Collects it. before: The release. now: What is now. paths: The files.
    """

    collect: Collector
    before: Tree
    now: Tree
    paths: Collection[str]


@contextmanager
def opened(
    path: str,
    on_disk: Tree,
    base: str | None = None,
    revision: str | None = None,
    is_aside: Callable[[str], bool] = lambda _: False,
) -> Iterator[Opened]:
    """Open what changed in a folder since a release, for as long as it is looked at.

    Args:
        path: The folder. on_disk: Its files. base: The revision that was released; else the latest tag.
        revision: The revision that is looked at; else the files on disk.
        is_aside: Whether a file does not count, such as one of another app.

    Raises:
        hapline.errors.HaplineError: There is no repository, no such revision, or no tag; or a revision is named that is
            empty, as a variable is that nobody has set.
    """
    refuse_empty_revision("--base", base)
    refuse_empty_revision("--revision", revision)
    repository = Repository(path)
    released = base or repository.latest_tag(revision or "HEAD")
    with ExitStack() as stack:
        before = stack.enter_context(repository.opened(released))
        now = stack.enter_context(repository.opened(revision)) if revision else on_disk
        paths = [one for one in repository.changed(repository.commit(released), revision) if not is_aside(one)]
        collect = Collector(released, before, paths, lambda text, endings: repository.holding(text, endings, revision))
        yield Opened(collect, before, now, paths)


Holding = Callable[[str, Iterable[str]], Iterable[str]]
"""Names the files that hold a text, of those whose names end in one of several ways."""
_ASPECT = ".aj"


class Collector:
    """Collects changes between a release and trees of what is now; what was read once is not read again.

    Attributes:
        base: The release, as people call it. tests: How many source files that changed are not part of the app.
        elsewhere: How many of them are of builds that InstantRun does not patch.
        uninstrumented: What says that InstantRun is set up, where it was not in the release; None where it was.
    """

    def __init__(self, base: str, before: Tree, paths: Iterable[str], holding: Holding) -> None:
        """Prepare; nothing is read yet.

        Args:
            base: See above. before: The files of the release. paths: Those that are not the same any more.
            holding: Names the files of what is now that hold a text.
        """
        self.base = base
        self._before = before
        every = sorted(paths)
        self._paths = [one for one in every if not _is_of_tests(one)]
        self.tests = sum(1 for one in every if _is_source(one) and _is_of_tests(one))
        self.elsewhere = 0
        self.uninstrumented: Location | None = None
        self._is_left_out: Callable[[str], bool] = lambda _: False
        self._holding = holding
        self._units: dict[tuple[str, bytes], Unit] = {}

    def leave_out(self, builds: Mapping[str, bool]) -> None:
        """Look at none of the files of some builds.

        Args:
            builds: The folders of all builds, and whether each is left out.
        """
        self._is_left_out = lambda path: builds.get(nearest(builds, path) or "", False)
        self.elsewhere = sum(1 for one in self._paths if _is_source(one) and self._is_left_out(one))
        self._paths = [one for one in self._paths if not self._is_left_out(one)]

    def __call__(self, now: Tree) -> list[SourceChange]:
        """What changed up to a tree."""
        if self.uninstrumented is not None:
            found = SourceChange(now, self.base, [])
            found.uninstrumented = self.uninstrumented
            return [found]
        found = SourceChange(now, self.base, list(self._files(now)))
        found.configurations = self._configurations(self._before)
        found.settings = self._configurations(now)
        found.layouts = list(self._layouts(now))
        found.libraries = list(self._libraries(now))
        found.pointcuts = list(self._pointcuts(now))
        changed = {one.path for one in found.files}
        marked = self._holding(PATCH, ENDINGS)
        passed_over = (_is_of_tests, self._is_left_out, changed.__contains__)
        found.leftovers = sorted(one for one in marked if not any(is_so(one) for is_so in passed_over))
        return [found]

    def _files(self, now: Tree) -> Iterator[ChangedFile]:
        for path in self._paths:
            grammar = grammar_of(path)
            if grammar is not None:
                yield self._file(path, grammar, now)
            elif path.endswith(_ASPECT):
                yield ChangedFile(path)

    def _file(self, path: str, grammar: Grammar, now: Tree) -> ChangedFile:
        try:
            old = self._unit(path, grammar, _content(self._before, path))
            new = self._unit(path, grammar, _content(now, path))
        except TooHardError:
            return ChangedFile(path, problem=Phrase("the parser does not get through it in time"))
        except DocumentError as error:
            return ChangedFile(path, problem=Phrase(error.template, **error.fields), error=error)
        except Unreadable as error:
            return ChangedFile(path, problem=Phrase(error.reason))
        return ChangedFile(path, old, new)

    def _unit(self, path: str, grammar: Grammar, content: bytes | None) -> Unit | None:
        if content is None:
            return None
        known = self._units.get((path, content))
        if known is None:
            known = self._units[path, content] = Unit(path, grammar, content)
        return known

    def _configurations(self, tree: Tree) -> list[Configuration]:
        found: list[Configuration] = []
        for path in configuration_paths(tree):
            try:
                found.append(Configuration(path, tree.read(path)))
            except (DocumentError, Unreadable):
                continue  # `hapline check` says so
        return found

    def _layouts(self, now: Tree) -> Iterator[ChangedLayout]:
        for path in self._paths:
            name = layout_of(path)
            if not name:
                continue
            try:
                old, new = _content(self._before, path), _content(now, path)
            except Unreadable:
                continue
            if new is not None and (old is None or not is_same(old, new)):
                yield ChangedLayout(path, name, is_new=old is None)

    def _libraries(self, now: Tree) -> Iterator[ChangedLibrary]:
        for path in self._paths:
            if is_about_libraries(path):
                try:
                    old, new = _content(self._before, path), _content(now, path)
                except Unreadable:
                    old = new = None
                yield from changed_libraries(path, old, new)

    def _pointcuts(self, now: Tree) -> Iterator[Pointcut]:
        for path in sorted(self._holding(PACKAGE, (*ENDINGS, _ASPECT))):
            try:
                content = _content(now, path) or b""
            except Unreadable:
                continue
            yield from pointcuts(path, content.decode("utf-8", "replace"))


def _content(tree: Tree, path: str) -> bytes | None:
    """A file; None where there is none.

    Raises:
        Unreadable: It cannot be read.
    """
    try:
        return tree.read(path)
    except Unreadable as error:
        if error.absent:
            return None
        raise


def _is_source(path: str) -> bool:
    return grammar_of(path) is not None or path.endswith(_ASPECT)


_SOURCE_SET = re.compile(r"(?:^|/)src/([^/]+)/")
_OF_TESTS = re.compile(r"(?:test|androidTest)(?![a-z]).*|.+Test")
"""Source sets for tests: test, testDebug, androidTest, commonTest and so on; testflight is a flavour."""


def _is_of_tests(path: str) -> bool:
    """Whether a file is no part of the app: of a source set for tests, or of the code of the build."""
    found = _SOURCE_SET.search(path)
    return (
        (found is not None and _OF_TESTS.fullmatch(found[1]) is not None)
        or "buildSrc" in path.split("/")[:-1]
        or path.startswith("build-logic/")
    )
