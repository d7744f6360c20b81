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
    ),
)
