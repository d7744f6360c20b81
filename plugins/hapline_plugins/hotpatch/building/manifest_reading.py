"""Reads a patch manifest; what is wrong in it is an error with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from hapline.dates import is_moment
from hapline.documents import Document, DocumentError
from hapline_hooks import Keys, Phrase
from hapline_plugins.hotpatch.building.manifest import VERSION, PatchManifest
from hapline_plugins.hotpatch.building.naming import PatchedClass
from hapline_plugins.hotpatch.options import METHODS
from hapline_plugins.hotpatch.source.build import Method

LIMIT = 8 * 1024 * 1024
"""Bytes. A patch of a thousand classes has a manifest of 200 KB."""
_T = TypeVar("_T")
_CLASS = re.compile(r"[^\s./;\[\x00-\x1f]+(?:\.[^\s./;\[\x00-\x1f]+)*")
_HINT = "build the patch again, or take the manifest that was written with it"


def read_manifest(data: bytes) -> PatchManifest:
    """Read a manifest.

    Raises:
        hapline.documents.DocumentError: It is no manifest, of a later version, or something in it cannot be.
    """
    document = Document(data, strict=True, limit=LIMIT)
    root = document.value
    if not isinstance(root, dict):
        raise _wrong(document, (), "a patch manifest is a JSON object")
    fields = _Fields(document, root, ())
    version = fields.number("version")
    if version != VERSION:
        template = "the manifest has version {version}; this hapline reads version {known}"
        raise _wrong(document, ("version",), template, version=version, known=VERSION)
    for again in document.duplicates():
        raise _wrong(document, again.keys, "{key} stands here twice", key=str(again.keys[-1]))
    return _manifest(fields)


def _manifest(fields: _Fields) -> PatchManifest:
    return PatchManifest(
        method=cast("Method", fields.text("method", lambda text: text in METHODS)),
        application_id=fields.text("applicationId", _CLASS.fullmatch),
        target_version=fields.text("targetVersion", bool),
        file=fields.text("file", _is_name),
        size=fields.number("size"),
        sha256=fields.text("sha256", _digits(64)),
        md5=fields.text("md5", _digits(32)),
        patched=tuple(
            [
                PatchedClass(name=one.text("class", _CLASS.fullmatch), patch=one.text("patch", _optional(_CLASS)))
                for one in fields.objects("patched")
            ]
        ),
        added=fields.texts("added", _CLASS.fullmatch),
        generated=fields.texts("generated", _CLASS.fullmatch),
        schemes=fields.texts("schemes", bool),
        signers=fields.texts("signers", _digits(64)),
        base_commit=fields.text("baseCommit", _commit),
        commit=fields.text("commit", _commit),
        is_uncommitted=fields.flag("uncommitted"),
        supersedes=fields.text("supersedes", lambda text: not text or _digits(32)(text)),
        created=fields.text("created", is_moment),
        tools=fields.table("tools"),
    )


class _Fields:
    """The members of an object, each of which must be there, with what it must be."""

    def __init__(self, document: Document, values: Mapping[str, object], at: Keys) -> None:
        self._document = document
        self._values = values
        self._at = at

    def text(self, key: str, fits: Callable[[str], object]) -> str:
        return self._fitting((*self._at, key), self._of(key, str, Phrase("a string")), fits)

    def number(self, key: str) -> int:
        value = self._of(key, int, Phrase("a whole number"))
        if isinstance(value, bool) or value < 1:
            raise self._must_be((*self._at, key), Phrase("a whole number above 0"))
        return value

    def flag(self, key: str) -> bool:
        return self._of(key, bool, Phrase("true or false"))

    def texts(self, key: str, fits: Callable[[str], object]) -> tuple[str, ...]:
        found = []
        for number, value in enumerate(self._of(key, list, Phrase("a list"))):
            place = (*self._at, key, number)
            if not isinstance(value, str):
                raise self._must_be(place, Phrase("a string"))
            found.append(self._fitting(place, value, fits))
        return tuple(found)

    def objects(self, key: str) -> list[_Fields]:
        found = []
        for number, value in enumerate(self._of(key, list, Phrase("a list"))):
            place = (*self._at, key, number)
            if not isinstance(value, dict):
                raise self._must_be(place, Phrase("an object"))
            found.append(_Fields(self._document, value, place))
        return found

    def table(self, key: str) -> Mapping[str, str]:
        values = self._of(key, dict, Phrase("an object"))
        for name, value in values.items():
            if not isinstance(value, str):
                raise self._must_be((*self._at, key, name), Phrase("a string"))
        return values

    def _of(self, key: str, kind: type[_T], wanted: str) -> _T:
        if key not in self._values:
            raise _wrong(self._document, (*self._at, key), "{key} is missing here", key=key)
        value = self._values[key]
        if not isinstance(value, kind):
            raise self._must_be((*self._at, key), wanted)
        return value

    def _fitting(self, place: Keys, value: str, fits: Callable[[str], object]) -> str:
        if not fits(value):
            raise _wrong(self._document, place, "{key} cannot be {value}", key=_named(place), value=repr(value[:80]))
        return value

    def _must_be(self, place: Keys, wanted: str) -> DocumentError:
        return _wrong(self._document, place, "{key} must be {wanted}", key=_named(place), wanted=wanted)


def _named(place: Keys) -> str:
    """The last name on a path; items of a list are called by that of the list."""
    return next((key for key in reversed(place) if isinstance(key, str)), "")


def _wrong(document: Document, keys: Keys, template: str, **fields: object) -> DocumentError:
    start, end = document.span(keys)
    return DocumentError(template, text=document.text, offset=start, end=end, hint=_HINT, **fields)


def _digits(count: int) -> Callable[[str], object]:
    return re.compile(f"[0-9a-f]{{{count}}}").fullmatch


def _optional(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: not text or pattern.fullmatch(text)


def _commit(text: str) -> object:
    return not text or re.fullmatch("[0-9a-f]{40}(?:[0-9a-f]{24})?", text)


def _is_name(text: str) -> bool:
    return bool(text) and text.isprintable() and not set(text) & set('/\\:*?"<>|') and text not in {".", ".."}
