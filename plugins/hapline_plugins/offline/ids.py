"""Ids and versions of offline packages, as the delivery service takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Flavour = Literal["offline-package", "mini-program", "sdk-package"]
"""What the service calls H5 offline package; a mini program, which has an id of 16 digits; a part of the SDK."""
RESERVED = frozenset({"20000196", "66666692", "68687029", "68687209"})
"""Ids that are built into the SDK (MDS guide, 6.3)."""
RESERVED_PREFIXES = ("666666", "20000")
"""What no id should begin with (MDS guide, 6.3)."""
FIRST_VERSION = "0.0.0.1"
"""What a package that the service has not seen is imported as (MDS guide, 6.3)."""
LIKE_ID = r"[0-9]{8}"
LIKE_MINI_ID = r"[0-9]{16}"
_ID = re.compile(LIKE_ID)
_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,7}")


def is_id(text: str) -> bool:
    """Whether a text is eight digits, as an id has to be (MDS guide, 6.2)."""
    return _ID.fullmatch(text) is not None


def flavour_of(package_id: str) -> Flavour:
    """What a package is by its id: mini programs have longer ones; read off real packages."""
    if re.fullmatch(LIKE_MINI_ID, package_id):
        return "mini-program"
    return "sdk-package" if package_id in RESERVED else "offline-package"


def parts_of(version: str) -> tuple[int, ...] | None:
    """The numbers of a version such as ``1.0.0.1``, for comparing; None where it is none."""
    return tuple(map(int, version.split("."))) if _VERSION.fullmatch(version) else None


def order(version: str) -> tuple[int, ...]:
    """What versions are sorted by, number by number, missing ones zero; what is no version comes first."""
    numbers = parts_of(version)
    if numbers is None:
        return ()
    while len(numbers) > 1 and not numbers[-1]:
        numbers = numbers[:-1]
    return numbers


def reserved_prefix(package_id: str) -> str:
    """What an id of eight digits begins with, if that is for the SDK; else empty."""
    return next((one for one in RESERVED_PREFIXES if is_id(package_id) and package_id.startswith(one)), "")


def next_version(existing: Iterable[str]) -> str:
    """The version after the highest one, its last number counted up; ``0.0.0.1`` where there is none yet."""
    known = [one for one in existing if parts_of(one) is not None]
    if not known:
        return FIRST_VERSION
    head, dot, last = max(known, key=order).rpartition(".")
    return f"{head}{dot}{int(last) + 1}"
