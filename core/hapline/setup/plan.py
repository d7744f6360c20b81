"""What ``hapline init`` would do in a project: files to write, what is there already, and what only people can add."""

from __future__ import annotations

import os
import shlex
import sys
from typing import Literal

from hapline.config.schema_file import LINE, NAME, content, is_named
from hapline.config.settings import FILE, Settings, find_file
from hapline.errors import HaplineError
from hapline.plugins import Host
from hapline.setup.checkout import Checkout
from hapline.setup.configuration import configuration
from hapline.setup.hooks import PRE_COMMIT, Hook, hooks
from hapline.setup.programs import find
from hapline.templates import template
from hapline.words import Words
from hapline_hooks import noun

REPOSITORY = "https://github.com/hapline/hapline"
"""Where pre-commit gets hapline from."""
REVISION = "v0.1.0"
"""The tag of it that a new configuration names."""
CHECK = "check --staged --changed"
"""What a hook runs, in one line."""


@noun
class Step:
    """One thing that is to be done, or need not be.

    Attributes:
        kind: ``write`` a file; it ``exists`` and is as it should be; or people have to ``add`` a text to it.
        path: The file, absolute. text: What is written, or to be added. executable: Whether the file is a program.
    """

    kind: Literal["write", "exists", "add"]
    path: str
    text: str = ""
    executable: bool = False


def plan(
    folder: str, repository: Checkout | None, host: Host, settings: Settings, words: Words, *, git_hook: bool
) -> list[Step]:
    """The steps for a project.

    Args:
        folder: The project's folder. repository: The repository that it is in.
        host: The plugins. settings: What they declare. words: The language of comments.
        git_hook: Whether a hook of git's own is wanted in place of the configuration for pre-commit.
    """
    steps = _configuration(folder, host, settings, words)
    if repository:
        inside = os.path.relpath(os.path.realpath(folder), os.path.realpath(repository.root)).replace(os.sep, "/")
        steps.append(_hook(repository, "" if inside == "." else inside, words, git_hook=git_hook))
    return steps


def _configuration(folder: str, host: Host, settings: Settings, words: Words) -> list[Step]:
    known = find_file(folder)
    path = os.path.join(os.path.abspath(folder), FILE)
    beside = os.path.join(os.path.abspath(folder), NAME)
    if known and known != path:
        return [Step(kind="exists", path=known)]
    schema = Step(kind="write", path=beside, text=content(host, settings, words).decode())
    if os.path.lexists(beside):
        schema = Step(kind="exists", path=beside)
    if not os.path.lexists(path):
        return [Step(kind="write", path=path, text=configuration(settings.sections, words)), schema]
    try:
        named = is_named(path)
    except HaplineError:  # told by whoever reads it for its options
        named = True
    line = Step(kind="add", path=path, text=f'"$schema": "{LINE}",\n')
    return [Step(kind="exists", path=path), schema] if named else [line, schema]


def _hook(repository: Checkout, inside: str, words: Words, *, git_hook: bool) -> Step:
    found = hooks(repository)
    calling = [hook for hook in found if hook.calls]
    if calling:
        return Step(kind="exists", path=calling[0].file)
    managed = next((hook for hook in found if hook.tool in {"husky", "lefthook"}), None)
    command = shlex.join(["hapline", *CHECK.split(), *([inside] if inside else [])])
    if managed:
        return _for_manager(managed, command)
    if git_hook or repository.hooks_path:
        # pre-commit refuses to install itself where core.hooksPath is set.
        return _for_git(repository, found[-1], inside, words, command, write=git_hook)
    arguments = f"        args: [{_yaml(inside)}]\n" if inside else ""
    entry = template(
        f"init/{words.lang}/pre-commit-entry.yaml", repository=REPOSITORY, revision=REVISION, args=arguments
    ).rstrip("\n")
    path = os.path.join(repository.root, PRE_COMMIT)
    if found[0].tool == "pre-commit":
        return Step(kind="add", path=path, text=f"{entry}\n")
    return Step(kind="write", path=path, text=template("init/pre-commit-config.yaml", entry=entry))


def _for_manager(managed: Hook, command: str) -> Step:
    lines = template("init/lefthook.yml", command=command) if managed.tool == "lefthook" else f"{command}\n"
    return Step(kind="add", path=managed.file, text=lines)


def _for_git(repository: Checkout, own: Hook, inside: str, words: Words, command: str, *, write: bool) -> Step:
    if own.exists or not write:
        return Step(kind="add", path=own.file, text=f"{command}\n")
    # A folder of hooks that is under version control is for every machine; the command is where it is on this one.
    fallback = shlex.quote(_executable()) if repository.private_hooks else "''"
    arguments = shlex.join([*CHECK.split(), *([inside] if inside else [])])
    text = template(f"init/{words.lang}/pre-commit", hapline=fallback, arguments=arguments)
    return Step(kind="write", path=own.file, text=text, executable=True)


def _executable() -> str:
    """The command that this run was started as, or that an environment of Python has beside its interpreter."""
    beside = os.path.join(os.path.dirname(sys.executable), "hapline.exe" if os.name == "nt" else "hapline")
    return os.path.abspath(beside) if os.path.exists(beside) else find("hapline")


def _yaml(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
