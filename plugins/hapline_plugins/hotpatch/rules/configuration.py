"""The form of instantrun.xml: that it can be read, has the parts that it must have, and says what the plugin knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.documents import DocumentError, remove_element, set_text
from hapline_hooks import Finding, Location, Phrase
from hapline_plugins.hotpatch.rules.base import INSTANTRUN_GUIDE, AppRule, edit, in_release
from hapline_plugins.hotpatch.source.configuration import (
    ACCESS,
    SWITCHES,
    TRUTH,
    Configuration,
    Named,
    meant,
    possible_values,
)
from hapline_plugins.hotpatch.source.modules import AppModule
from hapline_plugins.hotpatch.source.schema import LABELS, Flaw, flaws

SECTION = f"{INSTANTRUN_GUIDE}, Add the instantrun.xml configuration file"
FILE = "app/instantrun.xml"
_ROBUST = "github.com/Meituan-Dianping/Robust, robust.xml, of which InstantRun's file is made"
_PARTS = {
    "resources": ("switch", *LABELS, "noNeedReflectClass"),
    "switch": (*SWITCHES, "methodMatchMode"),
    "methodExceptConfig": tuple(f"{kind}MethodPackage" for kind in ACCESS),
}
"""The parts of an element; lists have names."""
_OF_ROBUST = {
    "turnOnRobust": "turnOnInstantRun",
    "packname": "acceptPackageName",
    "exceptPackname": "exceptPackageName",
    "patchPackname": "patchPackageName",
}
"""What parts are called in Robust's file, and here."""
_LONG = 60
_FORCED = "<forceInsert>true</forceInsert>"
_UNDOCUMENTED = frozenset(("useAsm", "forceInsertLambda"))
"""Switches of Robust that the guide does not have; whether InstantRun reads them is not known."""


def example(old: str = "", new: str = "") -> dict[str, str]:
    """An app with a right instantrun.xml, of which a piece is replaced."""
    names = "\n".join(
        f"        <name>{name}</name>"
        for name in (
            "com.alipay.euler",
            "com.alipay.dexpatch",
            "com.alipay.instantrun",
            "ohos.",
            "com.alipay.mobile.quinox.LauncherApplication",
        )
    )
    text = (
        "<resources>\n    <switch>\n        <turnOnInstantRun>true</turnOnInstantRun>\n"
        "        <catchReflectException>true</catchReflectException>\n        <patchLog>false</patchLog>\n"
        "    </switch>\n"
        '    <acceptPackageName name="acceptPackage">\n        <name>com.example.shop.</name>\n'
        f'    </acceptPackageName>\n    <exceptPackageName name="exceptPackage">\n{names}\n    </exceptPackageName>\n'
        '    <patchPackageName name="patchPackage">\n        <name>com.example.shop</name>\n    </patchPackageName>\n'
        "</resources>\n"
    )
    script = (
        "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\nandroid {\n"
        "    namespace 'com.example.shop'\n    defaultConfig {\n        applicationId 'com.example.shop'\n    }\n}\n"
    )
    return {"settings.gradle": "include ':app'\n", "app/build.gradle": script, FILE: text.replace(old, new, 1)}


class ConfigurationRule(AppRule):
    """A rule about an instantrun.xml that can be read."""

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look at the file where there is one."""
        configuration = subject.configuration
        return () if configuration is None else self.judge(configuration)

    def judge(self, configuration: Configuration) -> Iterable[Finding]:
        """Yield what is to be said about a configuration."""
        raise NotImplementedError


class ConfigurationRead(AppRule):
    code = "HOT101"
    slug = "instantrun-xml-read"
    title = "instantrun.xml can be read"
    since = "0.1.0"
    why = "InstantRun's plugin stops the build at it; and nothing that it says is checked here."
    help = "Mend the file at that place."
    messages: ClassVar = {"broken": "{reason}", "unreadable": "cannot be read: {reason}"}
    sources = (SECTION,)
    bad: ClassVar = example() | {FILE: "<resources>\n    <switch>\n</resources>\n"}
    good: ClassVar = example()

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Say what kept the file from being read."""
        path = subject.configuration_path
        problem = subject.build.unreadable.get(path) if subject.configuration is None else None
        if isinstance(problem, DocumentError):
            reason = Phrase(problem.template, **problem.fields)
            yield self.found("broken", Location(path=path, span=problem.span), reason=reason)
        elif problem is not None:
            yield self.found("unreadable", Location(path=path), reason=Phrase(problem.reason))


class ConfigurationForm(ConfigurationRule):
    code = "HOT102"
    slug = "instantrun-xml-form"
    title = "instantrun.xml has the parts that InstantRun's plugin reads, each once and by its name"
    since = "0.1.0"
    why = (
        "The plugin passes over what it does not know: a switch by another name keeps its default, and a list that is "
        "not found instruments nothing. Neither is told."
    )
    help = "Write the part as the guide has it; hapline hotpatch schema prints the schema, for editors."
    messages: ClassVar = {
        "root": "the file begins with <{name}>, not with <resources>",
        "missing": "<{name}> has no {missing}",
        "part": "<{parent}> has no part <{name}>",
        "near": "<{parent}> has no part <{name}>; <{known}> may be meant",
        "robust": "<{name}> is what Robust's file has; here it is <{known}>",
        "undocumented": "<{name}> is a switch of Robust; whether InstantRun reads it is not written down",
        "twice": "<{name}> stands here again",
        "label": '<{name}> must have name="{label}"',
        "attribute": "<{name}> has an attribute that the plugin does not read",
        "text": "text stands between the elements of <{name}>",
        "inside": "<{name}> holds elements; it is a value",
        "name": "{value} is no beginning of a class name: it is compared as it stands, without patterns",
        "take-out": "take out <{name}>",
    }
    sources = (SECTION, _ROBUST)
    fixable = "unsafe"
    bad: ClassVar = example('name="acceptPackage"', 'name="hotfixPackage"')
    good: ClassVar = example()

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Ask the schema; what it says of values of switches is told elsewhere."""
        for flaw in flaws(configuration.document):
            element = flaw.element
            if flaw.kind == "value":
                continue
            if flaw.kind == "part":
                yield self._unknown(configuration, flaw)
            elif flaw.kind == "twice":
                fixes = edit("take-out", configuration.path, remove_element(element))
                yield self.found("twice", configuration.at(element), name=element.tag, fixes=fixes)
            elif flaw.kind in {"label", "no-label"}:
                yield self.found(
                    "label", configuration.at(element), name=element.tag, label=LABELS.get(element.tag, "")
                )
            else:
                yield self.found(
                    flaw.kind,
                    configuration.at(element),
                    name=element.tag,
                    missing=[f"<{name}>" for name in flaw.names],
                    value=_shown(element.text),
                )

    def _unknown(self, configuration: Configuration, flaw: Flaw) -> Finding:
        name = flaw.element.tag
        parent = flaw.element.parent.tag if flaw.element.parent is not None else ""
        place = configuration.at(flaw.element)
        if name in _UNDOCUMENTED:
            return self.found("undocumented", place, severity="warning", name=name)
        if name in _OF_ROBUST:
            return self.found("robust", place, name=name, known=_OF_ROBUST[name])
        near = difflib.get_close_matches(name, _PARTS.get(parent, ("name",)), 1)
        if near:
            return self.found("near", place, name=name, parent=parent, known=near[0])
        return self.found("part", place, name=name, parent=parent)


class SwitchValues(ConfigurationRule):
    code = "HOT103"
    slug = "instantrun-switch-values"
    title = "Switches of instantrun.xml are exactly true or false, and methodMatchMode is signature or id"
    since = "0.1.0"
    why = (
        "Java reads every text but true, in whatever case, as false: >true, which text copied from the guide has "
        "behind a doubled mark, switches off what it seems to switch on, such as the support of ProGuard, without a "
        "word."
    )
    help = "Write true or false, in small letters and without blanks; for methodMatchMode signature or id."
    messages: ClassVar = {
        "doubled": "{name} is {value}: the > is doubled, so that Java reads false",
        "spelt": "{name} is {value}, not exactly {meant}",
        "other": "{name} is {value}; it can be {possible}",
        "empty": "{name} is empty; it can be {possible}",
        "write": "write {meant}",
    }
    sources = (SECTION, "java.lang.Boolean.valueOf: true in whatever case is true, and all else false")
    fixable = "safe"
    bad: ClassVar = example("patchLog>false", "patchLog>>false")
    good: ClassVar = example()

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Look at each value."""
        for name, one in configuration.switches.items():
            possible = possible_values(name)
            if possible and one.element.text not in possible and not one.element.children:
                yield self._value(configuration, name, one, possible)

    def _value(self, configuration: Configuration, name: str, one: Named, possible: tuple[str, ...]) -> Finding:
        text = one.element.text
        said = meant(name, text)
        place = configuration.at(one.element)
        if not text.strip():
            return self.found("empty", place, name=name, possible=list(possible))
        if not said:
            return self.found("other", place, name=name, value=_shown(text), possible=list(possible))
        fixes = edit("write", configuration.path, set_text(one.element, said), safe=True)
        message = "doubled" if one.text.startswith(">") else "spelt"
        return self.found(message, place, name=name, value=_shown(text), meant=said, fixes=fixes)


class SwitchedOn(ConfigurationRule):
    code = "HOT104"
    slug = "instantrun-switched-off"
    title = "turnOnInstantRun is true in a release"
    since = "0.1.0"
    why = "Nothing is instrumented where it is false: the release can never be patched by InstantRun."
    help = "Set turnOnInstantRun to true; this is an error where hotpatch.release is true."
    messages: ClassVar = {"off": "turnOnInstantRun is false: nothing is instrumented", "write": "write true"}
    sources = (SECTION,)
    fixable = "unsafe"
    bad: ClassVar = example("InstantRun>true", "InstantRun>false")
    good: ClassVar = example()

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Look at the switch."""
        one = configuration.switches.get("turnOnInstantRun")
        if one is not None and one.text == "false":
            severity = in_release(is_release=configuration.is_release)
            fixes = edit("write", configuration.path, set_text(one.element, "true"))
            yield self.found("off", configuration.at(one.element), severity=severity, fixes=fixes)


class TestValues(ConfigurationRule):
    code = "HOT105"
    slug = "instantrun-test-values"
    title = "Patches of a release catch exceptions and write no logs"
    since = "0.1.0"
    why = (
        "The guide's own sample has the values for tests: with them an exception in a patch ends the app of every "
        "user, and each call of a patched method is written to the log."
    )
    help = (
        "Set catchReflectException to true and patchLog to false for a release; hapline hotpatch init --for release "
        "--write does. Where hotpatch.release is not true, this is a note."
    )
    messages: ClassVar = {
        "not-caught": "catchReflectException is false: an exception in a patch ends the app",
        "logs": "patchLog is true: patches write to the log",
        "write": "write {meant}",
    }
    sources = (SECTION,)
    fixable = "unsafe"
    bad: ClassVar = example("patchLog>false", "patchLog>true")
    good: ClassVar = example()

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Look at the two switches."""
        severity = in_release(is_release=configuration.is_release)
        for name, message, wanted in (("catchReflectException", "not-caught", "true"), ("patchLog", "logs", "false")):
            one = configuration.switches.get(name)
            if one is not None and one.text in TRUTH and one.text != wanted:
                fixes = edit("write", configuration.path, set_text(one.element, wanted))
                place = configuration.at(one.element)
                yield self.found(message, place, severity=severity, meant=wanted, fixes=fixes)


class ForcedInsertion(ConfigurationRule):
    code = "HOT106"
    slug = "instantrun-force-insert"
    title = "forceInsert is true only where InstantRun is switched on"
    since = "0.1.0"
    severity = "warning"
    why = "It has debug builds instrumented too, and has no effect while turnOnInstantRun is false."
    help = "Set turnOnInstantRun to true, or forceInsert to false."
    messages: ClassVar = {"moot": "forceInsert has no effect: turnOnInstantRun is false"}
    sources = (SECTION,)
    bad: ClassVar = example("true</turnOnInstantRun>", f"false</turnOnInstantRun>{_FORCED}")
    good: ClassVar = example("true</turnOnInstantRun>", f"true</turnOnInstantRun>{_FORCED}")

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Compare the two switches."""
        forced, switched = (configuration.switches.get(name) for name in ("forceInsert", "turnOnInstantRun"))
        if forced is not None and forced.text == "true" and switched is not None and switched.text == "false":
            yield self.found("moot", configuration.at(forced.element))


def _shown(text: str) -> str:
    """A value in a message: between quotes where blanks are part of it."""
    cut = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    return cut if cut == cut.strip() and cut else repr(cut)
