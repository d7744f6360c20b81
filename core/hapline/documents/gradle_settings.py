"""What Gradle scripts say about projects and repositories: includes and folders, and where artifacts come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hapline.documents.gradle_variables import Variables

if TYPE_CHECKING:
    from hapline.documents.gradle_conditions import Condition
    from hapline.documents.gradle_script import GradleScript
    from hapline.documents.gradle_statements import Statement
    from hapline.documents.gradle_values import Value

_USER_INFO = re.compile(r"(?<=://)[^/@\s]*@")
_NAMED = {
    "mavenCentral": "https://repo.maven.apache.org/maven2/",
    "jcenter": "https://jcenter.bintray.com/",
    "google": "https://dl.google.com/dl/android/maven2/",
    "gradlePluginPortal": "https://plugins.gradle.org/m2/",
    "mavenLocal": "",
}
_WITH_URL = frozenset(("maven", "ivy", "repository", "snapshotRepository"))
_FOLDER_CALLS = frozenset(("file", "File", "rootProject.file"))
_SECRETS = frozenset(("credentials", "authentication", "username", "password", "userName"))


class Include(NamedTuple):
    """A project of a build.

    Attributes:
        path: The path of the project, such as ``:api`` or ``:lib:core``. name: Its name, the last part of the path.
        folder: Its folder, from that of the settings; None where it is computed.
        is_moved: Whether the settings name the folder.
        statement: The statement that includes it. start: Where the path stands. end: Where it ends.
    """

    path: str
    name: str
    folder: str | None
    is_moved: bool
    statement: Statement
    start: int
    end: int

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions under which it is included."""
        return self.statement.conditions


class Repository(NamedTuple):
    """Where artifacts come from, or go to. What it is opened with is never kept.

    Attributes:
        kind: How it is declared: ``maven``, ``mavenLocal``, ``flatDir`` and others.
        url: Its address, without a user; None where it is not known.
        has_credentials: Whether a user or password is given for it.
        are_inline: Whether one of them stands in the script itself, or in the address.
        statement: The statement. start: Where the address stands, or the statement. end: Where it ends.
    """

    kind: str
    url: str | None
    has_credentials: bool
    are_inline: bool
    statement: Statement
    start: int
    end: int

    @property
    def within(self) -> tuple[str, ...]:
        """The names of the blocks around it, which say what it is for."""
        return self.statement.within


def includes(script: GradleScript, variables: Variables | None = None) -> list[Include]:
    """The projects that settings include, with their folders; one that is included twice is given twice.

    Args:
        script: ``settings.gradle`` or ``settings.gradle.kts``.
        variables: What it may refer to; the script alone where nothing is given.
    """
    known = variables or Variables([script])
    statements = list(script.walk())
    moved = dict(_moved(statements, known)) if "projectDir" in script.text else {}
    found = []
    for one in statements:
        if one.kind != "call" or one.name not in {"include", "includeFlat"}:
            continue
        for value in _items([argument.value for argument in one.args if not argument.name]):
            text = known.resolve(value).text
            if text is None:
                continue
            path = f":{text.lstrip(':')}"
            folder = moved[path] if path in moved else parent_folder(path, moved, is_flat=one.name == "includeFlat")
            name = path.rpartition(":")[2]
            found.append(Include(path, name, folder, path in moved, one, value.start, value.end))
    return found


def root_name(script: GradleScript, variables: Variables | None = None) -> str | None:
    """The name that settings give the build; None where they give none, or it is not resolved."""
    value = script.value("rootProject", "name")
    return None if value is None else (variables or Variables([script])).resolve(value).text


def repositories(script: GradleScript, variables: Variables | None = None) -> list[Repository]:
    """The repositories that a script declares, wherever it does.

    Args:
        script: The script.
        variables: What it may refer to; the script alone where nothing is given.
    """
    known = variables or Variables([script])
    return [
        _repository(one, known)
        for one in script.walk()
        if one.kind == "call"
        and one.within
        and one.within[-1] in {"repositories", "mavenDeployer"}
        and (one.name in _NAMED or one.name in _WITH_URL or one.name in {"flatDir", "exclusiveContent"})
    ]


def without_user(url: str) -> str:
    """An address without a user and password in it."""
    return _USER_INFO.sub("", url)


def _repository(one: Statement, variables: Variables) -> Repository:
    value: Value | None = one.arg("url")
    if value is None and one.name == "maven" and one.value is not None and one.value.kind != "closure":
        value = one.value
    secret = inline = False
    for inner in (inner for block in one.blocks for inner in block.walk()):
        last = inner.path[-1] if inner.path else ""
        if last in {"url", "setUrl"} and inner.value is not None and inner.within == one.path:
            value = inner.value
        if last in _SECRETS:
            secret = True
            given = [argument.value for argument in inner.args] + ([inner.value] if inner.value is not None else [])
            inline = inline or any(each.kind == "string" and bool(each.string) for each in given)
    if (
        value is not None
        and value.kind == "call"
        and value.name in {"uri", "URI", "URI.create"}
        and value.links[-1].args
    ):
        value = value.links[-1].args[0].value
    url = _NAMED.get(one.name) if value is None else variables.resolve(value).text
    in_url = bool(url and _USER_INFO.search(url))
    start, end = (one.start, one.end) if value is None else (value.start, value.end)
    kept = None if url is None else without_user(url)
    return Repository(one.name, kept, secret or in_url, inline or in_url, one, start, end)


def _items(values: list[Value]) -> Iterator[Value]:
    for value in values:
        if value.kind == "list":
            yield from _items(list(value.items))
        elif value.kind == "operation" and value.operators == ("as",):
            yield from _items([value.items[0]])
        else:
            yield value


def _moved(statements: Sequence[Statement], variables: Variables) -> Iterator[tuple[str, str | None]]:
    for one in statements:
        links = one.links if one.kind == "assignment" else ()
        if len(links) < 2 or links[-1].name != "projectDir" or links[-2].name not in {"project", "findProject"}:  # noqa: PLR2004
            continue
        args = links[-2].args
        path = variables.resolve(args[0].value).text if args else None
        if path is not None and one.value is not None:
            yield f":{path.lstrip(':')}", _folder(one.value, variables)


def _folder(value: Value, variables: Variables) -> str | None:
    """The folder that ``new File('app')``, ``file("app")`` and the like name, from that of the settings."""
    if value.kind != "call" or value.base is not None or value.name not in _FOLDER_CALLS:
        return None
    args = [argument.value for argument in value.links[-1].args]
    if len(args) == 2 and args[0].text.rpartition(".")[2] in {"rootDir", "settingsDir", "projectDir"}:  # noqa: PLR2004
        args = args[1:]
    if len(args) != 1:
        return None
    if args[0].kind == "string" and args[0].verbatim is None:
        parts = args[0].parts
        if (
            parts
            and parts[0].is_reference
            and parts[0].text.rpartition(".")[2] in {"rootDir", "settingsDir", "projectDir"}
        ):
            return (
                "".join(part.text for part in parts[1:]).lstrip("/")
                if not any(p.is_reference for p in parts[1:])
                else None
            )
    text = variables.resolve(args[0]).text
    return None if text is None else folder_said(text)


def folder_said(text: str) -> str:
    """A folder without what is written for nothing around it."""
    return text.removeprefix("./").rstrip("/")


def parent_folder(path: str, moved: dict[str, str | None], *, is_flat: bool = False) -> str | None:
    """The folder of a project that is not moved: it lies in that of the project above it, which may be.

    Args:
        path: Its path. moved: The folders of those that are moved. is_flat: Whether it lies beside that of the root.
    """
    above = path.rpartition(":")[0]
    while above:
        if above in moved:
            base = moved[above]
            return None if base is None else f"{base}{path[len(above) :].replace(':', '/')}"
        above = above.rpartition(":")[0]
    folder = path[1:].replace(":", "/")
    return f"../{folder}" if is_flat else folder
