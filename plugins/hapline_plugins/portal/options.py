"""The configuration of the plugin."""

from __future__ import annotations

from hapline_hooks import ConfigSection, Option

POLICIES = ("keep", "all", "required", "listed", "budget")
SECTION = ConfigSection(
    name="portal",
    help="Portals and Bundles of mPaaS's component framework.",
    options=(
        Option(
            name="slinks",
            type="choice",
            default="keep",
            choices=POLICIES,
            help="Which Bundles are linked statically besides those that must be: keep: those that slinks lists; all; "
            "required: none; listed: those of portal.static; budget: as many as fit portal.mainDexBudget, first those "
            "that are loaded early.",
        ),
        Option(
            name="static",
            type="texts",
            default=[],
            help="Bundles (group:artifact) that are linked statically, whatever portal.slinks chooses otherwise.",
        ),
        Option(
            name="dynamic",
            type="texts",
            default=[],
            help="Bundles (group:artifact) that are loaded dynamically, unless they are known to have to be static.",
        ),
        Option(
            name="mainDexBudget",
            type="size",
            default="8 MB",
            minimum=0,
            help="How long the dex files of all static Bundles together may be, where portal.slinks is budget.",
        ),
        Option(
            name="mavenRepo",
            type="text",
            default="",
            help="Folder of a local Maven repository in which Bundles are looked up, such as ~/.m2/repository; "
            "relative to the configuration's folder; empty: none.",
        ),
        Option(
            name="registry",
            type="text",
            default="",
            help="The registry of package ids: a file, relative to the project, or a git address with a branch and a "
            "file, such as ssh://git@example.com/ids.git#main:package-ids.txt; empty: package-ids.txt, if any.",
        ),
        Option(
            name="reservedIds",
            type="texts",
            default=[],
            help='Package ids that are never assigned: single ones and ranges, such as "40-49".',
        ),
        Option(
            name="release",
            type="bool",
            default=False,
            help="Whether what is checked is for release: snapshots and debug packages (raw) are errors then.",
        ),
    ),
)
