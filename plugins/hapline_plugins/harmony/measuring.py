"""Measuring: how a package gets into the finished .app, which decides how many bytes it takes there."""

from __future__ import annotations

import os

from hapline.archives import DEFLATED
from hapline_hooks import noun
from hapline_plugins.harmony.limits import Limits
from hapline_plugins.harmony.packages import PACK_INFO, Package


@noun
class Way:
    """How a package gets into the .app: the arguments of ``hapline.archives.packing``.

    Attributes:
        pack_info: What is put in as pack.info. deflated: Whether it is compressed there. level: How much.
        repack: Whether it is written anew on the way.
    """

    pack_info: bytes
    deflated: bool
    level: int
    repack: bool


def way_into_app(package: Package, limits: Limits, pack_info: bytes | None) -> Way:
    """How a package gets into the .app, or got there.

    Args:
        package: One that can be read. limits: How the packing tool is told to pack. pack_info: The app's, if given.
    """
    if package.entry is not None:
        return Way(pack_info=b"", deflated=package.entry.method == DEFLATED, level=limits.level, repack=False)
    own = pack_info if pack_info is not None else package.text(PACK_INFO) or b""
    deflated = package.module is None or not package.module.debug
    return Way(pack_info=own, deflated=deflated, level=limits.level, repack=limits.repack)


def packing_time() -> float | None:
    """The time that the packing tool would write; SOURCE_DATE_EPOCH where a build is to be reproducible."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return float(given) if given.isdecimal() else None
