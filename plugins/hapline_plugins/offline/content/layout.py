"""What a package is by where its files lie: those of global resource packages lie below a domain (MDS guide, 6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hapline_plugins.offline.amr.form import HPMFILE
from hapline_plugins.offline.descriptor.described import Kind
from hapline_plugins.offline.target import OLD_DOMAINS, PUBLIC_DOMAIN, Target

LIKE_SPACE = r"(?P<app>[0-9A-Za-z]{6,})(?P<sign>[_-])(?P<workspace>\w[\w-]*+)"
"""App and workspace in one name; with a hyphen in addresses of releases, and where people take it for right."""
_SPACE = re.compile(LIKE_SPACE, re.ASCII)
_DOMAIN = re.compile(
    r"[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*\.(?:[A-Za-z]{2,}|[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})(?::[0-9]{1,5})?"
)
"""A server, with its port where the address has one; no number of a version, as folders of libraries have them."""


def domain_folders(paths: Iterable[str], target: Target | None = None) -> set[str]:
    """The folders of the second level that hold global resources: named as a domain, an app and workspace below.

    Args:
        paths: The files, below the id. target: Its domain counts whatever lies below, as those of the public cloud do.
    """
    known = {PUBLIC_DOMAIN, *OLD_DOMAINS, *([target.domain] if target is not None else [])}
    found: set[str] = set()
    for path in paths:
        domain, _, rest = path.partition("/")
        if domain in found or not rest:
            continue
        if domain in known or (_DOMAIN.fullmatch(domain) and any(map(_SPACE.fullmatch, rest.split("/")[:-1][:2]))):
            found.add(domain)
    return found


def kind_of(paths: Iterable[str], target: Target | None = None) -> Kind:
    """What a package is of which nobody says it: a global one where all of its files lie below domains.

    Args:
        paths: The files, below the id. target: As of ``domain_folders``.
    """
    own = [path for path in paths if path != HPMFILE]
    first = {path.partition("/")[0] if "/" in path else "" for path in own}
    if first and (first <= domain_folders(own, target) or all(map(_DOMAIN.fullmatch, first))):
        return "global"
    return "normal"
