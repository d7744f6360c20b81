"""What changed in the source of an app since a release, as an advice needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hapline.builds import Manifest
from hapline.documents import DocumentError
from hapline_hooks import Tree, Unreadable, replace
from hapline_plugins.hotpatch.advice.change import ChangedParts

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.changes import ClassPair, MemberPair
    from hapline_plugins.hotpatch.linting.source_change import SourceChange

_RESOURCE = re.compile(r"(?:^|.*/)src/(?!test|androidTest)[^/]+/res/([^/]+/[^/]+)")
_ASSET = re.compile(r"(?:^|.*/)src/(?!test|androidTest)[^/]+/assets/.+")
_MANIFEST = re.compile(r"(?:^|.*/)src/(?!test|androidTest)[^/]+/AndroidManifest\.xml")
_LIBRARY = re.compile(r".+\.so")
_NATIVE_CODE = re.compile(r"(?:^|.*/)src/(?!test|androidTest)[^/]+/(?:cpp|jni)/.+\.(?:c|cc|cpp|cxx|h|hpp|s|S)")


def source_parts(change: SourceChange, paths: Iterable[str], before: Tree) -> ChangedParts:
    """What changed, by files and by what the source lint knows of classes.

    Args:
        change: What the lint has collected. paths: All files that are not as they were. before: The release.
    """
    files: dict[str, list[str]] = {}
    for path in sorted(paths):
        for part, name in _of_file(path, before, change.tree):
            files.setdefault(part, []).append(name)
    classes = _of_classes(change)
    every = {part: tuple(dict.fromkeys(files.get(part, []) + classes.get(part, []))) for part in {*files, *classes}}
    return replace(ChangedParts(unseen=frozenset({"signers"})), **every)


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
        if not others - components:
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


def _of_classes(change: SourceChange) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"third_party": [one.name for one in change.libraries]}
    for one in change.added:
        found.setdefault("classes_added", []).append(one.any.binary)
        if one.any.is_inner:
            found.setdefault("inner_classes_added", []).append(one.any.binary)
    for pair in change.kept:
        for part, name in _of_class(pair):
            found.setdefault(part, []).append(name)
    return {part: names for part, names in found.items() if names}


def _of_class(pair: ClassPair) -> Iterator[tuple[str, str]]:
    name = pair.any.binary
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


def _of_method(owner: str, method: MemberPair) -> Iterator[tuple[str, str]]:
    if method.is_changed and method.now is not None:
        name = f"{owner}.{method.any.name}"
        if method.now.lambdas:
            yield "lambdas", name
        if not (method.now.calls or method.now.makes or method.now.supers):
            yield "bare_methods", name
        if method.now.returns_this:
            yield "fluent_methods", name
