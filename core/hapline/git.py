"""git, asked for what hapline reads of a repository: its index, its revisions, and what differs between them.

A repository that somebody else made must not run anything: no hooks, file system monitors, pagers, external diffs or
text converters. ``GIT_INDEX_FILE`` and ``GIT_DIR`` are honoured, since ``git commit -a`` and work trees set them for
their hooks.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Literal, NamedTuple

from hapline.errors import MissingError, UsageError
from hapline.git_blobs import Blobs
from hapline.git_environment import environment_for
from hapline_hooks import Phrase, Tree

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-pager")
_DIFF = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--relative")
_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


State = Literal["tracked", "staged", "ignored", "new"]
"""What git knows of a file: it is in the last commit, it will be in the next one, it is left out, or nothing yet."""


class Blob(NamedTuple):
    """A file of the index or of a revision: its mode, as git writes it, and the name of its content."""

    mode: str
    name: str


class Repository:
    """The repository that a folder is in. Paths are relative to that folder, with forward slashes.

    Attributes:
        folder: The folder. cwd: Where git is started: in the folder, or where a hook was started.
    """

    def __init__(self, folder: str, *, is_submodule: bool = False) -> None:
        """Look at the repository of a folder; git is asked later.

        Args:
            folder: The folder. is_submodule: Whether it is another one than that which variables such as GIT_DIR name.
        """
        self.folder = folder
        self._is_submodule = is_submodule
        # What a hook finds in GIT_DIR and GIT_INDEX_FILE may be relative to where git started it.
        in_hook = "GIT_DIR" in os.environ and not is_submodule
        self.cwd = "." if in_hook else folder
        inside = os.path.relpath(folder).replace(os.sep, "/") if in_hook else "."
        self._inside = "" if inside == "." else inside

    def index(self) -> dict[str, Blob]:
        """The files of the index below the folder; of a file with conflicts the own side."""
        found: dict[str, Blob] = {}
        for line in _split(self._ask("ls-files", "-s", "-z", *self._below())):
            attributes, _, path = line.partition("\t")
            mode, name, stage = attributes.split(" ")
            if stage in {"0", "2"}:
                found[self._own(path)] = Blob(mode, name)
        for path in self._announced([path for path, blob in found.items() if blob.name in _EMPTY]):
            found.pop(path, None)
        return found

    def files(self, revision: str) -> dict[str, Blob]:
        """The files of a revision below the folder.

        Raises:
            hapline.errors.UsageError: There is no such revision.
        """
        commit = self.commit(revision)
        found: dict[str, Blob] = {}
        for line in _split(self._ask("ls-tree", "-r", "-z", commit, *self._below())):
            attributes, _, path = line.partition("\t")
            mode, _, name = attributes.split(" ")
            found[self._own(path)] = Blob(mode, name)
        return found

    def commit(self, revision: str) -> str:
        """The commit that a revision names.

        Raises:
            hapline.errors.UsageError: There is none.
        """
        found = self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found is None:
            self._ask("rev-parse", "--git-dir")  # says that there is no repository
            raise UsageError(
                Phrase("there is no revision {name}", name=revision),
                todo="fetch it first; a CI job with a shallow clone needs more history (fetch-depth: 0)",
            )
        return found.strip()

    def has_commits(self) -> bool:
        """Whether there is a commit yet."""
        return self._try("rev-parse", "--verify", "--quiet", "HEAD") is not None

    def merge_base(self, revision: str, now: str) -> str:
        """The commit at which two revisions parted.

        Raises:
            hapline.errors.UsageError: There is no such revision, or they have nothing in common.
        """
        found = self._try("merge-base", self.commit(revision), self.commit(now))
        if found is None:
            raise UsageError(
                Phrase("{one} and {other} have no commit in common", one=now, other=revision),
                todo="fetch it first; a CI job with a shallow clone needs more history (fetch-depth: 0)",
            )
        return found.strip()

    def ignores(self, path: str) -> bool | None:
        """Whether a file, there or not, is kept out of commits; None where the folder is in no work tree of git.

        Raises:
            hapline.errors.MissingError: git is not installed.
        """
        return {0: True, 1: False}.get(self._run("check-ignore", "-q", "--", path).returncode)

    def main_branch(self) -> str:
        """The branch that changes are measured against where none is named.

        Raises:
            hapline.errors.UsageError: None of the usual ones is there.
        """
        base = os.environ.get("GITHUB_BASE_REF")
        if base:
            # A pull request is compared with its own base and no other: that it was not fetched is said by who asks.
            return f"origin/{base}"
        for name in _BRANCHES:
            if self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") is not None:
                return name
        raise UsageError("there is no branch to compare with", todo="name one: --base REV")

    def latest_tag(self, revision: str = "HEAD") -> str:
        """The tag that is nearest among those that a revision comes from.

        Raises:
            hapline.errors.UsageError: There is no such revision, or no tag on the way to it.
        """
        found = self._try("describe", "--tags", "--abbrev=0", self.commit(revision))
        if found is None:
            raise UsageError(
                "there is no tag to compare with",
                where=self.folder,
                todo="name the released revision: --base TAG; a CI job has to fetch tags and history (fetch-depth: 0)",
            )
        return found.strip()

    def tags(self) -> list[str]:
        """All tags, by name; none where the folder is in no repository."""
        found = self._try("for-each-ref", "--format=%(refname:strip=2)", "refs/tags")
        return found.splitlines() if found else []

    def state(self, path: str) -> State | None:
        """What git knows of a file below the folder; None where the folder is in no repository."""
        below = f"{self._inside}/{path}" if self._inside else path
        listed = self._try("ls-files", "-z", "--", f":(literal){below}")
        if listed is None:
            return None
        if listed:
            return "tracked" if self._try("ls-tree", "-z", "--name-only", "HEAD", "--", below) else "staged"
        return "new" if self._try("check-ignore", "-q", "--", below) is None else "ignored"

    def kept_in(self, *, index: bool) -> list[str]:
        """The files and folders whose times change when tags do, or the index, as absolute paths."""
        found = self._try("rev-parse", "--git-path", "index", "--git-common-dir")
        if found is None:
            return []
        own, common = (os.path.abspath(os.path.join(self.cwd, line)) for line in found.splitlines()[:2])
        if index:
            return [own, os.path.join(common, "info", "exclude")]
        paths = [os.path.join(common, "packed-refs"), os.path.join(common, "reftable")]
        for folder, inner, _ in os.walk(os.path.join(common, "refs", "tags")):
            inner.sort()
            paths.append(folder)
            if len(paths) > _MOST_FOLDERS:
                break
        return paths

    def known(self, names: Iterable[str]) -> list[str]:
        """The files below the folder that git has or will have in the next commit, by their names; none without git.

        Args:
            names: Patterns such as ``*.pem``, in small or capital letters.
        """
        within = f"{re.sub(_SPECIAL, _ESCAPED, self._inside)}/" if self._inside else ""
        wanted = [f":(glob,icase){within}**/{name}" for name in names]
        try:
            found = self._try("ls-files", "-z", "--", *wanted)
        except MissingError:
            return []
        return [self._own(path) for path in _split(found)] if found else []

    def holding(self, text: str, endings: Iterable[str], revision: str | None = None) -> set[str]:
        """The files below the folder that hold a text: in a revision, or on disk, known to git or not.

        Args:
            text: The text, as it stands. endings: Of the names that count, such as ``.java``.
            revision: The revision; None for what is on disk.
        """
        where = [self.commit(revision)] if revision else ["--untracked"]
        within = f"{self._inside}/" if self._inside else ""
        names = [f":(glob){within}**/*{ending}" for ending in endings]
        found = self._run("grep", "-l", "-z", "-F", "--no-recurse-submodules", "-e", text, *where, "--", *names)
        if found.returncode > 1:
            return set()  # git is too old for one of these, or there is no such folder: it is asked only to say more
        output = found.stdout.decode("utf-8", "surrogateescape")
        prefix = f"{where[0]}:" if revision else ""
        return {self._own(path.removeprefix(prefix)) for path in _split(output)}

    @contextmanager
    def opened(self, revision: str) -> Iterator[Tree]:
        """The files of a revision below the folder, as a tree that can be read while this lasts.

        Raises:
            hapline.errors.UsageError: There is no such revision.
        """
        from hapline.trees.git import revision_tree

        tree = revision_tree(self, revision)
        try:
            yield tree
        finally:
            tree.close()

    def staged(self) -> set[str]:
        """The files below the folder whose content in the index is not that of the last commit."""
        return {self._own(path) for path in _split(self._ask("diff", "--cached", *_DIFF, *self._below()))}

    def changed(self, commit: str, revision: str | None) -> set[str]:
        """The files below the folder that are not as in a commit: in a revision, or on disk, known to git or not."""
        if revision:
            between = self._ask("diff", *_DIFF, commit, self.commit(revision), *self._below())
            return {self._own(path) for path in _split(between)}
        known = self._ask("diff", *_DIFF, commit, *self._below())
        new = self._ask("ls-files", "--others", "--exclude-standard", "-z", *self._below())
        return {self._own(path) for path in (*_split(known), *_split(new))}

    def staged_file(self, file: str) -> bytes | None:
        """The content in the index of a file anywhere in the repository; None where the index has none."""
        relative = os.path.relpath(file, self.cwd).replace(os.sep, "/")
        found = self._run("cat-file", "blob", f":./{relative}")
        if found.returncode:
            return None
        own = os.path.relpath(file, self.folder).replace(os.sep, "/")
        return None if not found.stdout and any(self._announced([own])) else found.stdout

    def submodule(self, path: str) -> Repository | None:
        """The repository of a submodule; None where it is not checked out."""
        place = os.path.join(self.folder, path)
        # In an empty folder git would find the repository around it.
        return Repository(place, is_submodule=True) if os.path.lexists(os.path.join(place, ".git")) else None

    def blobs(self) -> Blobs:
        """A reader of contents."""
        return Blobs(partial(self.start, "cat-file", "--batch"))

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start git, to talk to it through pipes."""
        try:
            return subprocess.Popen(  # noqa: S603 git, with arguments of our own making
                ["git", *_SAFE, *arguments],  # noqa: S607 whichever git the user has
                cwd=self.cwd,
                env=environment_for(is_submodule=self._is_submodule),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError:
            raise MissingError("git is not installed, or not on the PATH") from None

    def _announced(self, empty: Sequence[str]) -> Iterator[str]:
        """The files that are only announced (``git add --intent-to-add``) and not part of the next commit."""
        # A file that is empty on disk too is what it seems; most repositories have no other empty ones.
        doubtful = [path for path in empty if _length(os.path.join(self.folder, path))]
        if not doubtful:
            return
        within = f"{self._inside}/" if self._inside else ""
        pathspecs = [f":(literal){within}{path}" for path in doubtful]
        path = ""
        for line in self._ask("ls-files", "--debug", "-z", "--", *pathspecs).splitlines():
            name, nul, _ = line.partition("\0")
            path = self._own(name) if nul else path
            flags = line.partition("flags: ")[2]
            if flags and int(flags, 16) & _INTENT_TO_ADD:
                yield path

    def _ask(self, *arguments: str) -> str:
        result = self._run(*arguments)
        if result.returncode:
            said = result.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
            if "not a git repository" in said:
                raise UsageError("this folder is not in a git repository", where=self.folder)
            raise UsageError(Phrase("git says: {what}", what=said), where=self.folder)
        return result.stdout.decode("utf-8", "surrogateescape")

    def _try(self, *arguments: str) -> str | None:
        result = self._run(*arguments)
        return result.stdout.decode("utf-8", "surrogateescape") if result.returncode == 0 else None

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        process = self.start(*arguments)
        output, errors = process.communicate()
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def _below(self) -> tuple[str, ...]:
        return ("--", f":(literal){self._inside}") if self._inside else ()

    def _own(self, path: str) -> str:
        return path.removeprefix(f"{self._inside}/") if self._inside else path


def repository_of(tree: Tree) -> Repository | None:
    """The repository that a tree of hapline's own is read from; None for what is on no disk.

    Git has not been asked yet: a folder need not be in any repository.
    """
    tree = getattr(tree, "base", tree)  # what fixes are tried on lies over another one
    found = getattr(tree, "repository", None)
    if isinstance(found, Repository):
        return found
    root = getattr(tree, "root", None)
    return Repository(root) if isinstance(root, str) else None


class Around(NamedTuple):
    """The project around the folder that a tree is read from.

    Attributes:
        folder: Where the root of the tree lies in it, with forward slashes; empty where that is all of the project.
        tree: The project on disk, of which the first tree is told what is read; None for a tree that git keeps.
    """

    folder: str
    tree: Tree | None


def around(tree: Tree) -> Around | None:
    """The project that the folder of a tree of hapline's own belongs to; None for what is on no disk.

    The project is the git repository, or else the nearest folder with a ``hapline.json5``; without either, the folder.
    """
    repository = repository_of(tree)
    if repository is None:
        return None
    from hapline.trees.around import AroundTree, project_folder

    root = project_folder(repository.folder)
    folder = os.path.relpath(os.path.abspath(repository.folder), root).replace(os.sep, "/")
    is_on_disk = isinstance(getattr(getattr(tree, "base", tree), "root", None), str)
    return Around("" if folder == "." else folder, AroundTree(root, tree) if is_on_disk else None)


_MOST_FOLDERS = 5_000
_SPECIAL, _ESCAPED = r"([\\*?\[])", r"\\\1"
"""What stands for more than itself in a pattern of git."""
_INTENT_TO_ADD = 1 << 29
_EMPTY = frozenset(
    {
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    }
)
"""The names of the empty content, by SHA-1 and by SHA-256."""


def _length(file: str) -> int:
    try:
        return os.lstat(file).st_size
    except OSError:
        return 0


def _split(output: str) -> Iterator[str]:
    return (part for part in output.split("\0") if part)
