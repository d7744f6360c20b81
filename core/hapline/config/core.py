"""The host's own configuration sections."""

from __future__ import annotations

from hapline_hooks import SEVERITIES, ConfigSection, Option

SECTIONS: tuple[ConfigSection, ...] = (
    ConfigSection(
        name="check",
        help="Which rules run, and what becomes of their findings.",
        options=(
            Option(
                name="profile",
                type="choice",
                choices=("strict", "official"),
                default="strict",
                help="strict: all rules; official: only what the vendor's packing tool itself refuses.",
            ),
            Option(
                name="select",
                type="texts",
                default=(),
                completes="rule",
                help="Rules to run: codes, prefixes (HOS2) or slugs; empty: all.",
            ),
            Option(
                name="ignore",
                type="texts",
                default=(),
                completes="rule",
                help="Rules not to run: codes, prefixes or slugs.",
            ),
            Option(
                name="severity",
                type="table",
                choices=("off", *SEVERITIES),
                default={},
                completes="rule",
                help="Severity by rule code, prefix or slug, instead of the rule's own.",
            ),
            Option(
                name="failOn",
                type="choice",
                choices=(*SEVERITIES, "never"),
                default="error",
                help="The least severity that makes the exit code 1.",
            ),
            Option(
                name="suppress",
                type="objects",
                default=(),
                help="Findings to accept, for files that cannot hold a comment.",
                fields=(
                    Option(name="rule", type="text", default=None, completes="rule", help="Code or slug."),
                    Option(name="path", type="text", default="*", help="File or pattern, such as *.app!entry.hap!*"),
                    Option(name="reason", type="text", default=None, help="Why this is acceptable."),
                    Option(name="until", type="date", default="", help="The last day on which it is accepted."),
                ),
            ),
            Option(
                name="baseline",
                type="text",
                default="hapline-baseline.json",
                help="The file with accepted findings, beside hapline.json5; empty: none.",
            ),
        ),
    ),
    ConfigSection(
        name="cache",
        help="What is kept between runs, in the user's cache folder.",
        options=(
            Option(
                name="enabled",
                type="bool",
                default=True,
                help="Whether results are kept, and used again while nothing they came from has changed.",
            ),
        ),
    ),
    ConfigSection(
        name="output",
        help="How results are shown.",
        options=(
            Option(
                name="lang",
                type="choice",
                choices=("auto", "en", "zh"),
                default="auto",
                help="Language of messages; auto: by the locale.",
            ),
            Option(
                name="color",
                type="choice",
                choices=("auto", "always", "never"),
                default="auto",
                help="Colour; auto: on a terminal, unless NO_COLOR is set.",
            ),
        ),
    ),
)
