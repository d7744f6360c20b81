"""What is here: the configuration, the projects, the repository and its hooks."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator

from hapline.config import schema_file
from hapline.doctor.facts import Fact, Trouble
from hapline.engine.selection import Selection
from hapline.errors import HaplineError
from hapline.files import shown
from hapline.session import Session
from hapline.setup.checkout import OLDEST, Absence, Checkout, version
from hapline.setup.hooks import hooks, installed
from hapline.words import Words
from hapline_hooks import Phrase, Project

_FORCE = {"git": "chmod +x", "pre-commit": "pre-commit install", "lefthook": "lefthook install", "husky": "npx husky"}


def configuration(session: Session) -> Iterator[Fact | Trouble]:
    """The configuration file in force, and what is wrong with the configuration."""
    file = session.settings.file or _place(session.problem)
    text = shown(file) if file else Phrase("none, and none is needed")
    yield Fact(name="configuration", label="configuration", text=text, data={"file": file})
    problem = session.problem
    if not problem:
        try:
            Selection(session.settings).check_words(session.host.rules(session.host.families()))
        except HaplineError as error:
            problem = error
    if problem:
        place = f"{problem.where}: " if problem.where else ""
        what = Phrase("configuration: {place}{what}", place=place, what=problem.what)
        yield Trouble(what=what, todo=problem.todo or "see `hapline config show`")
    elif session.settings.file:
        yield from _schema(session)


def _place(problem: HaplineError | None) -> str:
    return problem.where.partition(".json5")[0] + ".json5" if problem and ".json5" in problem.where else ""


def _schema(session: Session) -> Iterator[Fact | Trouble]:
    try:
        path = schema_file.place(session.settings.file)
    except HaplineError as error:
        yield Trouble(what=Phrase("configuration: {place}{what}", place="", what=error.what), todo=error.todo)
        return
    if not os.path.isfile(path):
        return
    lang = schema_file.language_of(path) or session.words.lang
    words = Words(lang, session.host.locales())
    if not schema_file.is_same(path, schema_file.content(session.host, session.settings, words)):
        what = Phrase("the schema that editors use is stale: {file}", file=shown(path))
        yield Trouble(what=what, todo="run `hapline config schema --write`")


def projects(found: Iterable[Project]) -> Iterator[Fact]:
    """The projects by kind, and how many."""
    kinds = Counter(project.kind for project in found)
    listed = Phrase("{items}", items=[f"{count} {kind}" for kind, count in sorted(kinds.items())])
    text = listed if kinds else Phrase("none found here")
    yield Fact(name="projects", label="projects", text=text, data={"kinds": dict(kinds)})


def git(repository: Checkout | Absence) -> Iterator[Fact | Trouble]:
    """The version of git and the state of the repository."""
    number = version()
    text = ".".join(map(str, number))
    parts: list[str] = [text or Phrase("not on the PATH")]
    data: dict[str, object] = {"version": text}
    if isinstance(repository, Checkout):
        parts.append(Phrase("repository {root}", root=shown(repository.root)))
        parts += [Phrase("no commit yet")] if repository.empty else []
        parts += [Phrase("shallow: old commits are missing")] if repository.shallow else []
        data |= {"root": repository.root, "shallow": repository.shallow, "empty": repository.empty}
    else:
        parts.append(Phrase("no repository here"))
    yield Fact(name="git", label="git", text=Phrase("{parts}", parts=parts), data=data)
    if number and number < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        what = Phrase("git {version} is too old: hapline asks for what came with {oldest}", version=text, oldest=oldest)
        yield Trouble(what=what, todo="upgrade git")
    if isinstance(repository, Absence) and repository.reason:
        what = Phrase("the repository cannot be read: {reason}", reason=repository.reason)
        yield Trouble(what=what, todo="make `git status` work in this folder")


def before_commits(repository: Checkout | Absence) -> Iterator[Fact | Trouble]:
    """What runs hapline before a commit."""
    if isinstance(repository, Absence):
        return
    found = hooks(repository)
    calling = [hook for hook in found if hook.calls]
    in_force = [hook for hook in calling if installed(hook, found[-1])]
    data = {
        "folder": repository.hooks,
        "calling": [{"tool": hook.tool, "file": hook.file, "installed": hook in in_force} for hook in calling],
    }
    files = [shown(hook.file) for hook in calling]
    text: str = Phrase("hapline is called by {files}", files=files) if files else Phrase("none calls hapline")
    yield Fact(name="hooks", label="hooks", text=text, data=data)
    if calling and not in_force:
        hook = calling[0]
        what = Phrase("{file} calls hapline, but is not in force: git does not run it", file=shown(hook.file))
        command = f"{_FORCE[hook.tool]} {shown(hook.file)}" if hook.tool == "git" else _FORCE[hook.tool]
        yield Trouble(what=what, todo=Phrase("run `{command}`", command=command))
