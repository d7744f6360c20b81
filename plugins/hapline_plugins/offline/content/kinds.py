"""Tells by the folders of a package whether it is a global resource package (MDS guide, 6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline_plugins.offline.amr.form import HPMFILE
from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.descriptor.described import Kind
from hapline_plugins.offline.target import OLD_DOMAINS, PUBLIC_DOMAIN, Target

PAGE = (".html", ".htm", ".xhtml")
"""How the names of pages end."""
_DOMAIN = re.compile(r"[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++(?::[0-9]{1,5})?")
_SPACE = re.compile(r"[0-9A-Za-z]{6,}[_-][\w-]++", re.ASCII)


def own_files(content: Content) -> Iterator[PackageFile]:
    """The files without the one that the service adds."""
    return (one for one in content.files if one.path != HPMFILE)


def is_page(file: PackageFile) -> bool:
    """Whether a file is a page, by its name."""
    return file.path.lower().endswith(PAGE)


def ending_of(file: PackageFile) -> str:
    """What stands behind the last dot of a file's name, with the dot; empty where there is none."""
    _, dot, ending = file.path.rpartition("/")[2].rpartition(".")
    return dot + ending if dot else ""


def domain_folders(content: Content, target: Target) -> set[str]:
    """The folders of the second level that hold global resources: named as a domain, an app and workspace below."""
    known = {target.domain, PUBLIC_DOMAIN, *OLD_DOMAINS}
    found: set[str] = set()
    for one in own_files(content):
        domain, _, rest = one.path.partition("/")
        if domain in found or not rest:
            continue
        if domain in known or (_DOMAIN.fullmatch(domain) and any(map(_SPACE.fullmatch, rest.split("/")[:-1][:2]))):
            found.add(domain)
    return found


def kind_of(content: Content, target: Target) -> Kind:
    """What a package is of which nobody says it: a global one where all of its files lie below domains."""
    domains = domain_folders(content, target)
    if domains and all(one.path.partition("/")[0] in domains for one in own_files(content)):
        return "global"
    return "normal"
