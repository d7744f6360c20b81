"""Documents: JSON5 and JSON files that parse, without duplicate or misspelt keys, without secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline.documents import has_duplicate_keys
from hapline_hooks import Finding, Fix, Keys, Location, Phrase, Related, Span
from hapline_plugins.harmony import built_json, documents, known_keys, shapes
from hapline_plugins.harmony.documents import JsonDocument
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.near import closest
from hapline_plugins.harmony.packing import read_for_packing
from hapline_plugins.harmony.rules.base import PACKING_TOOL, HarmonyRule
from hapline_plugins.harmony.rules.fixes import fix_at

if TYPE_CHECKING:
    from hapline.documents import Document

_SOURCES = ("module-configuration-file", "app-configuration-file", "ide-hvigor-build-profile")
_GOOD: dict[str, str] = {"entry/src/main/module.json5": '{ module: { name: "entry" } }'}


class DocumentRule(HarmonyRule[JsonDocument]):
    """A rule about one JSON document."""

    subject = JsonDocument

    def place(self, document: JsonDocument, keys: Keys, *, on_key: bool = False) -> Location:
        """A symbolic path in the document."""
        found = document.place
        return Location(path=found.path, inner=found.inner, keys=keys, on="key" if on_key else "value")


_SECTIONS = {documents.APP: ("app",), documents.MODULE: ("module",), documents.PROFILE: ("app", "modules")}


class Syntax(DocumentRule):
    code = "HOS611"
    slug = "syntax"
    title = "Configuration files parse, and hold what they are for"
    since = "0.1.0"
    why = "hvigor stops with the file's name at best; nothing else of the file can be judged."
    help = "Mend the place that is shown."
    messages: ClassVar = {
        "syntax": "{what}; {hint}",
        "no_object": "the top level must be an object",
        "no_section": "{key} is missing, which is what the file is for",
    }
    sources = ("JSON5 specification",)
    bad: ClassVar = {"entry/src/main/module.json5": '{ "module": { "name": "entry" '}
    good = _GOOD

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Parse it; of built packages a rule on archives says what cannot be read."""
        if subject.is_built:
            return
        error = subject.error
        if error is not None:
            what = Phrase(error.template, **error.fields)
            yield self.found("syntax", subject.error_place, of=None, what=what, hint=Phrase(error.hint))
        elif not isinstance(subject.value, dict):
            yield self.found("no_object", self.place(subject, ()), of=None)
        else:
            for key in _SECTIONS.get(subject.role, ()):
                # Of a misspelt key a rule of its own says so.
                misspelt = any(_near(other, {key: key}) for other in subject.value if other != key)
                if subject.value.get(key) is None and not misspelt:
                    yield self.found("no_section", self.place(subject, (key,), on_key=True), of=None, key=key)


class DuplicateKey(DocumentRule):
    code = "HOS612"
    slug = "duplicate-key"
    title = "No object holds a key twice"
    since = "0.1.0"
    why = "The last one wins without a word, in hvigor as in the packing tool: the first is dead text."
    help = "Remove one of the two."
    messages: ClassVar = {
        "twice": "the key {key} is there twice, and the last value counts",
        "first": "the first",
        "remove": "remove what does not count",
    }
    fixable = "unsafe"
    sources = ("RFC 8259, section 4", f"{PACKING_TOOL}: duplicate keys are taken")
    bad: ClassVar = {
        "entry/src/main/module.json5": '{ raw: \'{ module: { name: "entry", type: "entry", name: "main" } }\' }'
    }
    good = _GOOD

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Screen the text, and look closer only where something is there."""
        if subject.error is not None or not has_duplicate_keys(subject.data, subject.value):
            return
        # Imported here: most documents have no duplicate, and places and edits are the costly half of the reader.
        from hapline.documents import Document, duplicate_edits

        document = Document(subject.data)
        for duplicate in document.duplicates():
            again, first = (_span(document, place) for place in (duplicate.again, duplicate.first))
            place = subject.place
            edits = () if subject.is_built else tuple(duplicate_edits(document))
            yield self.found(
                "twice",
                Location(path=place.path, inner=place.inner, keys=duplicate.keys, on="key", span=again),
                of=None,
                related=[Related(location=Location(path=place.path, inner=place.inner, span=first), message="first")],
                fixes=[Fix(title="remove", path=place.path, edits=edits)] if edits else (),
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
    help = "Write a boolean as true or false, a number without quotes, an array in brackets."
    messages: ClassVar = {"type": "{key} must be {expected}, and is {actual}", "write": "write it as {expected}"}
    sources = _SOURCES
    fixable = "safe"
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { installationFree: "true" } }'}
    good: ClassVar = {"entry/src/main/module.json5": "{ module: { installationFree: true } }"}

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Walk over all values that the guide knows."""
        if known_keys.shape(subject.role) is None:
            return
        wrong = subject.misfits.wrong
        deadly = _deadly(subject) if wrong else frozenset()
        for keys, value, expected in wrong:
            if keys in deadly:
                continue  # the packing tool dies of it, which a rule of its own says
            name = Phrase(shapes.type_name(expected))
            place = self.place(subject, keys)
            meant = _meant(value, expected)
            yield self.found(
                "type",
                place,
                of=None,
                fixes=() if meant is None else fix_at(place, "write", "set", meant, safe=True),
                key=str(next(key for key in reversed(keys) if isinstance(key, str))),
                expected=name,
                actual=Phrase(shapes.name_of(value)),
            )


def _deadly(document: JsonDocument) -> frozenset[Keys]:
    """The values of a module.json5 or app.json5 of which the packing tool dies."""
    module = Module(
        {"app": {}, "module": {}, **document.object},
        file="",
        suffix="",
        where=lambda keys, _: Location(path=document.place.path, keys=keys),
        place=document.place,
        source=document.source,
        profiles=lambda _: "",
    )
    read_for_packing(module)
    # Of a section as a whole the other rule has no place in source.
    return frozenset(one.keys for one in module.problems if one.kind == "crash" and len(one.keys) > 1)


def _meant(value: object, expected: object) -> bool | int | None:
    """What a text was surely meant to be; None where that is not sure."""
    if not isinstance(value, str):
        return None
    if expected == "flag" and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if expected == "integer" and value.isdecimal() and value.isascii():
        return int(value)
    return None


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
        if known_keys.shape(subject.role) is None or subject.is_built:
            return
        for keys, around in subject.misfits.unknown:
            key = str(keys[-1])
            if _preloads(key):
                continue
            near = _near(key, around)
            if near:
                place = self.place(subject, keys, on_key=True)
                taken = near in _siblings(subject.value, keys)
                fixes = () if taken else fix_at(place, "rename", "rename", near)
                yield self.found("near", place, of=None, fixes=fixes, key=key, near=near)


def _preloads(key: str) -> bool:
    # These two have a rule of their own, which knows more.
    return key.lower() in {"preloads", "preload", "atomicservice"}


def _near(key: str, known: known_keys.Shape) -> str:
    folded = {name.lower(): name for name in known}
    if key.lower() in folded:
        return folded[key.lower()]
    return closest(key, known, cutoff=0.85)


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
        """Read it strictly; what not even the packing tool can read has a rule of its own."""
        if subject.is_built:
            found = built_json.read(subject.data)
            if found.lenient and found.value is not None:
                yield self.found("lenient", self.place(subject, ()), of=None, reason=[found.lenient])


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
    messages: ClassVar = {"secret": "the signing configuration {name} is committed with its {keys}"}
    sources = ("ide-signing", "openharmony developtools_hapsigner")
    bad: ClassVar = {
        "build-profile.json5": '{ app: { signingConfigs: [{ name: "release", '
        'material: { storePassword: "0000001A" } }] } }'
    }
    good: ClassVar = {"build-profile.json5": "{ app: { signingConfigs: [] } }"}

    def check(self, subject: JsonDocument) -> Iterable[Finding]:
        """Look for passwords in the signing material."""
        if subject.role != documents.PROFILE:
            return
        for number, config in _configs(subject):
            material = config.get("material")
            keys = [key for key in _SECRETS if _is_secret(material.get(key))] if isinstance(material, dict) else []
            if keys:
                # The key is pointed at, so that no report repeats the value.
                place = self.place(subject, ("app", "signingConfigs", number, "material", keys[0]), on_key=True)
                yield self.found("secret", place, of=None, keys=keys, name=str(config.get("name", number)))


def _is_secret(value: object) -> bool:
    # Guides and templates put asterisks or crosses where the password goes.
    return isinstance(value, str) and bool(set(value) - set("*xX "))


def _configs(document: JsonDocument) -> Iterator[tuple[int, dict[str, object]]]:
    app = document.object.get("app")
    configs = app.get("signingConfigs") if isinstance(app, dict) else None
    for number, config in enumerate(configs if isinstance(configs, list) else ()):
        if isinstance(config, dict):
            yield number, config
