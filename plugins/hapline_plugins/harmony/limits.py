"""The size limits of atomic services, and the options that change them.

Source: the vendor's guide, 元服务分包: each package with the shared packages it depends on, 2 MB; all packages of
one service, 10 MB, 20 MB on request. The packing tool compares with 2048 KB of 1024 bytes, and equality fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from hapline_hooks import ConfigSection, Option, noun

KB = 1024
MB = 1024 * KB
DEFAULT_TOTAL = 10 * MB
_MOST = 4194304 * KB

SECTION = ConfigSection(
    name="harmony",
    help="HarmonyOS atomic services and app packages.",
    options=(
        Option(
            name="entryLimit",
            type="size",
            default=2048 * KB,
            minimum=0,
            maximum=_MOST,
            help="Limit of an entry package with its shared packages; reaching it fails; 0: none "
            "(packing tool: --atomic-service-entry-size-limit).",
        ),
        Option(
            name="packageLimit",
            type="size",
            default=2048 * KB,
            minimum=0,
            maximum=_MOST,
            help="Limit of every other package with its shared packages; reaching it fails; 0: none "
            "(packing tool: --atomic-service-non-entry-size-limit).",
        ),
        Option(
            name="totalLimit",
            type="size",
            default=DEFAULT_TOTAL,
            minimum=0,
            help="Limit of all packages of a service together; more than it fails; 0: none.",
        ),
        Option(
            name="totalLimitReason",
            type="text",
            default="",
            help="Why totalLimit is not 10 MB, for example the store's approval.",
        ),
        Option(
            name="headroom",
            type="share",
            default=0.9,
            help="Share of a limit from which on a warning is given; 1: never.",
        ),
        Option(
            name="compressLevel",
            type="int",
            default=1,
            minimum=1,
            maximum=9,
            help="Level at which the packing tool compresses release modules (packing tool: --compress-level).",
        ),
        Option(
            name="replacePackInfo",
            type="bool",
            default=True,
            help="Whether the packing tool puts the app's pack.info into every module, which drops the "
            "signing block (packing tool: --replace-pack-info).",
        ),
    ),
)


@noun
class Limits:
    """Limits in bytes, 0 for none, and how the packing tool is told to pack."""

    entry: int = 2048 * KB
    package: int = 2048 * KB
    total: int = DEFAULT_TOTAL
    total_reason: str = ""
    headroom: float = 0.9
    level: int = 1
    repack: bool = True

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Limits:
        """Take them from the settings."""
        return cls(
            entry=cast("int", settings["harmony.entryLimit"]),
            package=cast("int", settings["harmony.packageLimit"]),
            total=cast("int", settings["harmony.totalLimit"]),
            total_reason=cast("str", settings["harmony.totalLimitReason"]),
            headroom=cast("float", settings["harmony.headroom"]),
            level=cast("int", settings["harmony.compressLevel"]),
            repack=cast("bool", settings["harmony.replacePackInfo"]),
        )

    def of_type(self, module_type: str) -> int:
        """The limit of a package of this module type."""
        return self.entry if module_type == "entry" else self.package
