"""``hapline check``: judges the source of projects, as it is on disk, as it is staged, or as it was in a revision."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from hapline import console
from hapline.arguments import Command, Parameter, flag, option
from hapline.engine.projects import judge, judge_again
from hapline.engine.report import Report
from hapline.errors import EXIT_FINE, MissingError, NothingToDoError, UsageError, refuse_empty_revision
from hapline.session import CHECK_OPTIONS, Session
from hapline.trees import DigestingTree, WorkingTree
from hapline_hooks import Phrase, noun

if TYPE_CHECKING:
    from hapline.git import Repository
    from hapline.trees.git import GitTree


@noun
class View:
    """Which state of a folder is judged, and which of its findings are wanted.

    Attributes:
        staged: The state in the index. revision: The state in this revision; empty for that on disk.
        changed: Only what a change brings. base: The revision that the change began at; empty for the usual one.
    """

    staged: bool
    revision: str
    changed: bool
    base: str

    @property
    def needs_git(self) -> bool:
        """Whether there has to be a repository."""
        return self.staged or self.changed or bool(self.revision)


def check(paths: tuple[str, ...], *, no_cache: bool, **options: object) -> int:
    """Check a project folder, or files of the project in the current one."""
    view = _view(options)
    root, files = scope(paths)
    repository = _repository(root) if view.needs_git else None
    session = Session(root, options, CHECK_OPTIONS, read=repository.staged_file if repository and view.staged else None)
    states = _States(session, root, caching=bool(session.settings["cache.enabled"]) and not no_cache)
    try:
        report = states.of_folder() if repository is None else _in_repository(states, repository, view, files)
        if files is not None and not view.changed:
            report.limit(lambda finding: finding.location.path in files)
        return session.show(report)
    except NothingToDoError as error:
        if not view.changed and files is None:
            raise
        # A commit hook, or an editor, asks about files that may be of no project at all.
        console.err(session.words.translate(error.what))
        return EXIT_FINE
    finally:
        states.close()


class _States:
    """Judges the states of a folder, one after the other, by the same rules."""

    def __init__(self, session: Session, root: str, *, caching: bool) -> None:
        self._session = session
        self._root = root
        self._caching = caching
        self._open: list[GitTree] = []

    def of(self, tree: DigestingTree, kind: str) -> Report:
        """The report on a tree."""
        host, settings = self._session.host, self._session.settings
        words = None if self._session.options.get("quiet") else self._session.words
        if self._caching:
            return judge_again(host, settings, tree, words, kind=kind, root=self._root)
        return judge(host, settings, tree, words)

    def of_git(self, tree: GitTree, kind: str) -> Report:
        """The report on a tree of git, which stays open: a reporter shows lines of its files."""
        self._open.append(tree)
        return self.of(tree, kind)

    def close(self) -> None:
        """Let go of the trees."""
        for tree in self._open:
            tree.close()

    def of_folder(self) -> Report:
        """The report on the folder as it is on disk."""
        return self.of(WorkingTree(self._root), "working")


def _in_repository(states: _States, repository: Repository, view: View, files: Collection[str] | None) -> Report:
    from hapline.trees.git import index_tree, revision_tree

    if view.staged:
        report = states.of_git(index_tree(repository), "index")
    elif view.revision:
        report = states.of_git(revision_tree(repository, view.revision), "revision")
    else:
        report = states.of_folder()
    if view.changed:
        _limit_to_change(report, states, repository, view, files)
    return report


def _limit_to_change(
    report: Report, states: _States, repository: Repository, view: View, files: Collection[str] | None
) -> None:
    from hapline.engine.changes import limit_to_changes, limit_to_part
    from hapline.trees.git import revision_tree

    # Also of a report that has nothing to take out: a base that is not there is a mistake all the same.
    before = "HEAD"
    if not view.staged:
        before = repository.merge_base(view.base or repository.main_branch(), view.revision or "HEAD")
    if not report.findings:
        return  # and git need not be asked: this is what most commits are like

    def earlier() -> Report | None:
        if view.staged and not repository.has_commits():
            return None
        try:
            return states.of_git(revision_tree(repository, before), "base")
        except NothingToDoError:
            return None

    paths = repository.staged() if view.staged else repository.changed(before, view.revision)
    limit_to_changes(report, paths, earlier)
    if files is not None:
        limit_to_part(report, files, paths)


def _view(options: dict[str, object]) -> View:
    for name in ("revision", "base"):
        given = options[name]
        refuse_empty_revision(f"--{name}", None if given is None else str(given))
    staged, revision, base = bool(options["staged"]), str(options["revision"] or ""), str(options["base"] or "")
    if staged and (revision or base):
        raise UsageError(
            Phrase("--staged and {option} exclude each other", option="--revision" if revision else "--base"),
            todo="with --staged, --changed compares with the last commit",
        )
    return View(staged=staged, revision=revision, changed=bool(options["changed"] or base), base=base)


def _repository(root: str) -> Repository:
    from hapline.git import Repository

    return Repository(root)


def scope(paths: Sequence[str]) -> tuple[str, Collection[str] | None]:
    """The folder that is judged, and the files in it that findings are limited to, if any are named.

    Raises:
        hapline.errors.HaplineError: There is no such file or folder, or they are not what can be judged together.
    """
    folders = [path for path in paths if os.path.isdir(path)]
    files = [path for path in paths if not os.path.isdir(path)]
    if len(folders) > 1 or (folders and files):
        raise UsageError("name one folder, or files of the project in the current folder", where=paths[1])
    if folders or not files:
        return (folders or ["."])[0], None
    found: set[str] = set()
    for file in files:
        if not os.path.lexists(file):
            raise MissingError(
                "there is no such file or folder", where=file, todo="`hapline verify` takes built packages"
            )
        relative = os.path.relpath(file).replace(os.sep, "/")
        if relative.startswith("../"):
            raise UsageError(
                "the file is not below the current folder", where=file, todo="run it in the folder of the project"
            )
        found.add(relative)
    return ".", found


PATH = Parameter(to="path", type="path", default=".", completes="folder")
NO_CACHE = flag("--no-cache", help="Judge everything anew; use and keep no earlier results.")
COMMAND = Command(
    name="check",
    help="Check the source of a project: everything that can be known before the build.",
    parameters=(
        Parameter(to="paths", type="path", many=True),
        flag("--staged", help="Check what is staged in git: what the next commit will hold."),
        option("--revision", metavar="REV", help="Check a revision of git instead of the files on disk."),
        flag(
            "--changed",
            help="Only findings that the changes since the main branch bring; with --staged: since the last commit.",
        ),
        option("--base", metavar="REV", help="Only findings that the changes since this revision was left bring."),
        NO_CACHE,
        *CHECK_OPTIONS,
    ),
    run=check,
)
