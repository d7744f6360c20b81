"""Collects what changed since a release: of source files both versions, of what else counts what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from hapline.documents import DocumentError
from hapline.git import Repository
from hapline_hooks import Phrase, Tree, Unreadable
from hapline_plugins.hotpatch.linting.aspects import PACKAGE, Pointcut, pointcuts
from hapline_plugins.hotpatch.linting.grammars import ENDINGS, TooHardError, grammar_of
from hapline_plugins.hotpatch.linting.layouts import ChangedLayout, is_same, layout_of
from hapline_plugins.hotpatch.linting.libraries import ChangedLibrary, changed_libraries, is_about_libraries
from hapline_plugins.hotpatch.linting.names import PATCH
from hapline_plugins.hotpatch.linting.source_change import ChangedFile, SourceChange
from hapline_plugins.hotpatch.linting.units import Unit
from hapline_plugins.hotpatch.source.configuration import Configuration
from hapline_plugins.hotpatch.source.finding import CONFIGURATION

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
    path: str, on_disk: Tree, base: str | None = None, revision: str | None = None, aside: Collection[str] = ()
) -> Iterator[Opened]:
    """Open what changed in a folder since a release, for as long as it is looked at.

    Args:
        path: The folder. on_disk: Its files. base: The revision that was released; else the latest tag.
        revision: The revision that is looked at; else the files on disk.
        aside: Folders whose files do not count, such as those of other apps.

    Raises:
        hapline.errors.HaplineError: There is no repository, no such revision, or no tag.
    """
    repository = Repository(path)
    released = base or repository.latest_tag(revision or "HEAD")
    with ExitStack() as stack:
        before = stack.enter_context(repository.opened(released))
        now = stack.enter_context(repository.opened(revision)) if revision else on_disk
        beginnings = tuple([f"{one}/" for one in aside])
        every = repository.changed(repository.commit(released), revision)
        paths = [one for one in every if not one.startswith(beginnings)]
        collect = Collector(released, before, paths, lambda text, endings: repository.holding(text, endings, revision))
        yield Opened(collect, before, now, paths)


Holding = Callable[[str, Iterable[str]], Iterable[str]]
"""Names the files that hold a text, of those whose names end in one of several ways."""
_ASPECT = ".aj"
_DEEPEST = 3
"""Folders inside folders in which an ``instantrun.xml`` is looked for: the modules of a build lie no deeper."""
_PASSED_OVER = frozenset({"build", "node_modules", "src", "gradle", "buildSrc"})


class Collector:
    """Collects changes between a release and trees of what is now; what was read once is not read again.

    Attributes:
        base: The release, as people call it. tests: How many of the changed files are not part of the app.
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
        self.tests = len(every) - len(self._paths)
        self._holding = holding
        self._units: dict[tuple[str, bytes], Unit] = {}

    def __call__(self, now: Tree) -> list[SourceChange]:
        """What changed up to a tree."""
        found = SourceChange(now, self.base, list(self._files(now)))
        found.configurations = self._configurations(self._before)
        found.settings = self._configurations(now)
        found.layouts = list(self._layouts(now))
        found.libraries = list(self._libraries(now))
        found.pointcuts = list(self._pointcuts(now))
        changed = {one.path for one in found.files}
        marked = self._holding(PATCH, ENDINGS)
        found.leftovers = sorted(one for one in marked if one not in changed and not _is_of_tests(one))
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
        for path in _configuration_paths(tree):
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


def _configuration_paths(tree: Tree) -> Iterator[str]:
    folders = [("", 0)]
    while folders:
        folder, depth = folders.pop()
        prefix = f"{folder}/" if folder else ""
        for one in tree.list(folder):
            if not one.is_dir and one.name == CONFIGURATION:
                yield f"{prefix}{one.name}"
            elif one.is_dir and depth < _DEEPEST and one.name not in _PASSED_OVER and not one.name.startswith("."):
                folders.append((f"{prefix}{one.name}", depth + 1))


_SOURCE_SET = re.compile(r"(?:^|/)src/([^/]+)/")


def _is_of_tests(path: str) -> bool:
    """Whether a file is no part of the app: of a source set for tests, or of the code of the build."""
    found = _SOURCE_SET.search(path)
    name = found[1] if found else ""
    return (
        name.startswith(("test", "androidTest"))
        or name.endswith("Test")
        or "buildSrc" in path.split("/")[:-1]
        or path.startswith("build-logic/")
    )
