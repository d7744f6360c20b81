"""Reading: what in a module.json the packing tool cannot read at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.reading import (
    ALL,
    BUNDLE_NAME_MISSING,
    FA_KEY_MISSING,
    KEY_MISSING,
    OBJECT_MISSING,
    STAGE_JSON_INVALID,
    URI_MISSING,
)
from hapline_plugins.harmony.rules.base import PACKING_TOOL, ModuleRule

_CRASHES = (
    "java:java.lang.NullPointerException",
    "java:java.lang.ClassCastException",
    "java:java.lang.NumberFormatException",
    "java:com.alibaba.fastjson.JSONException",
)


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
    bad: ClassVar = {"entry.hap": "{ app: { versionName: null } , remove: ['app.versionName'] }"}
    good: ClassVar = {"entry.hap": "{ app: { versionName: '1.0.0' } }"}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Report what was noticed while the module was read."""
        for problem in subject.problems:
            if problem.kind == "missing" and not self._from_elsewhere(subject, str(problem.keys[-1])):
                key = ".".join(str(one) for one in problem.keys if isinstance(one, str))
                yield self.at(
                    subject, "missing", *problem.keys, on="key", code=problem.code, stage=problem.stages, key=key
                )

    def _from_elsewhere(self, module: Module, key: str) -> bool:
        # A HAR has no app.json5 of its own, and version names of a source project may come from the build.
        bundle = module.bundle
        return bundle is not None and bundle.from_source and module in bundle.libraries and key != "name"


class UnreadableValue(ModuleRule):
    code = "HOS602"
    slug = "unreadable-value"
    title = "Values have the JSON type that the packing tool can read"
    since = "0.1.0"
    why = "It ends with a Java stack trace that names neither the file nor the key."
    help = "Write the value as the guide on module.json5 has it: a list as a list, a truth value as true or false."
    messages: ClassVar = {
        "crash": "the packing tool dies of this value of {key} ({exception})",
        "profile": "{key} names a profile that is not in the package; the packing tool dies of it",
    }
    official = (*_CRASHES, STAGE_JSON_INVALID, "10012015", "10013001")
    sources = (f"{PACKING_TOOL}: ModuleJsonUtil",)
    early = True
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { atomicService: { preloads: ["feat"] } } }'}
    good: ClassVar = {
        "entry/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "feat" }] } } }'
    }

    def check(self, subject: Module) -> Iterable[Finding]:
        """Report what was noticed while the module was read."""
        for problem in subject.problems:
            if problem.kind == "crash":
                key = ".".join(str(one) for one in problem.keys if isinstance(one, str))
                is_profile = problem.keys[-1:] == ("resource",) and problem.code.endswith("NullPointerException")
                yield self.at(
                    subject,
                    "profile" if is_profile else "crash",
                    *problem.keys,
                    code=(problem.code, STAGE_JSON_INVALID) if len(problem.keys) == 1 else problem.code,
                    stage=problem.stages,
                    key=key,
                    exception=problem.code.rpartition(".")[2],
                )
