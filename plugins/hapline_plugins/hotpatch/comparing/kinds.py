"""What kind of class it is: how it lies in another, and whether it is one whose differences matter to no patch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.comparing.changes import CONSTRUCTOR, INITIALISER, STATIC, Nesting, Noise
from hapline_plugins.hotpatch.dex.values import NULL

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.dex.file import Dex
    from hapline_plugins.hotpatch.dex.members import Members
    from hapline_plugins.hotpatch.dex.pool import Annotation

_INNER = "Ldalvik/annotation/InnerClass;"
_IN_A_METHOD = "Ldalvik/annotation/EnclosingMethod;"
_ANONYMOUS = re.compile(r"\$\d+$")
_OUTER = "this$"
"""The fields that hold outer objects begin so; shrinkers that keep no annotations keep them, or rename them too."""


def nesting_of(name: str, dex: Dex, members: Members, annotations: tuple[Annotation, ...]) -> Nesting:
    """How a class lies in another; by its name and its fields where shrinkers left no annotations."""
    text = dex.pool.text
    found = {text(kind): elements for kind, elements in annotations}
    inner = {text(key): value for key, value in found.get(_INNER, ())}
    if "name" in inner and inner["name"][0] == NULL:
        return "anonymous"
    if _IN_A_METHOD in found:
        return "local"
    flags = inner["accessFlags"][1] if "accessFlags" in inner else None
    if isinstance(flags, int):
        return "static" if flags & STATIC else "inner"
    if "$" not in name.rpartition(".")[2].lstrip("$"):
        return ""
    if _ANONYMOUS.search(name):
        return "anonymous"
    refers = any(dex.pool.field(field)[0].startswith(_OUTER) for field in members.fields)
    return "inner" if refers else "static"


def noise_of(name: str, dex: Dex, *every: Members) -> Noise:
    """Whether a class is made anew by each build and holds nothing but constants: BuildConfig, R and its parts."""
    simple = name.rpartition(".")[2]
    kind: Noise = "BuildConfig" if simple == "BuildConfig" else "R" if simple.partition("$")[0] == "R" else ""
    if not kind:
        return ""
    for members in every:
        methods = {dex.pool.method(method)[0] for method in members.methods}
        if not methods <= {CONSTRUCTOR, INITIALISER} or not all(flags & STATIC for flags in members.fields.values()):
            return ""
    return kind
