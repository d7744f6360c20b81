"""The configuration of the plugin."""

from __future__ import annotations

from hapline_hooks import ConfigSection, Option

USUAL_ARCHIVE = ".hapline/releases"
METHOD_NAMES = {"instantrun": "InstantRun", "dexpatch": "DexPatch"}
"""The methods, as options and as people call them."""
METHODS = tuple(METHOD_NAMES)
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
            name="release",
            type="bool",
            default=False,
            help="Whether what is checked is for release: values of instantrun.xml that are for tests are errors then.",
        ),
        Option(
            name="archive",
            type="text",
            default=USUAL_ARCHIVE,
            help="Where releases are kept: a folder, relative to the configuration's folder (without one, to the "
            "project), or an address for fsspec, such as s3://bucket/releases; not below build/.",
        ),
        Option(
            name="oldApk",
            type="text",
            default="hotpatch/old.apk",
            help="Where in the app module the apk of a restored release is laid; jars of Bundles are laid beside it.",
        ),
        Option(
            name="buildCommand",
            type="texts",
            default=["./gradlew", "clean", "mpGeneratePatch"],
            help="What builds a patch, a word each: a tool and its arguments, run without a shell in the build's root.",
        ),
        Option(
            name="timeLimit",
            type="int",
            default=3600,
            minimum=1,
            help="Seconds that the build of a patch may take before it is ended.",
        ),
        Option(
            name="patchFile",
            type="text",
            default="",
            help="Where hotpatch.buildCommand leaves the patch, relative to the configuration's folder; empty: where "
            "InstantRun does, in build/outputs/instantrun/patch.jar of the module.",
        ),
        Option(
            name="maxPatchSize",
            type="size",
            default="10 MB",
            minimum=1,
            help="How large a patch may be: every client downloads it.",
        ),
        Option(
            name="maskedVariables",
            type="texts",
            default=[],
            help="Environment variables, such as those with passwords of keystores, whose values are *** in the output "
            "of builds.",
        ),
    ),
)
