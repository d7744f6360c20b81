"""The resources that a Portal has: of its modules, of the libraries that they take, and those that its scripts make.

``public.xml`` only pins the ids of names; it defines none of them. Source: Android developers, "Resource types"; aapt2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_plugins.portal.source.libraries import libraries_in, published
from hapline_plugins.portal.source.resources import code_name, names_res_folders

if TYPE_CHECKING:
    from hapline_plugins.portal.source.modules import GradleModule
    from hapline_plugins.portal.source.portals import Portal

Name = tuple[str, str]
"""The type of a resource, and its name as code has it."""


def portal_resources(portal: Portal) -> frozenset[Name] | None:
    """The resources of a Portal; None where they are not all known."""
    found: set[Name] = set()
    for module in portal.build.modules:
        if module.script is not None and names_res_folders(module.script):
            return None
        if any(one.kind != "folder" for one in module.resources.problems):
            return None
        found |= module.resources.code_keys
        found.update(_made(module))
        for library in libraries_in(module):
            found |= library.aar.resources.code_keys
        for declared, taken in published(module):
            if taken is not None:
                found |= taken.aar.resources.code_keys
            elif declared.type == "aar":
                return None
    return frozenset(found)


def _made(module: GradleModule) -> Iterator[Name]:
    """What a script makes with ``resValue``."""
    if module.script is None or "resValue" not in module.script.text:
        return
    for statement in module.script.calls("resValue"):
        said = [module.said(one.value) or "" for one in statement.args]
        if len(said) > 1:
            yield said[0], code_name(said[1])
