"""The checkout that a folder is in: where it begins and where its hooks are, as git itself tells it."""

from __future__ import annotations

import os
import re

from hapline.setup.programs import Answer, ask, find
from hapline_hooks import Phrase, noun

OLDEST = (2, 24)
"""The first version of git with all that hapline asks of it."""
_PATIENCE = 20
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")  # nothing of the repository is run


@noun
class Checkout:
    """The working tree of a repository.

    Attributes:
        root: The folder of the working tree. hooks: The folder that git runs hooks from. Both are absolute.
        hooks_path: What ``core.hooksPath`` says; empty where it says nothing.
        private_hooks: Whether the hooks are in the repository's own folder, which is not under version control.
        shallow: Whether old commits are missing. empty: Whether there is no commit yet.
    """

    root: str
    hooks: str
    hooks_path: str
    private_hooks: bool
    shallow: bool
    empty: bool


@noun
class Absence:
    """Why there is no repository: the reason that git gave; empty where the folder is simply in none."""

    reason: str = ""


def version() -> tuple[int, ...]:
    """The version of git, such as ``(2, 39, 5)``; empty where there is no git."""
    found = re.search(r"\d+(\.\d+)+", _git(".", "version").text)
    return tuple(map(int, found[0].split("."))) if found else ()


def look(folder: str) -> Checkout | Absence:
    """The repository that a folder is in."""
    told = _git(folder, "rev-parse", "--show-toplevel", "--absolute-git-dir", "--is-shallow-repository")
    if told.code is None:
        return Absence(reason=Phrase("git is not installed, or gives no answer")) if _marked(folder) else Absence()
    lines = told.text.splitlines()
    if told.code or len(lines) != len(("root", "git", "shallow")):
        # Git says the same in no repository at all; what matters is whether something looks like one.
        return Absence(reason=lines[0].removeprefix("fatal: ") if lines and _marked(folder) else "")
    root, own, shallow = lines
    hooks_path = _git(folder, "config", "--get", "core.hooksPath")
    hooks = os.path.normpath(os.path.join(root, _line(root, "rev-parse", "--git-path", "hooks")))
    common = os.path.join(root, _line(root, "rev-parse", "--git-common-dir"))
    return Checkout(
        root=os.path.normpath(root),
        hooks=hooks,
        hooks_path=hooks_path.text.rstrip("\n") if hooks_path.code == 0 else "",
        private_hooks=_within(hooks, common) or _within(hooks, own),
        shallow=shallow == "true",
        empty=_git(folder, "rev-parse", "--verify", "--quiet", "HEAD").code != 0,
    )


def _line(folder: str, *arguments: str) -> str:
    return _git(folder, *arguments).text.rstrip("\n")


def _within(path: str, folder: str) -> bool:
    return os.path.realpath(path).startswith(os.path.realpath(folder).rstrip(os.sep) + os.sep)


def _marked(folder: str) -> bool:
    here, above = os.path.abspath(folder), ""
    while here != above:
        if os.path.exists(os.path.join(here, ".git")):
            return True
        here, above = os.path.dirname(here), here
    return False


def _git(folder: str, *arguments: str) -> Answer:
    git = find("git", outside=[folder])
    if not git:
        return Answer(code=None)
    command = (git, *_SAFE, *arguments)
    return ask(command, folder=folder, seconds=_PATIENCE, GIT_OPTIONAL_LOCKS="0", LC_ALL="C")
