"""Whether a Bundle holds resources: those of its own modules, or those that libraries may bring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline.documents import dependencies
from hapline_plugins.portal.source.resources import first_resource, names_res_folders, value_files

if TYPE_CHECKING:
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.modules import GradleModule
    from hapline_plugins.portal.source.resources import Resource

_NOT_PACKED = (
    r"(?i:provided|\w*compileOnly(?:Api)?|\w*annotationProcessor|kapt\w*|ksp\w*|apt|lint\w*|test\w*|androidTest\w*"
    r"|(?:dev)?bundle|(?:dev)?manifest)"
)
"""Configurations of what a Bundle does not hold itself."""
_MADE = r"\bresValue\b|\bfrom\s*\(?\s*['\"]|\.aar\b"
"""What a script says that makes or adds resources elsewhere; ``apply from`` runs a script that may do so."""


def own_resource(bundle: Bundle) -> Resource | None:
    """A resource that one of a Bundle's own modules defines; None where none does."""
    tree = bundle.build.tree
    found = (first_resource(tree, one.folder) for one in bundle.all_modules)
    return next((one for one in found if one is not None), None)


def empty_value_files(bundle: Bundle) -> list[str]:
    """The files of values of a Bundle that defines no resource, in the order of their paths."""
    tree = bundle.build.tree
    return sorted(path for one in bundle.all_modules for path in value_files(tree, one.folder))


def may_bring_resources(bundle: Bundle) -> bool:
    """Whether something may bring resources that cannot be seen here: a library, another module, or the build itself.

    A dependency without a type may be an Android library: only ``@jar`` says that it is none.
    """
    return any(next(_unseen(bundle, module), False) for module in bundle.all_modules)


def _unseen(bundle: Bundle, module: GradleModule) -> Iterator[bool]:
    if any(entry.name.endswith(".aar") for entry in module.build.tree.list(module.file("libs"))):
        yield True
    script = module.script
    if script is None:
        return
    if script.errors or names_res_folders(script) or re.search(_MADE, script.text):
        yield True
    own = {one.path for one in bundle.all_modules}
    for one in dependencies(script, module.variables):
        if re.fullmatch(_NOT_PACKED, one.configuration):
            continue
        if one.kind == "module":
            kind = one.coordinate.type if one.coordinate is not None else None
            if kind is None or kind.text != "jar":
                yield True
        elif one.kind == "project":
            if one.project not in own:
                yield True
        elif one.kind == "other":
            yield True
