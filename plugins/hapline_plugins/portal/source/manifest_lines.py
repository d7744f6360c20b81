"""Adds the line that declares a Bundle's manifest behind the one that declares the Bundle, written as that is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hapline_hooks import TextEdit

if TYPE_CHECKING:
    from hapline_plugins.portal.source.declared import Declared

_PLAIN = re.compile(r"(?P<main>[^\s:@\"'{}]+:[^\s:@\"'{}]+:(?:[^\s:@\"'{}]|\$\{[\w.]+\})+)(?::\w+)?(?:@\w+)?")
_REST = re.compile(r"[ \t;]*(?://[^\r\n]*)?(?P<end>\r\n?|\n|\Z)")
_LINE = re.compile(r"[^\r\n]*\Z")


def manifest_line(bundle: Declared) -> list[TextEdit]:
    """The edit; none where the Bundle is not declared in one string with a line to itself, or the script has errors."""
    script = bundle.of.script
    statement, value = bundle.statement, bundle.value
    if script is None or script.errors or value.kind != "string" or len(statement.args) != 1:
        return []
    text = script.text
    written = _PLAIN.fullmatch(value.text[1:-1])
    rest = _REST.match(text, statement.end)
    line = _LINE.search(text, 0, statement.start)
    head, tail = text[statement.start : value.start], text[value.end : statement.end]
    if written is None or rest is None or line is None or line[0].strip() or tail not in {"", ")"}:
        return []
    if not head.startswith(bundle.configuration):
        return []
    name = bundle.configuration.replace("bundle", "manifest")
    quote = value.text[0]
    code = f"{name}{head[len(bundle.configuration) :]}{quote}{written['main']}:AndroidManifest@xml{quote}{tail}"
    end = rest["end"] or ("\r\n" if "\r\n" in text else "\n")
    return [TextEdit(start=rest.start("end"), end=rest.start("end"), text=f"{end}{line[0]}{code}")]
