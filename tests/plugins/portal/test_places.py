"""What findings point at beside their own place, and duplicates that are taken out."""

from __future__ import annotations

import pytest

from hapline.testing import Bench
from plugins.changing import Change
from plugins.portal import sample

PORTAL = "portal/app/build.gradle"
BUNDLE = "bundle 'com.example:launcher-build:1.0.0@jar'"
MANIFEST = "manifest 'com.example:launcher-build:1.0.0:AndroidManifest@xml'"
REGISTRY = "package-ids.txt"
OTHER = "com.example:home-build"


def _related(rule: str, changes: dict[str, Change]) -> list[tuple[str, str]]:
    """The lines that the findings of a rule point at, what they cover of them, and the ids of the messages."""
    files = sample.files(changes)
    found = []
    for one in Bench(options={"check.select": rule}).check(files).findings:
        for related in one.finding.related:
            span, text = related.location.span, str(files[related.location.path])
            covered = ""
            if span is not None:
                line = text.splitlines()[span.start_line - 1]
                covered = f"{span.start_line}: {line[span.start_column - 1 : span.end_column - 1]}"
            found.append((related.message, covered))
    return found


def _and(*lines: str) -> dict[str, Change]:
    return {PORTAL: ((MANIFEST, "\n    ".join((MANIFEST, *lines))),)}


@pytest.mark.parametrize(
    ("rule", "changes", "related"),
    [
        ("BND302", _and(BUNDLE), [("first", "20: 'com.example:launcher-build:1.0.0@jar'")]),
        ("BND302", _and(BUNDLE.replace("1.0.0", "2.0.0")), [("first", "20: 'com.example:launcher-build:1.0.0@jar'")]),
        (
            "BND306",
            _and(BUNDLE.replace("1.0.0", "3-SNAPSHOT"), MANIFEST.replace("1.0.0", "3-SNAPSHOT")),
            [("manifest", "23: 3-SNAPSHOT")],
        ),
        ("BND104", {REGISTRY: "com.example:launcher-build = 43\n"}, [("own", "1: 43")]),
        ("BND104", {REGISTRY: f"{OTHER} = 40\ncom.example:launcher-build = 43\n"}, [("own", "2: 43")]),
        ("BND104", {REGISTRY: f"# ids\n{OTHER} = 40\n"}, [("holder", "2: 40")]),
        ("BND104", {REGISTRY: f"{OTHER} = 43\n"}, []),
    ],
)
def test_related_places(rule: str, changes: dict[str, Change], related: list[tuple[str, str]]) -> None:
    assert _related(rule, changes) == related


def test_a_line_that_stands_twice_is_taken_out() -> None:
    files = sample.files(_and(f"{BUNDLE} // again", "bundle 'com.example.pay:cashier-build:2.1.0@jar'"))
    fixed = Bench(options={"check.select": "BND302"}).fix(files)
    # The later one of each goes: of the cashier that is the sample's own.
    wanted = sample.PORTAL.replace("    bundle 'com.example.pay:cashier-build:2.1.0@jar'\n", "").replace(
        MANIFEST, f"{MANIFEST}\n    bundle 'com.example.pay:cashier-build:2.1.0@jar'"
    )
    assert fixed == {PORTAL: wanted.encode()}
