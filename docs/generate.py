"""Writes what is generated from the code: the rule pages and the compiled message catalogues.

``make docs`` runs it; a test runs it too and fails when anything differs from what is committed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser

from hapline.engine.selection import AnyRule
from hapline.plugins import Host

ROOT = Path(__file__).parent.parent
LANGUAGES = {
    ".apk": "json5",
    ".app": "json5",
    ".ets": "typescript",
    ".gradle": "groovy",
    ".hap": "json5",
    ".hsp": "json5",
    ".jar": "json5",
    ".java": "java",
    ".json": "json5",
    ".json5": "json5",
    ".kt": "kotlin",
    ".kts": "kotlin",
    ".properties": "properties",
    ".toml": "toml",
    ".ts": "typescript",
    ".xml": "xml",
}
"""What Markdown calls the languages of examples, by the ending of the file; what is in a package is told as JSON5."""


def generated() -> Iterator[tuple[Path, bytes]]:
    """Every generated file: its path in the repository, and its content."""
    host = Host(third_party=False)
    rules = host.rules(host.families())
    yield Path("docs/rules/README.md"), _index(rules).encode()
    for rule in rules:
        yield Path(f"docs/rules/{rule.code}.md"), _page(rule).encode()
    for catalogue in sorted(ROOT.glob("*/**/LC_MESSAGES/hapline.po")):
        if ".venv" not in catalogue.parts:
            yield catalogue.relative_to(ROOT).with_suffix(".mo"), _compiled(catalogue)


def _index(rules: list[AnyRule]) -> str:
    lines = ["# Rules", "", "Generated from the rules; `hapline explain CODE` says the same.", ""]
    lines += ["| code | severity | what must hold | vendor's codes |", "|---|---|---|---|"]
    for rule in rules:
        official = ", ".join(rule.official)
        lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.severity} | {rule.title} | {official} |")
    return "\n".join([*lines, ""])


def _page(rule: AnyRule) -> str:
    lines = [f"# {rule.code} {rule.slug}", "", f"{rule.title}.", ""]
    lines += ["| severity | since | fix |", "|---|---|---|", f"| {rule.severity} | {rule.since} | {rule.fixable} |", ""]
    lines += ["## Why", "", rule.why, "", "## What to do", "", rule.help, ""]
    for title, example in (("Wrong", rule.bad), ("Right", rule.good)):
        lines += [f"## {title}", ""]
        for path, snippet in example.items():
            lines += [f"`{path}`", "", f"```{_language(path)}", snippet.strip("\n"), "```", ""]
    lines += ["## Messages", "", *(f"- `{name}`: {text.splitlines()[0]}" for name, text in rule.messages.items()), ""]
    if rule.official:
        lines += ["## Codes of the vendor's tools", "", ", ".join(f"`{code}`" for code in rule.official), ""]
    lines += ["## Sources", "", *(f"- {source}" for source in rule.sources), ""]
    return "\n".join(lines)


def _language(path: str) -> str:
    """The language of a file; one without a known ending is plain text."""
    return LANGUAGES.get(PurePosixPath(path).suffix, "text")


class _Undated(Catalog):
    """A catalogue whose header says only what its readers need, and nothing that changes from day to day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's lines."""
        return [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Language", "zh_CN"),
            ("Plural-Forms", self.plural_forms),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: object) -> None:
        """What the .po file says changes nothing."""


def _compiled(catalogue: Path) -> bytes:
    messages = _Undated(locale="zh_CN")
    with catalogue.open("rb") as file:
        PoFileParser(messages).parse(file)
    buffer = io.BytesIO()
    write_mo(buffer, messages)
    return buffer.getvalue()


def main() -> int:
    """Write every generated file, and remove pages of rules that are gone."""
    wanted = dict(generated())
    for page in (ROOT / "docs" / "rules").glob("*.md"):
        if page.relative_to(ROOT) not in wanted:
            page.unlink()
    for path, content in wanted.items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            sys.stdout.write(f"wrote {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
