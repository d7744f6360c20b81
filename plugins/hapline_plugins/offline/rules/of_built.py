"""What the rules on built packages and uploads share: what is hostile in an archive, and what systems leave there."""

from __future__ import annotations

from typing import Any, ClassVar

from hapline.archives import Problem
from hapline.rules import PlainRule
from hapline_hooks import Finding, Location
from hapline_plugins.offline.amr.form import HPMFILE
from hapline_plugins.offline.amr.tar_reading import shown
from hapline_plugins.offline.content.folders import LEFT_OUT
from hapline_plugins.offline.rules.guide import SEEN
from hapline_plugins.offline.verifying.built import BuiltAmr

_FORM = f"{SEEN}: Manifest.xml, CERT.json, an uncompressed tar"
_GOOD: dict[str, str] = {"20171228_1.0.0.1.amr": "{}"}
HOSTILE_ENTRIES: dict[str, str] = {
    "traversal": "the name {entry} leads out of the package",
    "absolute": "the name {entry} is absolute",
    "control-character": "the name {entry} contains control characters",
    "empty-name": "something in it has no name",
    "symlink": "{entry} is a symbolic link",
    "special-file": "{entry} is a device or pipe",
    "duplicate": "{entry} is there {times} times",
    "local-header-differs": "{entry} has two headers that contradict each other in {fields}",
    "ambiguous-end": "the file has several ends, and readers disagree about which counts",
    "encrypted": "{entry} is encrypted",
    "unknown-method": "{entry} is compressed by a method that clients do not know",
    "directory-with-data": "the folder {entry} has content",
    "backslash": "the name {entry} has backslashes, which some systems take for folders",
}
"""What is said of an entry of a zip that nobody should unpack, by the reason of the problem."""
_LEFT = LEFT_OUT - {HPMFILE}
NAMED = 5
"""How many names a finding lists."""


class PackageRule(PlainRule[BuiltAmr]):
    """A rule about one built package."""

    subject = BuiltAmr
    sources: ClassVar[tuple[str, ...]] = (_FORM,)
    good: ClassVar = _GOOD


def is_leftover(path: str) -> bool:
    """Whether a file was put there by a system, not by those who made the package."""
    return any(name in _LEFT or name.startswith("._") for name in path.split("/"))


def hostile(rule: PlainRule[Any], problem: Problem, place: Location) -> Finding:
    """A finding about something odd in an archive; its figures fill the message."""
    detail = {name: shown(value) if isinstance(value, str) else value for name, value in problem.detail.items()}
    if problem.reason == "local-header-differs":
        detail = {"fields": sorted(detail)}
    args = {"entry": shown(problem.entry), **detail}
    return Finding(rule=rule.code, message=problem.reason, args=args, location=place)
