"""How the release of an app is shrunk by R8: whether it is, by which files of rules, and whether in full mode.

Sources: Android developers, "Shrink, obfuscate, and optimize your app" (minifyEnabled, proguardFiles) and "R8 full
mode" (on from Android plugin 8.0 unless ``android.enableR8.fullMode`` says otherwise).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_hooks import Location, Unreadable

if TYPE_CHECKING:
    from hapline.builds import GivenValue
    from hapline.documents import Value
    from hapline_plugins.hotpatch.source.build import HotpatchBuild
    from hapline_plugins.hotpatch.source.modules import AppModule

_RELEASE = ("android", "buildTypes", "release")
_SWITCHES = ("minifyEnabled", "isMinifyEnabled")
_FILES = ("proguardFiles", "proguardFile", "setProguardFiles")
_KEPT = re.compile(r"-keep(?:classmembers|classeswithmembers)?\b[^{}]*\{[^{}]*com\.alipay\.instantrun\.(?:Change|\*)")
_COMMENT = re.compile(r"#[^\n]*")
_FULL_MODE = "android.enableR8.fullMode"
_FULL_MODE_FROM = (8, 0)


def is_shrunk(app: AppModule) -> GivenValue | None:
    """Where the release is said to be shrunk; None where it is not, or not surely."""
    for name in _SWITCHES:
        given = app.last(*_RELEASE, name)
        if given is not None:
            return given if given.text == "true" and not given.statement.conditions else None
    return None


def keeps_fields(app: AppModule) -> list[str] | None:
    """The files of rules that the release names, none of which keeps InstantRun's fields.

    Returns:
        None where one of them does, or where one is not known or not there, such as a file that the build makes.
    """
    rules = _rules(app)
    if rules is None or any(map(_KEPT.search, rules.values())):
        return None
    return list(rules)


def keeps_class(app: AppModule, name: str) -> bool:
    """Whether a rule of the release names a class, or not all rules are known."""
    rules = _rules(app)
    return rules is None or any(name in text for text in rules.values())


def _rules(app: AppModule) -> dict[str, str] | None:
    """The rules that the release names, by file and without comments; None where not all of them are known."""
    found: dict[str, str] = {}
    for path in _rule_files(app):
        try:
            text = app.build.tree.read(path).decode("utf-8", "replace") if path is not None else None
        except Unreadable:
            text = None
        if path is None or text is None:
            return None
        found[path] = _COMMENT.sub("", text)
    return found


def is_full_mode(build: HotpatchBuild) -> tuple[bool, Location | None]:
    """Whether R8 runs in full mode, and where that is said; no place where nobody says it."""
    path = build.file("gradle.properties")
    properties = build.properties(path)
    entry = properties.find(_FULL_MODE) if properties is not None else None
    if properties is not None and entry is not None:
        return entry.value.strip() != "false", Location(path=path, span=properties.place(entry.start, entry.end))
    android = build.android_plugin
    return android is not None and android.version >= _FULL_MODE_FROM, None


def _rule_files(app: AppModule) -> Iterator[str | None]:
    """The files of rules of the release, as paths of the tree; None for one that is not known."""
    script = app.script
    for where in (_RELEASE, ("android", "defaultConfig")) if script is not None else ():
        for name in _FILES:
            for statement in script.select(*where, name) if script is not None else ():
                values = [one.value for one in statement.args] or ([statement.value] if statement.value else [])
                for value in values:
                    yield from _paths(app, value)


def _paths(app: AppModule, value: Value) -> Iterator[str | None]:
    if value.kind == "list":
        for item in value.items:
            yield from _paths(app, item)
    elif value.kind == "call" and value.name.endswith("getDefaultProguardFile"):
        return  # one of the Android plugin's own, which do not know InstantRun
    else:
        inner = value
        base = app.folder
        if value.kind == "call" and value.name in {"file", "rootProject.file", "project.file"} and value.links[-1].args:
            inner = value.links[-1].args[0].value
            base = app.build.root if value.name.startswith("root") else app.folder
        said = app.said(inner)
        path = posixpath.normpath(posixpath.join(base, said)) if said else ""
        yield path if path and not path.startswith("..") else None
