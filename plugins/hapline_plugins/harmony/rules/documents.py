"""Documents: JSON5 and JSON files that parse, without duplicate or misspelt keys, without secrets."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.documents import Document, has_duplicate_keys
from hapline_hooks import Finding, Fix, JsonEdit, Keys, Location, Phrase, Span
from hapline_plugins.harmony import documents, known_keys
from hapline_plugins.harmony.documents import JsonDocument
from hapline_plugins.harmony.rules.base import PACKING_TOOL, HarmonyRule

_SOURCES = ("module-configuration-file", "app-configuration-file", "ide-hvigor-build-profile")
_GOOD: dict[str, str] = {"entry/src/main/module.json5": '{ module: { name: "entry" } }'}


class DocumentRule(HarmonyRule[JsonDocument]):
    """A rule about one JSON document."""

    subject = JsonDocument

    def place(self, document: JsonDocument, keys: Keys, *, on_key: bool = False) -> Location:
        """A symbolic path in the document."""
        found = document.place
        return Location(path=found.path, inner=found.inner, keys=keys, on="key" if on_key else "value")


class Syntax(DocumentRule):
    code = "HOS611"
    slug = "syntax"
    title = "Configuration files parse"
    since = "0.1.0"
    why = "hvigor stops with the file's name at best; nothing else of the file can be judged."
    help = "Mend the place that is shown."
    messages: ClassVar = {"syntax": "{what}; {hint}", "no_object": "the top level must be an object"}
    sources = ("JSON5 specification",)
    bad: ClassVar = {"entry/src/main/module.json5": '{ "module": { "name": "entry" '}
    good = _GOOD

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Parse it."""
        error = subject.error
        if error is not None:
            if not subject.is_built:
                yield self.found(
                    "syntax", subject.error_place, of=None, what=Phrase(error.message), hint=Phrase(error.hint)
                )
        elif not isinstance(subject.value, dict):
            yield self.found("no_object", self.place(subject, ()), of=None)


class DuplicateKey(DocumentRule):
    code = "HOS612"
    slug = "duplicate-key"
    title = "No object holds a key twice"
    since = "0.1.0"
    why = "The last one wins without a word, in hvigor as in the packing tool: the first is dead text."
    help = "Remove one of the two."
    messages: ClassVar = {"twice": "the key {key} is there twice, and the second value counts", "first": "the first"}
    sources = ("RFC 8259, section 4", f"{PACKING_TOOL}: duplicate keys are taken")
    bad: ClassVar = {
        "entry/src/main/module.json5": '{ raw: \'{ module: { name: "entry", type: "entry", name: "main" } }\' }'
    }
    good = _GOOD

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Screen the text, and look closer only where something is there."""
        from hapline_hooks import Related

        if subject.error is not None or not has_duplicate_keys(subject.data, subject.value):
            return
        document = Document(subject.data)
        for duplicate in document.duplicates():
            again, first = (_span(document, place) for place in (duplicate.again, duplicate.first))
            place = subject.place
            yield self.found(
                "twice",
                Location(path=place.path, inner=place.inner, keys=duplicate.keys, on="key", span=again),
                of=None,
                related=[Related(location=Location(path=place.path, inner=place.inner, span=first), message="first")],
                key=str(duplicate.keys[-1]),
            )


def _span(document: Document, place: tuple[int, int]) -> Span:
    start, end = document.position(place[0]), document.position(place[1])
    return Span(start_line=start[0], start_column=start[1], end_line=end[0], end_column=end[1])


class WrongType(DocumentRule):
    code = "HOS613"
    slug = "wrong-type"
    title = "Values have the JSON type that the guide gives them"
    since = "0.1.0"
    why = (
        "The tools take some wrong types, and each makes something else of them: a text for true counts as true in "
        "the packing tool and as absent on a device."
    )
    help = "Write a truth value as true or false, a number without quotes, a list in brackets."
    messages: ClassVar = {"type": "{key} must be {expected}, and is {actual}", "write": "write it as {expected}"}
    sources = _SOURCES
    fixable = "safe"
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { installationFree: "true" } }'}
    good: ClassVar = {"entry/src/main/module.json5": "{ module: { installationFree: true } }"}

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Walk over all values that the guide knows."""
        shape = known_keys.shape(subject.role)
        if shape is None or subject.error is not None:
            return
        for keys, value, expected, _ in known_keys.walk(subject.value, shape):
            if not known_keys.fits(value, expected):
                name = known_keys.type_name(expected)
                yield self.found(
                    "type",
                    self.place(subject, keys),
                    of=None,
                    fixes=self._fixes(subject, keys, value, expected),
                    key=str(next(key for key in reversed(keys) if isinstance(key, str))),
                    expected=Phrase(name),
                    actual=Phrase(_actual(value)),
                )

    def _fixes(self, document: JsonDocument, keys: Keys, value: object, expected: object) -> tuple[Fix, ...]:
        if document.is_built or not isinstance(value, str):
            return ()
        meant: object = None
        if expected == "flag" and value.lower() in {"true", "false"}:
            meant = value.lower() == "true"
        elif expected == "number" and value.isdecimal() and value.isascii():
            meant = int(value)
        if meant is None:
            return ()
        edit = JsonEdit(action="set", keys=keys, value=meant)
        return (Fix(title="write", path=document.place.path, edits=(edit,), safe=True),)


def _actual(value: object) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, dict):
        return "object"
    if isinstance(value, list):
        return "list"
    return "text" if isinstance(value, str) else "number"


class NearMissKey(DocumentRule):
    code = "HOS614"
    slug = "near-miss-key"
    title = "Keys are spelt as the guide spells them"
    severity = "warning"
    since = "0.1.0"
    why = "A misspelt key is ignored without a word, and the default holds."
    help = "Rename the key, or suppress this where the key is meant."
    messages: ClassVar = {"near": "unknown key {key}: did you mean {near}?", "rename": "rename it to {near}"}
    sources = _SOURCES
    fixable = "unsafe"
    bad: ClassVar = {"entry/src/main/module.json5": "{ module: { deliverWithInstall: true } }"}
    good: ClassVar = {"entry/src/main/module.json5": "{ module: { deliveryWithInstall: true } }"}

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Look for keys that are unknown and close to a known one that is not there."""
        shape = known_keys.shape(subject.role)
        if shape is None or subject.error is not None or subject.is_built:
            return
        for keys, _, expected, around in known_keys.walk(subject.value, shape):
            key = keys[-1]
            if around is None or expected is not None or not isinstance(key, str) or _preloads(key):
                continue
            near = _near(key, around)
            if near:
                edit = JsonEdit(action="rename", keys=keys, value=near)
                taken = near in _siblings(subject.value, keys)
                fixes = () if taken else (Fix(title="rename", path=subject.place.path, edits=(edit,)),)
                place = self.place(subject, keys, on_key=True)
                yield self.found("near", place, of=None, fixes=fixes, key=key, near=near)


def _preloads(key: str) -> bool:
    # These two have a rule of their own, which knows more.
    return key.lower() in {"preloads", "preload", "atomicservice"}


def _near(key: str, known: known_keys.Shape) -> str:
    folded = {name.lower(): name for name in known}
    if key.lower() in folded:
        return folded[key.lower()]
    found = difflib.get_close_matches(key, known, n=1, cutoff=0.85)
    return found[0] if found else ""


def _siblings(value: object, keys: Keys) -> Iterable[object]:
    for key in keys[:-1]:
        value = value[key]  # type: ignore[index]
    return value if isinstance(value, dict) else ()


class LenientJson(DocumentRule):
    code = "HOS615"
    slug = "lenient-json"
    title = "The JSON of a built package is strict"
    severity = "warning"
    since = "0.1.0"
    why = "The packing tool's library takes comments, single quotes and surplus commas in part; devices may not."
    help = "Let hvigor write module.json; do not edit it by hand."
    messages: ClassVar = {"lenient": "this is no strict JSON: {reason}"}
    sources = ("RFC 8259", f"{PACKING_TOOL}: lenient reading")
    bad: ClassVar = {"entry.hap": '{ raw: \'{ "app": {}, "module": {}, }\' }'}
    good: ClassVar = {"entry.hap": "{}"}

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Read it strictly."""
        if subject.is_built and subject.role in {documents.BUILT_MODULE, documents.BUILT_CONFIG}:
            reason = _strictly(subject.data)
            if reason:
                yield self.found("lenient", self.place(subject, ()), of=None, reason=[reason])


def _strictly(data: bytes) -> str:
    import json

    try:
        json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return str(error)
    return ""


_SECRETS = ("storePassword", "keyPassword")


class SigningSecret(DocumentRule):
    code = "HOS616"
    slug = "signing-secret"
    title = "No passwords of signing keys stand in build-profile.json5"
    severity = "warning"
    secret = True
    since = "0.1.0"
    why = (
        "The passwords are encrypted with a key that lies beside them in the IDE's folder; whoever has the "
        "repository and that folder can sign in your name."
    )
    help = "Keep signingConfigs out of the repository: let CI write them, or sign in a step of its own."
    messages: ClassVar = {"secret": "{key} of the signing configuration {name} is committed"}
    sources = ("ide-signing", "openharmony developtools_hapsigner")
    bad: ClassVar = {
        "build-profile.json5": '{ app: { signingConfigs: [{ name: "release", material: { storePassword: "0000001A" } }] } }'
    }
    good: ClassVar = {"build-profile.json5": "{ app: { signingConfigs: [] } }"}

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Look for passwords in the signing material."""
        if subject.role != documents.PROFILE:
            return
        for number, config in _configs(subject):
            material = config.get("material")
            for key in _SECRETS:
                value = material.get(key) if isinstance(material, dict) else None
                if isinstance(value, str) and value.strip():
                    keys: Keys = ("app", "signingConfigs", number, "material", key)
                    # The key is pointed at, so that no report repeats the value.
                    place = self.place(subject, keys, on_key=True)
                    yield self.found("secret", place, of=None, key=key, name=str(config.get("name", "")))


def _configs(document: JsonDocument) -> Iterator[tuple[int, dict[str, object]]]:
    app = document.object.get("app")
    configs = app.get("signingConfigs") if isinstance(app, dict) else None
    for number, config in enumerate(configs if isinstance(configs, list) else ()):
        if isinstance(config, dict):
            yield number, config
