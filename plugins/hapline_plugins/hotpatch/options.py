"""The configuration of the plugin."""

from __future__ import annotations

from hapline_hooks import ConfigSection, Option

METHODS = ("instantrun", "dexpatch")
SECTION = ConfigSection(
    name="hotpatch",
    help="Hotpatches of Android apps.",
    options=(
        Option(
            name="method",
            type="choice",
            default="auto",
            choices=("auto", *METHODS),
            help="How the app is patched; auto: as its build says, InstantRun where its plugin is applied.",
        ),
        Option(
            name="archive",
            type="text",
            default=".hapline/releases",
            help="Where releases are kept: a folder, relative to the configuration's folder (without one, to the "
            "project), or an address for fsspec, such as s3://bucket/releases; not below build/.",
        ),
        Option(
            name="oldApk",
            type="text",
            default="hotpatch/old.apk",
            help="Where in the app module the apk of a restored release is laid; jars of Bundles are laid beside it.",
        ),
    ),
)
