"""Reads addresses of the delivery service: global resources, and the folders of releases."""

from __future__ import annotations

import re
from typing import NamedTuple

from hapline_plugins.offline.content.layout import LIKE_SPACE
from hapline_plugins.offline.ids import LIKE_ID
from hapline_plugins.offline.pages.addresses import Goal
from hapline_plugins.offline.pages.script import STATIC
from hapline_plugins.offline.target import APSARA_PREFIX, Target

_RELEASE = re.compile(rf"[^/]+/(?P<id>{LIKE_ID})/(?P<version>[^/_]+)_[^/]+/nebula/(?:fallback/)?(?P<path>.+)")
_STATIC = re.compile(rf".*[^/]\.(?:{STATIC})", re.IGNORECASE | re.DOTALL)


class Release(NamedTuple):
    """The address of a file of a release: the package, its version, and the path below the id."""

    package: str
    version: str
    path: str


def is_static(path: str) -> bool:
    """Whether a path names a file that does not change from request to request, by its ending."""
    return _STATIC.fullmatch(path) is not None


def release_of(goal: Goal, target: Target) -> Release | None:
    """The release that an address of the service leads into; None where it leads elsewhere."""
    match = _RELEASE.fullmatch(_behind_prefix(goal, target))
    return Release(match["id"], match["version"], match["path"]) if match else None


def space_of(goal: Goal, target: Target) -> re.Match[str] | None:
    """App and workspace at the start of the address of a global resource, with the sign between them."""
    return re.fullmatch(LIKE_SPACE, _behind_prefix(goal, target).partition("/")[0], re.ASCII)


def path_in_package(goal: Goal, target: Target) -> str:
    """Where a global resource lies in its package, by its address."""
    bucket = f"{target.bucket}/" if target.bucket else ""
    return f"{goal.url.host}/{bucket}{_behind_prefix(goal, target)}"


def _behind_prefix(goal: Goal, target: Target) -> str:
    return goal.path.removeprefix(f"{APSARA_PREFIX}/") if target.apsara else goal.path
