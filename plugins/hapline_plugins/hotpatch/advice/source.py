"""What changed in the source of an app since a release, as an advice needs it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from hapline.builds import Manifest
from hapline.documents import ANDROID, DocumentError
from hapline_hooks import Tree, Unreadable, replace
from hapline_plugins.hotpatch.advice.change import ChangedParts, Part
from hapline_plugins.hotpatch.linting.unpatchable import reason_against

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.changes import ClassPair, MemberPair
    from hapline_plugins.hotpatch.linting.declarations import Class
    from hapline_plugins.hotpatch.linting.source_change import SourceChange

# Source sets for tests are test, testDebug, androidTest and so on; testflight is a flavour.
_SET = r"(?:^|.*/)src/(?!(?:test|androidTest)(?![a-z]))[^/]+"
_RESOURCE = re.compile(rf"{_SET}/res/([^/]+/[^/]+)")
_ASSET = re.compile(rf"{_SET}/assets/.+")
_MANIFEST = re.compile(rf"{_SET}/AndroidManifest\.xml")
_LIBRARY = re.compile(r".+\.so")
_NATIVE_CODE = re.compile(rf"{_SET}/(?:cpp|jni)/.+\.(?:c|cc|cpp|cxx|h|hpp|s|S)")
_VERSIONS = frozenset({f"{{{ANDROID}}}versionCode", f"{{{ANDROID}}}versionName"})
_ASPECT = ".aj"


def source_parts(change: SourceChange, paths: Iterable[str], before: Tree) -> ChangedParts:
    """What changed, by files and by what the source lint knows of classes.

    Args:
        change: What the lint has collected. paths: All files that are not as they were. before: The release.
    """
    files: dict[str, list[str]] = {}
    for path in sorted(paths):
        for part, name in _of_file(path, before, change.tree):
            files.setdefault(part, []).append(name)
    from hapline_plugins.hotpatch.linting.problems import problems_of

    unread = {one.path for one in change.files if one.problem is not None or any(problems_of(one))}
    unread |= {method.unit.path for method, _ in change.not_compiling}
    pairs = (*change.added, *change.kept, *change.removed)
    # Where all that changed in classes stands in files that are not understood, nothing is known of it.
    is_known = not unread or any(_path(one) not in unread for one in pairs)
    classes = _of_classes(change, unread if is_known else None)
    every = {part: tuple(dict.fromkeys(files.get(part, []) + classes.get(part, []))) for part in {*files, *classes}}
    unseen: set[Part] = {"signers"}
    if unread:
        unseen.add("code")
    return replace(ChangedParts(unseen=frozenset(unseen), unread=tuple(sorted(unread))), **every)


def _of_file(path: str, before: Tree, now: Tree) -> Iterator[tuple[str, str]]:
    was, there = before.is_file(path), now.is_file(path)
    became = "changed" if was and there else "added" if there else "removed"
    resource = _RESOURCE.fullmatch(path)
    if resource is not None:
        yield f"resources_{became}", resource[1]
        if resource[1].startswith("layout") and there:
            yield "layouts", resource[1]
    elif _ASSET.fullmatch(path):
        yield "assets", path
    elif _MANIFEST.fullmatch(path):
        components, others = _components(before, path), _components(now, path)
        yield from (("components", name) for name in sorted(others - components))
        if not others - components and not _is_same_manifest(before, now, path):
            yield "manifest", path
    elif _LIBRARY.fullmatch(path):
        yield f"libraries_{became}", path
    elif _NATIVE_CODE.fullmatch(path):
        yield "libraries_changed", path


def _components(tree: Tree, path: str) -> frozenset[str]:
    try:
        return frozenset(one.name for one in Manifest(path, tree.read(path)).components)
    except (DocumentError, Unreadable):
        return frozenset()


def _is_same_manifest(before: Tree, now: Tree, path: str) -> bool:
    """Whether a manifest says the same; comments, layout and the version of the app do not count."""
    old, new = _said(before, path), _said(now, path)
    return old is not None and old == new


def _said(tree: Tree, path: str) -> list[tuple[object, ...]] | None:
    try:
        document = Manifest(path, tree.read(path)).document
    except (DocumentError, Unreadable):
        return None
    return [
        (
            one.tag,
            one.parent.number if one.parent is not None else -1,
            *sorted(item for item in one.node.attrib.items() if item[0] not in _VERSIONS),
        )
        for one in document.walk()
    ]


def _path(pair: ClassPair) -> str:
    return pair.any.unit.path


def _of_classes(change: SourceChange, unread: Collection[str] | None) -> dict[str, list[str]]:
    """What changed in classes; only what is said elsewhere where nothing is known of them.

    Args:
        change: The change. unread: Files that are not understood: what they do not name is not gone for that.
    """
    found: dict[str, list[str]] = {"third_party": [one.name for one in change.libraries]}
    found["classes_removed"] = [
        _name(one.any) for one in change.removed if unread is not None and _path(one) not in unread
    ]
    for one in change.added if unread is not None else ():
        found.setdefault("classes_added", []).append(_name(one.any))
        if one.any.is_inner:
            found.setdefault("inner_classes_added", []).append(_name(one.any))
    for pair in change.kept if unread is not None else ():
        for part, name in (*_of_class(pair), *_of_places(pair, change)):
            found.setdefault(part, []).append(name)
    found["advised"] = [*found.get("advised", ()), *(one.path for one in change.files if one.path.endswith(_ASPECT))]
    return {part: names for part, names in found.items() if names}


def _of_class(pair: ClassPair) -> Iterator[tuple[str, str]]:
    name = _name(pair.any)
    if pair.methods or pair.fields or pair.builders or pair.why:
        yield "code", name
    if "supers" in pair.why:
        yield "ancestors", name
    for field in pair.fields:
        if field.new is not None:
            yield "fields", f"{name}.{field.any.name}"
    for builder in pair.builders:
        if builder.new is not None and builder.why - {"annotations"}:
            yield "constructors", f"{name}.{builder.any.name or '<init>'}"
    for method in pair.methods:
        yield from _of_method(name, method)


def _of_places(pair: ClassPair, change: SourceChange) -> Iterator[tuple[str, str]]:
    """Methods that cannot be patched for where they are: outside what was instrumented, or advised by an aspect."""
    known = change.configurations
    is_uncovered = bool(known) and not any(one.covers(pair.any.binary) for one in known)
    for method in pair.methods:
        old = method.old
        if old is None or not method.is_changed:
            continue
        if is_uncovered:
            yield "uncovered", f"{_name(pair.any)}.{old.name}"
        if any(one.advises(old) for one in change.pointcuts):
            yield "advised", f"{_name(pair.any)}.{old.name}"


def _name(one: Class) -> str:
    """The name of a class; of an anonymous one, which has none in the source, the class around it and what it makes."""
    return f"{one.binary[:-1]}/{one.name}" if one.place == "anonymous" else one.binary


def _of_method(owner: str, method: MemberPair) -> Iterator[tuple[str, str]]:
    if method.is_changed and method.now is not None:
        name = f"{owner}.{method.any.name}"
        if method.now.lambdas:
            yield "lambdas", name
        if reason_against(method) == "fields":
            yield "bare_methods", name
        if method.returns_this:
            yield "fluent_methods", name
