"""The ``hapline.json5`` of a new project: every option with its default, commented out, ready to be changed.

It is JSON with comments, so that editors that know no JSON5 accept it too: quoted keys, and a comma behind every line
that may be taken out of its comment. So the last option of each section is written out.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from hapline.config.schema_file import LINE
from hapline.config.values import written
from hapline.templates import template
from hapline.words import Words
from hapline_hooks import ConfigSection, Option

_WIDTH = 100


def configuration(sections: Iterable[ConfigSection], words: Words) -> str:
    """The text of the file, with these sections, in a language."""
    blocks = ["\n".join(_section(section, words)) for section in sections]
    return template(f"init/{words.lang}/hapline.json5", schema=LINE, sections=",\n\n".join(blocks))


def _section(section: ConfigSection, words: Words) -> Iterator[str]:
    yield from _comment("  ", words.translate(section.help))
    yield f'  "{section.name}": {{'
    for number, option in enumerate(section.options, 1):
        yield from _comment("    ", words.translate(option.help))
        value = f'"{option.name}": {json.dumps(written(option), ensure_ascii=False)}'
        possible = f" // {_possible(option)}" if option.choices else ""
        if number == len(section.options):
            yield f"    {value}{possible}"
        else:
            yield f"    // {value},{possible}"
            yield ""
    yield "  }"


def _comment(indent: str, text: str) -> list[str]:
    # Chinese has no blanks to break at.
    lines = textwrap.wrap(text, _WIDTH) if text.isascii() else [text]
    return [f"{indent}// {line}" for line in lines]


def _possible(option: Option) -> str:
    if option.type == "table":
        return json.dumps({"HOS203": option.choices[0]})
    return ", ".join(json.dumps(choice) for choice in option.choices)
