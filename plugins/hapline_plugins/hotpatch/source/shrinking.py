"""How the release of an app is shrunk by R8: whether it is, by which files of rules, and whether in full mode.

Sources: Android developers, "Shrink, obfuscate, and optimize your app" (minifyEnabled, proguardFiles) and "R8 full
mode" (on from Android plugin 8.0 unless ``android.enableR8.fullMode`` says otherwise).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from hapline.files import stays_inside
from hapline_hooks import Location, Unreadable
from hapline_plugins.hotpatch.source.application_class import LIKE, QUINOXLESS

if TYPE_CHECKING:
    from hapline.builds import GivenValue
    from hapline.documents import GradleScript, Value
    from hapline_plugins.hotpatch.source.build import HotpatchBuild
    from hapline_plugins.hotpatch.source.modules import AppModule

_RELEASE = ("android", "buildTypes", "release")
_SWITCHES = ("minifyEnabled", "isMinifyEnabled")
_FILES = ("proguardFiles", "proguardFile", "setProguardFiles")
_NAMES_FIELDS = re.compile(
    r"-keep(?:classmembers|classeswithmembers)?\b[^{}-]*+\{[^{}]*com\.alipay\.instantrun\.(?:Change|\*)"
)
"""A rule that keeps the fields that InstantRun inserts, by their type."""
_KEEP_MEMBERS = re.compile(
    r"-keep(?:classmembers)?(?:\s*+,\s*+include\w++)*+\s++class\s++"
    r"(?P<names>[\w.$*?]++(?:\s*+,\s*+[\w.$*?]++)*+)\s*+\{(?P<members>[^{}]*+)\}"
)
"""A rule that keeps members of classes, whatever they derive from and are annotated with."""
_FIELD_MODIFIERS = frozenset(("public", "static"))
_ALL_FIELDS = (["*"], ["<fields>"])
COMMENT = re.compile(r"#[^\n]*")
"""A comment in a file of rules."""
_ALL_NAMES = re.compile(r"-dontobfuscate\b")
_KEEP_CLASS = re.compile(
    r"-keep(?:names)?(?:\s*,\s*(?!allowobfuscation)\w+)*\s+(?:!?(?:public|final|abstract)\s+)*(?:class|interface)\s+"
    r"(?P<names>[\w.$*?!]+(?:\s*,\s*[\w.$*?!]+)*)(?P<more>[^{-]*)"
)
_ABOVE = re.compile(r"\b(?:extends|implements)\s+([\w.$*?]+)")
_WILD = re.compile(r"\*+|.", re.DOTALL)
_SUPERCLASS = f"{QUINOXLESS.rpartition('.')[0]}.{LIKE}"
_FULL_MODE = "android.enableR8.fullMode"
_FULL_MODE_FROM = (8,)


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
    configuration = app.configuration
    accepted = configuration.accepted if configuration is not None else ()
    packages = [one.text for one in accepted if configuration is not None and configuration.covers(one.text)]
    return None if rules is None or fields_are_kept("\n".join(rules.values()), packages) else list(rules)


def fields_are_kept(rules: str, packages: Collection[str]) -> bool:
    """Whether rules without comments keep the fields that InstantRun inserts into the classes of packages.

    A rule for all members of all these classes does, such as ``-keep class com.example.** { *; }``.

    Args:
        rules: The rules. packages: The packages, as ``acceptPackage`` names them, with or without a dot at the end.
    """
    if _NAMES_FIELDS.search(rules):
        return True
    patterns = [
        name.strip()
        for rule in _KEEP_MEMBERS.finditer(rules)
        if any(map(_is_all_fields, rule["members"].split(";")))
        for name in rule["names"].split(",")
    ]
    # A class of the package itself, and one of a package below it: what matches both matches all.
    samples = [(f"{one.rstrip('.')}.A", f"{one.rstrip('.')}.b.A") for one in packages]
    return bool(samples) and all(
        any(all(_matches(pattern, name) for name in names) for pattern in patterns) for names in samples
    )


def _is_all_fields(member: str) -> bool:
    return [word for word in member.split() if word not in _FIELD_MODIFIERS] in _ALL_FIELDS


def keeps_class(app: AppModule, name: str) -> bool:
    """Whether a rule of the release keeps the name of a class, or not all rules are known."""
    rules = _rules(app)
    return rules is None or any(names_class(text, name) for text in rules.values())


def names_class(rules: str, name: str) -> bool:
    """Whether rules without comments keep the name of a class, that derives from QuinoxlessApplicationLike.

    Source: ProGuard manual, "Class specifications": ``*`` and ``?`` match within a package, ``**`` across packages.
    """
    if _ALL_NAMES.search(rules):
        return True
    for rule in _KEEP_CLASS.finditer(rules):
        above = _ABOVE.search(rule["more"])
        is_meant = above is None or _matches(above[1], _SUPERCLASS)
        if is_meant and any(_matches(one, name) for one in rule["names"].split(",")):
            return True
    return False


def _matches(pattern: str, name: str) -> bool:
    """Whether a pattern of class names matches one: all places that it may have come to are followed together."""
    pattern = pattern.strip()
    if pattern == "*":
        return True
    places = {0}
    for part in _WILD.findall(pattern):
        if part[0] == "*":
            places = {end for start in places for end in _reached(name, start, is_far=len(part) > 1)}
        else:
            places = {
                at + 1
                for at in places
                if name[at : at + 1] == part or (part == "?" and name[at : at + 1] not in {"", "."})
            }
        if not places:
            return False
    return len(name) in places


def _reached(name: str, start: int, *, is_far: bool) -> range:
    """Where asterisks may end: one before the next dot, two anywhere."""
    dot = -1 if is_far else name.find(".", start)
    return range(start, (len(name) if dot < 0 else dot) + 1)


def _rules(app: AppModule) -> dict[str, str] | None:
    """The rules that the release names, by file and without comments; None where not all of them are known."""
    found: dict[str, str] = {}
    for path in rule_files(app):
        try:
            text = app.build.tree.read(path).decode("utf-8", "replace") if path is not None else None
        except Unreadable:
            text = None
        if path is None or text is None:
            return None
        found[path] = COMMENT.sub("", text)
    return found


def is_full_mode(build: HotpatchBuild) -> tuple[bool, Location | None]:
    """Whether R8 runs in full mode, and where that is said; no place where nobody says it."""
    path = build.file("gradle.properties")
    properties = build.properties(path)
    entry = properties.find(_FULL_MODE) if properties is not None else None
    if properties is not None and entry is not None:
        return entry.value.strip().lower() != "false", Location(
            path=path, span=properties.place(entry.start, entry.end)
        )
    android = build.android_plugin
    return android is not None and android.version >= _FULL_MODE_FROM, None


def rule_files(app: AppModule, script: GradleScript | None = None) -> Iterator[str | None]:
    """The files of rules of the release, as paths of the tree; None for one that is not known.

    Args:
        app: The app. script: Its script, where that is going to be another one.
    """
    script = script or app.script
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
        yield path if stays_inside(path) else None
