"""The examples in docs/ci, as people copy them."""

from __future__ import annotations

import re

from ci.installing import ROOT

DOCUMENTS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs/ci").glob("*.md"))}


def blocks(document: str, language: str) -> list[str]:
    """The code blocks of a document in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENTS[document], re.DOTALL | re.MULTILINE)


def table(document: str, title: str) -> dict[str, str]:
    """The rows of the table whose first column has this title: the code in the first column, and the last column."""
    text = DOCUMENTS[document].partition(f"\n| {title} |")[2].partition("\n\n")[0]
    rows = [line.strip("|").split("|") for line in text.splitlines()[2:]]
    return {name: row[-1].strip() for row in rows for name in re.findall(r"`([^`]+)`", row[0])}
