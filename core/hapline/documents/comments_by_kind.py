"""Finds the comments of a text by the kind of its file: what begins one, and what only looks as if it did.

How far each language is followed stands at the top of the module that reads it; a file of any other kind has no
comments for hapline.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import NamedTuple

_KINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "comments_json5": {"json5": ("json5",)},
    "comments_slash": {
        "script": ("ts", "ets", "js", "mjs", "cjs", "tsx", "jsx"),
        "java": ("java",),
        "kotlin": ("kt", "kts"),
        "groovy": ("groovy", "gradle", "jenkinsfile"),
    },
    "comments_css": {"css": ("css",)},
    "comments_hash": {
        "properties": ("properties",),
        "proguard": ("pro", "proguard-rules.txt", "consumer-rules.txt", "obfuscation-rules.txt"),
        "toml": ("toml",),
        "ini": ("cfg", "ini"),
    },
    "comments_yaml": {"yaml": ("yaml", "yml")},
    "comments_shell": {"shell": ("sh", "bash")},
    "comments_markup": {"xml": ("xml", "svg"), "html": ("html", "htm"), "markdown": ("md",)},
}
"""By module and language: the endings of file names, and whole names, in lower case."""
_BY_NAME = {
    name: (module, language)
    for module, languages in _KINDS.items()
    for language, names in languages.items()
    for name in names
}
_MARKS = re.compile(r"\A(?:/\*+(?!/)|//+|#+|;+|!+|<!--)|(?:\*+/|--!?>)\Z")


class Comment(NamedTuple):
    """A comment.

    Attributes:
        start: Its first character. end: The one after its last. text: All of it, with the marks around it.
    """

    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        """What it says: its text without the marks around it."""
        return _MARKS.sub("", self.text)


def comments(path: str, text: str) -> list[Comment]:
    """All comments of a text, in its order; one that is not closed holds all the rest.

    Args:
        path: The file, whose name says how it is written.
        text: Its content, without byte order mark. Nothing in it makes this fail.
    """
    found = _language(path)
    if found is None:
        return []
    module, language = found
    read = import_module(f"hapline.documents.{module}").read
    return [Comment(start, end, text[start:end]) for start, end in read(text, language)]


def holds_comments(path: str) -> bool:
    """Whether comments are found in files of this kind."""
    return _language(path) is not None


def is_markup(path: str) -> bool:
    """Whether files of this kind are made of tags, inside which there is no room for a comment."""
    found = _language(path)
    return found is not None and found[0] == "comments_markup"


def _language(path: str) -> tuple[str, str] | None:
    name = path.rpartition("/")[2].lower()
    stem, _, rest = name.partition(".")
    # A Jenkinsfile may have an ending that says what it is for.
    kind = stem if stem == "jenkinsfile" else rest.rpartition(".")[2]
    return _BY_NAME.get(name) or _BY_NAME.get(kind)
