"""What runs before a commit: git's own hook, and the tools that manage hooks."""

from __future__ import annotations

import os
from typing import Literal

from hapline.setup.checkout import Checkout
from hapline_hooks import noun

HookTool = Literal["git", "pre-commit", "husky", "lefthook"]
PRE_COMMIT = ".pre-commit-config.yaml"
LEFTHOOK = tuple(f"{dot}lefthook.{end}" for end in ("yml", "yaml", "toml", "json") for dot in ("", "."))
_LARGEST = 1024 * 1024


@noun
class Hook:
    """Something that can run hapline before a commit.

    Attributes:
        tool: Whose it is. file: Where it says what is run, as an absolute path; it need not exist.
        exists: Whether it does. calls: Whether hapline is named in it.
    """

    tool: HookTool
    file: str
    exists: bool
    calls: bool


def hooks(repository: Checkout) -> list[Hook]:
    """What is there; git's own hook comes last, and is always among them."""
    found: list[Hook] = []
    if os.path.lexists(os.path.join(repository.root, PRE_COMMIT)):
        found.append(_hook("pre-commit", os.path.join(repository.root, PRE_COMMIT)))
    if os.path.isdir(os.path.join(repository.root, ".husky")):
        found.append(_hook("husky", os.path.join(repository.root, ".husky", "pre-commit")))
    for name in LEFTHOOK:
        if os.path.exists(os.path.join(repository.root, name)):
            found.append(_hook("lefthook", os.path.join(repository.root, name)))
            break
    return [*found, _hook("git", os.path.join(repository.hooks, "pre-commit"))]


def installed(hook: Hook, own: Hook) -> bool:
    """Whether a commit really runs what a hook says; ``own`` is git's own hook, which calls the tool."""
    if hook.tool == "git":
        return hook.exists and (os.name != "posix" or os.access(hook.file, os.X_OK))
    # husky puts a stub that names no tool into a folder of its own.
    return hook.exists and own.exists and (hook.tool == "husky" or hook.tool in _text(own.file))


def _hook(tool: HookTool, file: str) -> Hook:
    exists = os.path.lexists(file)
    return Hook(tool=tool, file=file, exists=exists, calls=exists and "hapline" in _text(file))


def _text(file: str) -> str:
    if not os.path.isfile(file):
        return ""
    try:
        with open(file, encoding="utf-8", errors="replace") as opened:
            return opened.read(_LARGEST)
    except OSError:
        return ""
