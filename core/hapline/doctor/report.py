"""An examination as text and as JSON, without what is private."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator

from hapline.doctor.facts import Examination
from hapline.words import Words

Scrub = Callable[[str], str]


def as_text(found: Examination, words: Words, scrub: Scrub) -> Iterator[str]:
    """Lines that are one block of Markdown, so that pasting them keeps them as they are."""

    def clean(text: str) -> str:
        shown = scrub(words.translate(text)).replace("```", "'''")
        return "".join(char if char.isprintable() else " " for char in shown)

    labels = [clean(fact.label) for fact in found.facts]
    widest = max(map(_width, labels))
    yield "```text"
    for label, fact in zip(labels, found.facts, strict=True):
        yield f"{label}{' ' * (widest - _width(label))}  {clean(fact.text)}"
    yield ""
    yield words("needs attention:") if found.troubles else words("nothing needs attention")
    for number, trouble in enumerate(found.troubles, 1):
        yield f"{number}. {clean(trouble.what)}"
        yield f"   {clean(trouble.todo)}"
    yield "```"


def as_json(found: Examination, words: Words, scrub: Scrub) -> str:
    """The same for programs."""
    content = {
        "version": 1,
        "facts": {fact.name: fact.data for fact in found.facts},
        "troubles": [{"what": words.translate(one.what), "todo": words.translate(one.todo)} for one in found.troubles],
    }
    return json.dumps(_scrubbed(content, scrub), ensure_ascii=False, indent=2)


def _scrubbed(value: object, scrub: Scrub) -> object:
    match value:
        case str():
            return scrub(value)
        case dict():
            return {key: _scrubbed(item, scrub) for key, item in value.items()}
        case list() | tuple():
            return [_scrubbed(item, scrub) for item in value]
        case _:
            return value


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
