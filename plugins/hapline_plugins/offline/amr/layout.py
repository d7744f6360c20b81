"""What a package is by what lies in it: a normal or a global resource package, or something that is none of these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from hapline_plugins.offline.amr.form import HPMFILE
from hapline_plugins.offline.descriptor.described import Kind
from hapline_plugins.offline.ids import RESERVED

Flavour = Literal["offline-package", "mini-program", "sdk-package"]
"""What the service calls H5 offline package; a mini program, which has an id of 16 digits; a part of the SDK."""
_DOMAIN = re.compile(
    r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:[A-Za-z]{2,}|[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})(?::[0-9]+)?"
)
_SPACE = re.compile(r"[0-9A-Za-z]+_[0-9A-Za-z-]+")
_MINI_ID = re.compile(r"[0-9]{16}")


def kind_of(paths: Iterable[str]) -> Kind:
    """Whether files are laid out as those of a global resource package: below a domain, and there below the workspace.

    One file that lies so is enough: a normal package has no use for it (MDS guide, 6.2).
    """
    domains = True
    any_folder = False
    for path in paths:
        first, slash, rest = path.partition("/")
        if not slash:
            domains = domains and path == HPMFILE
        elif not _DOMAIN.fullmatch(first):
            domains = False
        else:
            any_folder = True
            above = rest.split("/")[:-1]
            if any(map(_SPACE.fullmatch, above[:2])):
                return "global"
    return "global" if domains and any_folder else "normal"


def flavour_of(package_id: str) -> Flavour:
    """What a package is by its id: mini programs have longer ones; read off real packages."""
    if _MINI_ID.fullmatch(package_id):
        return "mini-program"
    return "sdk-package" if package_id in RESERVED else "offline-package"
