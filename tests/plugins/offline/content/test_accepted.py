"""Findings in the files of a package are accepted by comments where these files have some."""

from __future__ import annotations

import pytest

from hapline.testing import Bench, lines
from plugins.offline.content.cases import ID, page


@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("a.css", "/* hapline: ignore[{rule}] {reason} */\na {{ background: url(a.png) }}", "OFP301"),
        ("a.js", "/* hapline: ignore[{rule}] {reason} */\nimport './b.js'", "OFP301"),
        ("a.mjs", "import './b.js' // hapline: ignore[{rule}] {reason}", "OFP301"),
        ("a.html", "<!-- hapline: ignore[{rule}] {reason} -->\n<img src=a.png>", "OFP301"),
        ("a.svg", "<!-- hapline: ignore[{rule}] {reason} -->\n<svg><image href='a.png'/></svg>", "OFP301"),
    ],
)
def test_a_comment_with_a_reason(file: str, text: str, rule: str) -> None:
    for reason, count in (("it comes later", 0), ("", 1)):
        files = {**page("<p>"), f"{ID}/www/{file}": text.format(rule=rule, reason=reason)}
        assert len(lines(Bench().check(files), rule=rule)) == count
