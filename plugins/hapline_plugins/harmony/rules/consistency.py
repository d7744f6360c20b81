"""Consistency: values that the packing tool compares over all modules of an app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from hapline_hooks import Finding, Related
from hapline_plugins.harmony.bundle import ATOMIC_SERVICE, Bundle
from hapline_plugins.harmony.module import APPLICATION, MODULE, NO_LEVEL, Module
from hapline_plugins.harmony.rules.base import PACKING_TOOL, BundleRule

FIELDS = "10016002"
LEVELS = "10016001"
_NPE = "java:java.lang.NullPointerException"
_SOURCES = (f"{PACKING_TOOL}: HapVerify, app fields",)


def _base(bundle: Bundle) -> Module:
    """The module that the others are compared with: the first that is not shared."""
    return next((module for module in bundle.modules if module.type != "shared"), bundle.first)


def _is_hap_type(module: Module) -> bool:
    return module.type in {"entry", "feature"}


def _shown(value: object) -> str:
    return "null" if value is None else str(value) or '""'


class BundleTypesDiffer(BundleRule):
    code = "HOS501"
    slug = "bundle-types-differ"
    title = "All modules of an app have the same bundleType"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Build all modules from one product: bundleType comes from app.json5 or from the product."
    messages: ClassVar = {
        "differs": "the bundleType of {module} is {value}, and that of {other} is {wanted}",
        "other": "compared with this",
    }
    official = ("10013010", FIELDS)
    sources = (f"{PACKING_TOOL}: CompressVerify, bundle type consistency",)
    early = True
    bad: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ app: { bundleType: "app" }, module: { name: "lib", installationFree: false } }',
    }
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first module."""
        readable = [module for module in subject.modules if module.was_read("app")]
        first = next(iter(readable), subject.first)
        # A package of the FA model ends the tool's first comparison; the second one has another code.
        code = "10013010" if all(module.is_stage for module in subject.modules) else FIELDS
        for module in readable:
            if _bundle_type(module) != _bundle_type(first):
                yield self.found(
                    "differs",
                    module.at(*APPLICATION, "bundleType"),
                    of=subject,
                    code=code,
                    related=[Related(location=first.at(*APPLICATION, "bundleType"), message="other")],
                    module=module.label,
                    other=first.label,
                    value=_shown(_bundle_type(module)),
                    wanted=_shown(_bundle_type(first)),
                )


def _bundle_type(module: Module) -> str:
    return module.bundle_type_text if "bundleType" in module.app else "app"


def _mode(kind: str, count: int) -> str:
    return f"{kind or 'none'} (maxCount {count})"


_FIELDS: tuple[tuple[str, Callable[[Module], object], bool], ...] = (
    ("bundleName", lambda module: module.bundle_name, True),
    ("versionCode", lambda module: module.version_code, False),
    ("buildVersion", lambda module: module.build_version, True),
    ("apiReleaseType", lambda module: module.release_type, True),
    ("targetBundleName", lambda module: module.target_bundle, True),
    ("targetPriority", lambda module: module.app_priority, False),
    ("multiAppMode", lambda module: _mode(*module.multi_app_mode), False),
)
"""The key in ``app``, its value, and whether the packing tool dies when the value to compare with is null."""


class AppFieldsDiffer(BundleRule):
    code = "HOS502"
    slug = "app-fields-differ"
    title = "bundleName, versions and release type are the same in all modules of an app"
    since = "0.1.0"
    why = "They are copied into each module when it is built; modules of different builds do not make one app."
    help = "Build all modules anew, from the same app.json5 and product."
    messages: ClassVar = {
        "differs": "{key} of {module} is {value}, and that of {other} is {wanted}",
        "empty": "bundleName is empty",
        "null": "{key} is null",
        "other": "compared with this",
    }
    official = (FIELDS, _NPE)
    sources = _SOURCES
    bad: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ app: { versionCode: 7 }, module: { name: "lib" } }',
    }
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare field by field with the base."""
        base = _base(subject)
        for key, value, dies in _FIELDS:
            if dies and value(base) is None:
                if base.was_read("app", key):
                    yield self.found("null", base.at(*APPLICATION, key), of=subject, code=_NPE, key=key)
                continue
            for module in subject.modules:
                if key == "bundleName" and module.bundle_name == "":
                    yield self.found("empty", module.at(*APPLICATION, key), of=subject, code=FIELDS)
                elif value(module) != value(base) and self._compared(key, base, module):
                    code = _NPE if key == "bundleName" and module.bundle_name is None else FIELDS
                    yield self.found(
                        "differs",
                        module.at(*APPLICATION, key),
                        of=subject,
                        code=code,
                        related=[Related(location=base.at(*APPLICATION, key), message="other")],
                        key=key,
                        module=module.label,
                        other=base.label,
                        value=_shown(value(module)),
                        wanted=_shown(value(base)),
                    )

    def _compared(self, key: str, base: Module, module: Module) -> bool:
        if not base.was_read("app", key) or not module.was_read("app", key):
            return False
        if key == "apiReleaseType":
            return "shared" not in {base.type, module.type}
        if key == "multiAppMode":
            return _is_hap_type(base) and _is_hap_type(module)
        return True


_LEVELS: tuple[tuple[str, Callable[[Module], int]], ...] = (
    ("minCompatibleVersionCode", lambda module: module.min_compatible),
    ("targetAPIVersion", lambda module: module.target_api),
    ("minAPIVersion", lambda module: module.min_api),
)


class LevelsDiffer(BundleRule):
    code = "HOS503"
    slug = "levels-differ"
    title = "All HAPs have the same API levels and minCompatibleVersionCode, and no HSP has higher ones"
    since = "0.1.0"
    why = "A device that takes the HAP must be able to take its HSPs. The packing tool refuses the app."
    help = "Build all modules anew from the same product."
    messages: ClassVar = {
        "haps": "{key} of {module} is {value}, and that of {other} is {wanted}",
        "hsp": "{key} of the HSP {module} is {value}, more than that of the HAP {other}: {wanted}",
        "negative": "{key} of the HAP {module} is {value}, and must not be negative",
        "other": "compared with this",
    }
    official = (LEVELS,)
    sources = _SOURCES
    bad: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ app: { minAPIVersion: 50000020 }, module: { name: "lib" } }'}
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the HAPs with the first, and that with the highest HSP."""
        haps = [module for module in subject.modules if module.is_hap]
        hsps = [module for module in subject.modules if module.is_hsp]
        if not haps:
            return
        first = haps[0]
        for key, value in _LEVELS:
            level = value(first)
            higher = [module for module in hsps if value(module) > level and _levels_compare(key, module, first)]
            for module in haps:
                if value(module) != level and _levels_compare(key, module, first):
                    yield self._finding(subject, "haps", key, value, module, first)
            for module in higher:
                yield self._finding(subject, "hsp", key, value, module, first)
            if level < NO_LEVEL and not higher:
                # Without any HSP the tool compares with -1 and refuses what is below.
                yield self._finding(subject, "negative", key, value, first, first)

    def _finding(
        self, bundle: Bundle, message: str, key: str, value: Callable[[Module], int], module: Module, other: Module
    ) -> Finding:
        related = [] if module is other else [Related(location=other.at(*APPLICATION, key), message="other")]
        return self.found(
            message,
            module.at(*APPLICATION, key),
            of=bundle,
            code=LEVELS,
            related=related,
            key=key,
            module=module.label,
            other=other.label,
            value=str(value(module)),
            wanted=str(value(other)),
        )


def _levels_compare(key: str, one: Module, other: Module) -> bool:
    """Whether both have a value of their own: minCompatibleVersionCode is versionCode where it is not given."""
    if key == "minCompatibleVersionCode" and one.version_code != other.version_code:
        return key in one.app and key in other.app
    return one.was_read("app", key) and other.was_read("app", key)


class DebugDiffers(BundleRule):
    code = "HOS504"
    slug = "debug-differs"
    title = "All HAPs are debug builds or none, and a release app has no debug HSP"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Build all modules in the same build mode."
    messages: ClassVar = {
        "haps": "debug of {module} is {value}, and that of {other} is not",
        "hsp": "the HSP {module} is a debug build, and the HAP {other} is a release build",
        "other": "compared with this",
    }
    official = (LEVELS,)
    sources = _SOURCES
    bad: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ app: { debug: true }, module: { name: "lib" } }'}
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first HAP."""
        haps = [module for module in subject.modules if module.is_hap and module.was_read("app", "debug")]
        if not haps:
            return
        first = haps[0]
        wrong = [("haps", module) for module in haps if module.debug != first.debug]
        if not first.debug:
            wrong += [("hsp", module) for module in subject.modules if module.is_hsp and module.debug]
        for message, module in wrong:
            yield self.found(
                message,
                module.at(*APPLICATION, "debug"),
                of=subject,
                code=LEVELS,
                related=[Related(location=first.at(*APPLICATION, "debug"), message="other")],
                module=module.label,
                other=first.label,
                value=str(module.debug).lower(),
            )


class InstallationFreeDiffers(BundleRule):
    code = "HOS505"
    slug = "installation-free-differs"
    title = "installationFree is the same in all modules of an app"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Set it in every module as the bundleType wants it."
    messages: ClassVar = {
        "differs": "installationFree of {module} is {value}, and that of {other} is not",
        "other": "compared with this",
    }
    official = ("10016008",)
    sources = (f"{PACKING_TOOL}: HapVerify, installationFree",)
    bad: ClassVar = {
        "entry.hap": '{ app: { bundleType: "appService" }, module: { installationFree: true } }',
        "lib.hsp": '{ app: { bundleType: "appService" }, module: { name: "lib", installationFree: false } }',
    }
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first module."""
        first = subject.first
        for module in subject.modules:
            # For app and atomicService only one value is right: a rule of its own says which.
            either = _bundle_type(module) not in {"app", ATOMIC_SERVICE}
            if either and module.installation_free != first.installation_free:
                yield self.found(
                    "differs",
                    module.at(*MODULE, "installationFree"),
                    of=subject,
                    code="10016008",
                    related=[Related(location=first.at(*MODULE, "installationFree"), message="other")],
                    module=module.label,
                    other=first.label,
                    value=str(module.installation_free).lower(),
                )


class SdkTypesDiffer(BundleRule):
    code = "HOS506"
    slug = "sdk-types-differ"
    title = "All modules of an app are compiled with the same type of SDK"
    since = "0.1.0"
    why = "The packing tool refuses the app; HarmonyOS and OpenHarmony builds do not mix."
    help = "Set runtimeOS of the product, and build all modules anew."
    messages: ClassVar = {
        "differs": "compileSdkType of {module} is {value}, and that of {other} is {wanted}",
        "null": "compileSdkType of {module} is null",
        "other": "compared with this",
    }
    official = ("10016013", _NPE)
    sources = (f"{PACKING_TOOL}: HapVerify, compileSdkType",)
    bad: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ app: { compileSdkType: "OpenHarmony" }, module: { name: "lib" } }',
    }
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first module."""
        first = subject.first
        if first.sdk_type is None:
            place = first.at(*APPLICATION, "compileSdkType")
            yield self.found("null", place, of=subject, code=_NPE, module=first.label)
            return
        for module in subject.modules:
            if module.sdk_type != first.sdk_type and module.has_app and first.has_app:
                yield self.found(
                    "differs",
                    module.at(*APPLICATION, "compileSdkType"),
                    of=subject,
                    code="10016013",
                    related=[Related(location=first.at(*APPLICATION, "compileSdkType"), message="other")],
                    module=module.label,
                    other=first.label,
                    value=_shown(module.sdk_type),
                    wanted=_shown(first.sdk_type),
                )


class AssetGroupsDiffer(BundleRule):
    code = "HOS507"
    slug = "asset-access-groups-differ"
    title = "assetAccessGroups are the same in all modules of an app"
    severity = "warning"
    since = "0.1.0"
    why = "The system takes those of the entry. The packing tool warns."
    help = "Build all modules anew from the same app.json5."
    messages: ClassVar = {
        "differs": "assetAccessGroups of {module} differ from those of {other}",
        "other": "compared with this",
    }
    sources = _SOURCES
    bad: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ app: { assetAccessGroups: ["g"] }, module: { name: "lib" } }'}
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first entry."""
        base = next((module for module in subject.modules if module.type == "entry"), _base(subject))
        for module in subject.modules:
            if set(module.asset_groups) != set(base.asset_groups) and module.was_read("app", "assetAccessGroups"):
                yield self.found(
                    "differs",
                    module.at(*APPLICATION, "assetAccessGroups"),
                    of=subject,
                    related=[Related(location=base.at(*APPLICATION, "assetAccessGroups"), message="other")],
                    module=module.label,
                    other=base.label,
                )
