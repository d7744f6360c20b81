"""A file on a branch of a repository elsewhere: read it as it is now, and put a new version of it there."""

from __future__ import annotations

import os
import re

from hapline.errors import UsageError
from hapline_hooks import Phrase, noun
from hapline_plugins.portal.ids.addresses import Address
from hapline_plugins.portal.ids.git_runs import REMOTE, GitRuns
from hapline_plugins.portal.ids.registry import LIMIT

_FILE_MODE = "100644"
_RACED = re.compile(
    r"\[rejected\]|\[remote rejected\][^\n]*(?:cannot lock ref|failed to update ref|incorrect old value|already exists)"
)


_SHA256_DIGITS = 64


@noun
class Version:
    """A file as it is on a branch.

    Attributes:
        branch: The branch. commit: The newest one there, empty where there is no such branch yet.
        content: The file; None where there is none yet. mode: Its mode in git.
    """

    branch: str
    commit: str = ""
    content: bytes | None = None
    mode: str = _FILE_MODE


class RemoteFile:
    """A file on a branch of a repository elsewhere, through a repository in a folder of ours.

    Nothing is checked out, and commits are made of objects, so that no hook, filter or monitor has a part in it.
    """

    def __init__(self, address: Address, folder: str, seconds: float) -> None:
        """Prepare; the folder is empty, and nobody else's."""
        self._address = address
        self._git = GitRuns(folder, address.url, seconds)

    def read(self) -> Version:
        """The file as it is now: of that branch only the newest commit is fetched.

        Raises:
            hapline.errors.UsageError: The repository cannot be read, or the file is no ordinary one.
        """
        branch, commit = self._newest()
        if not commit:
            return Version(branch=branch)
        here = f"refs/remotes/{REMOTE}/{branch}"
        self._git.ask(
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            "--no-write-fetch-head",
            REMOTE,
            f"+refs/heads/{branch}:{here}",
        )
        commit = self._git.ask("rev-parse", "--verify", f"{here}^{{commit}}").decode().strip()
        listed = self._git.ask("ls-tree", "-z", commit, "--", self._address.file).decode("utf-8", "surrogateescape")
        if not listed:
            return Version(branch=branch, commit=commit)
        mode, kind, name = listed.partition("\t")[0].split(" ")
        if kind != "blob" or not mode.startswith("100"):
            raise self._error("the registry is no ordinary file there")
        size = int(self._git.ask("cat-file", "-s", name))
        if size > LIMIT:
            raise self._error(Phrase("the file has {size} bytes, more than {limit}", size=size, limit=LIMIT))
        return Version(branch=branch, commit=commit, content=self._git.ask("cat-file", "blob", name), mode=mode)

    def write(self, before: Version, content: bytes, message: str) -> str:
        """Put a new version there. All other files of the branch stay as they are.

        Returns:
            The new commit; empty where somebody else was faster.

        Raises:
            hapline.errors.UsageError: The repository does not take it.
        """
        blob = self._git.ask("hash-object", "-w", "--stdin", stdin=content).decode().strip()
        self._git.ask("read-tree", *([before.commit] if before.commit else ["--empty"]))
        self._git.ask("update-index", "--add", "--cacheinfo", f"{before.mode},{blob},{self._address.file}")
        tree = self._git.ask("write-tree").decode().strip()
        parents = ["-p", before.commit] if before.commit else []
        made = self._git.ask("commit-tree", tree, *parents, "-F", "-", stdin=message.encode(), **self._identity())
        commit = made.decode().strip()
        ran = self._git.run("push", "--porcelain", "--no-verify", REMOTE, f"{commit}:refs/heads/{before.branch}")
        if not ran.status:
            return commit
        if _RACED.search(ran.output.decode("utf-8", "replace")):
            return ""
        raise self._git.failed(ran)

    def _newest(self) -> tuple[str, str]:
        """The branch, and its newest commit, empty where it is not there yet."""
        self._git.make()
        own = f"refs/heads/{self._address.branch}" if self._address.branch else "HEAD"
        # HEAD is asked for in any case: a new branch, too, has commits named as those that are there.
        listed = self._git.ask("ls-remote", "--symref", REMOTE, *dict.fromkeys(("HEAD", own)))
        lines = [line.partition("\t") for line in listed.decode("utf-8", "replace").splitlines()]
        commits = {name: value for value, _, name in lines if not value.startswith("ref: ")}
        heads = {name: value.removeprefix("ref: refs/heads/") for value, _, name in lines if value.startswith("ref: ")}
        branch = self._address.branch or heads.get("HEAD", "")
        if not branch:
            raise self._error("the repository names no branch: name one, as in #branch:file")
        if any(len(commit) == _SHA256_DIGITS for commit in commits.values()):
            self._git.make("sha256")
        return branch, commits.get(own, "")

    def _identity(self) -> dict[str, str]:
        """A name for commits where the user has none, as on build machines."""
        if not self._git.run("var", "GIT_COMMITTER_IDENT").status:
            return {}
        name, mail = "hapline", "hapline@localhost"
        return {
            **{f"GIT_{who}_NAME": os.environ.get(f"GIT_{who}_NAME") or name for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": os.environ.get(f"GIT_{who}_EMAIL") or mail for who in ("AUTHOR", "COMMITTER")},
        }

    def _error(self, what: str) -> UsageError:
        return UsageError(what, where=self._address.shown)
