"""Reading: what in a module.json the packing tool cannot read at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from hapline.documents import DocumentError, parse
from hapline_hooks import Finding, Fix, Keys, Unreadable
from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.reading import (
    ALL,
    BUNDLE_NAME_MISSING,
    FA_KEY_MISSING,
    KEY_MISSING,
    OBJECT_MISSING,
    STAGE_JSON_INVALID,
    URI_MISSING,
    Problem,
)
from hapline_plugins.harmony.rules.base import PACKING_TOOL, ModuleRule
from hapline_plugins.harmony.rules.fixes import fix_at

_CRASHES = (coercion.NULL, coercion.CAST, coercion.NUMBER, coercion.JSON)
_WORD = re.compile(r"[\w.]+")
_TEXT_LISTS = frozenset(
    {
        "assetAccessGroups",
        "continueBundleName",
        "continueType",
        "deviceType",
        "deviceTypes",
        "executableBinaryPaths",
        "querySchemes",
    }
)
_EXPECTED: Mapping[str, str] = {
    "bundleName": "string",
    **dict.fromkeys(_TEXT_LISTS, "array"),
    **dict.fromkeys(("abilities", "extensionAbilities", "metadata", "requestPermissions", "skills"), "array"),
    **dict.fromkeys(("dependencies", "preloads", "proxyData", "proxyDatas", "skillProfiles"), "array"),
    **dict.fromkeys(("asanEnabled", "tsanEnabled", "GWPAsanEnabled", "hwasanEnabled", "ubsanEnabled"), "boolean"),
    **dict.fromkeys(("debug", "installationFree", "deduplicateHar", "generateBuildHash"), "boolean"),
    **dict.fromkeys(("compressNativeLibs", "extractNativeLibs"), "boolean"),
    **dict.fromkeys(("versionCode", "minCompatibleVersionCode", "targetPriority", "maxCount"), "integer"),
    **dict.fromkeys(("minAPIVersion", "targetAPIVersion"), "integer"),
}
"""What a value must be, by key; an object where nothing is said."""


def _problems(module: Module, kind: str) -> Iterator[Problem]:
    """The problems of a kind; what several of the tool's modes stumble over is one problem."""
    found: dict[tuple[Keys, str], frozenset[str]] = {}
    for one in module.problems:
        if one.kind == kind:
            found[one.keys, one.code] = found.get((one.keys, one.code), frozenset()) | one.stages
    for (keys, code), stages in found.items():
        yield Problem(kind=kind, code=code, keys=keys, stages=stages)


def _codes(problem: Problem) -> str | tuple[str, ...]:
    # What is wrong with the whole of app or module has a further code when the package itself is made.
    return (problem.code, STAGE_JSON_INVALID) if len(problem.keys) == 1 else problem.code


def _key(module: Module, problem: Problem) -> str:
    return ".".join(one for one in module.at(*problem.keys).keys if isinstance(one, str))


class RequiredKey(ModuleRule):
    code = "HOS601"
    slug = "required-key"
    title = "The keys that the packing tool insists on are there"
    since = "0.1.0"
    why = "It refuses the module, or the app, with a message that names no file."
    help = "Add the key."
    messages: ClassVar = {"missing": "{key} is missing"}
    official = (OBJECT_MISSING, STAGE_JSON_INVALID, KEY_MISSING, BUNDLE_NAME_MISSING, URI_MISSING, FA_KEY_MISSING)
    sources = (f"{PACKING_TOOL}: ModuleJsonUtil",)
    early = True
    stage = ALL
    bad: ClassVar = {"entry.hap": "{ remove: ['app.versionName'] }"}
    good: ClassVar = {"entry.hap": "{ app: { versionName: '1.0.0' } }"}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Report what was noticed while the module was read."""
        for problem in _problems(subject, "missing"):
            if self._is_read(subject, problem):
                yield self.at(
                    subject,
                    "missing",
                    *problem.keys,
                    on="key",
                    code=_codes(problem),
                    stage=problem.stages,
                    key=_key(subject, problem),
                )

    def _is_read(self, module: Module, problem: Problem) -> bool:
        """Whether the file that lacks the key is there at all; where not, a rule of its own says so."""
        try:
            parse(module.source(module.at(*problem.keys)))
        except Unreadable:
            return False
        except DocumentError:
            # What is built may be read leniently.
            return bool(module.at().inner)
        return True


class UnreadableValue(ModuleRule):
    code = "HOS602"
    slug = "unreadable-value"
    title = "Values have the JSON type that the packing tool can read"
    since = "0.1.0"
    why = "It ends with a Java stack trace that names neither the file nor the key."
    help = "Write the value as the guide on module.json5 has it."
    messages: ClassVar = {
        "array": "{key} must be an array; the packing tool fails on this value ({exception})",
        "boolean": "{key} must be true or false; the packing tool fails on this value ({exception})",
        "integer": "{key} must be an integer; the packing tool fails on this value ({exception})",
        "object": "{key} must be an object; the packing tool fails on this value ({exception})",
        "string": "{key} must be a string; the packing tool fails on this value ({exception})",
        "item": "every item of {key} must be an object; the packing tool fails on this value ({exception})",
        "text_item": "every item of {key} must be a string; the packing tool fails on this value ({exception})",
        "profile": "{key} names a profile that does not exist; the packing tool fails on it",
        "filter": "{key} names a profile whose distribution filter is no object; the packing tool fails on it",
        "list": "make it an array",
        "name": "make it an object with moduleName",
    }
    official = (*_CRASHES, STAGE_JSON_INVALID, "10012015", "10013001")
    sources = (f"{PACKING_TOOL}: ModuleJsonUtil",)
    fixable = "safe"
    early = True
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { atomicService: { preloads: ["feat"] } } }'}
    good: ClassVar = {
        "entry/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "feat" }] } } }'
    }

    def check(self, subject: Module) -> Iterable[Finding]:
        """Report what was noticed while the module was read; a HAR is compiled in and never read by the tool."""
        if not subject.suffix and subject.is_stage:
            return
        for problem in _problems(subject, "crash"):
            yield self.at(
                subject,
                self._message(problem),
                *problem.keys,
                code=_codes(problem),
                stage=problem.stages,
                fixes=self._fixes(subject, problem),
                key=_key(subject, problem),
                exception=problem.code.rpartition(".")[2],
            )

    def _message(self, problem: Problem) -> str:
        last = problem.keys[-1]
        if last == "resource":
            return "profile" if problem.code == coercion.NULL else "filter"
        if isinstance(last, int):
            return "text_item" if problem.keys[-2] in _TEXT_LISTS else "item"
        return _EXPECTED.get(last, "object")

    def _fixes(self, module: Module, problem: Problem) -> tuple[Fix, ...]:
        value = _value(module.json, problem.keys)
        if not isinstance(value, str) or not _WORD.fullmatch(value):
            return ()
        place = module.at(*problem.keys)
        if problem.keys[-1] in _TEXT_LISTS:
            return fix_at(place, "list", "set", [value], safe=True)
        if "preloads" in problem.keys[-2:-1]:
            return fix_at(place, "name", "set", {"moduleName": value}, safe=True)
        return ()


def _value(within: object, keys: Keys) -> object:
    for key in keys:
        within = within[key] if isinstance(within, list | Mapping) else None  # type: ignore[index]
    return within
