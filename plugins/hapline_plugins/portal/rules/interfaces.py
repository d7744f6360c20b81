"""Interfaces: what Bundles compile against of each other, and whether it is published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Related
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, TogetherRule
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import Composition
from hapline_plugins.portal.source.declared import Declared
from hapline_plugins.portal.source.interfaces import is_interface
from hapline_plugins.portal.source.kinds import BUNDLE

_SOURCES = (f"{BUNDLE_GUIDE}, Bundle interface package",)
_API = "-api"


def _script(name: str, *used: str) -> str:
    """The script of a Bundle, for examples."""
    lines = "".join(f"    provided '{one}'\n" for one in used)
    return (
        "apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\n"
        f"bundle {{\n    exportPackages 'com.example.{name}'\n}}\ndependencies {{\n{lines}}}\n"
    )


def _settings(name: str, *modules: str) -> str:
    more = "".join(f", ':{one}'" for one in modules)
    return f"include ':{name}'{more}\nproject(':{name}').projectDir = new File('app')\n"


_LIBRARY = "apply plugin: 'com.alipay.library'\n"


class ApiMissing(TogetherRule):
    code = "BND207"
    slug = "api-module-missing"
    title = "A Bundle has the interface module that another Bundle uses"
    since = "0.1.0"
    why = "The interface is never published, or no longer: the other Bundle compiles against an old one, or not at all."
    help = "Add a sub-module of that name with the plugin com.alipay.library, and include it in settings.gradle."
    messages: ClassVar = {
        "none": "{bundle} has no interface module, and {user} uses its interface",
        "name": "{bundle} has no sub-module {module}, which {user} uses",
        "used": "used here",
    }
    sources = _SOURCES
    bad: ClassVar = {
        "pay/settings.gradle": _settings("pay-build"),
        "pay/app/build.gradle": _script("pay"),
        "home/settings.gradle": _settings("home-build"),
        "home/app/build.gradle": _script("home", "com.example:pay-build:1.0.0:api@jar"),
    }
    good: ClassVar = {
        "pay/settings.gradle": _settings("pay-build", "api"),
        "pay/app/build.gradle": _script("pay"),
        "pay/api/build.gradle": _LIBRARY,
        "home/settings.gradle": _settings("home-build"),
        "home/app/build.gradle": _script("home", "com.example:pay-build:1.0.0:api@jar"),
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Compare what is used with what is there."""
        missing: dict[tuple[str, str], list[tuple[str, Declared]]] = {}
        for user, key, one in composition.uses:
            if is_interface(one):
                owner = composition.bundle(key)
                module = _module_of(one)
                if owner is not None and not _has(owner, module):
                    missing.setdefault((key, module), []).append((user.label, one))
        for (key, module), uses in missing.items():
            owner = composition.bundle(key)
            if owner is not None:
                yield self.found(
                    "name" if owner.api_modules and module else "none",
                    owner.place_of(BUNDLE),
                    related=[Related(location=one.at(), message="used") for _, one in uses],
                    bundle=key,
                    module=module,
                    user=uses[0][0],
                )


class NotAnInterface(TogetherRule):
    code = "BND208"
    slug = "not-an-interface"
    title = "A Bundle compiles against interfaces of other Bundles only"
    since = "0.1.0"
    why = (
        "A Bundle's own package is an apk, and its other sub-modules may change or move at any time: what compiles "
        "against them does not build, or fails when the app runs."
    )
    help = "Name an api sub-module: provided 'group:artifact:version:api@jar'."
    messages: ClassVar = {
        "package": "{notation} is the package of a Bundle, not an interface",
        "module": "{module} of {bundle} is not one of its interfaces",
    }
    sources = _SOURCES
    bad: ClassVar = {
        "pay/settings.gradle": _settings("pay-build", "api"),
        "pay/app/build.gradle": _script("pay"),
        "pay/api/build.gradle": _LIBRARY,
        "home/settings.gradle": _settings("home-build"),
        "home/app/build.gradle": _script("home", "com.example:pay-build:1.0.0@jar"),
    }
    good: ClassVar = {
        "pay/settings.gradle": _settings("pay-build", "api"),
        "pay/app/build.gradle": _script("pay"),
        "pay/api/build.gradle": _LIBRARY,
        "home/settings.gradle": _settings("home-build"),
        "home/app/build.gradle": _script("home", "com.example:pay-build:1.0.0:api@jar"),
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at what is used of Bundles that are here."""
        for _, key, one in composition.uses:
            if is_interface(one) or composition.bundle(key) is None:
                continue
            if one.classifier and one.classifier != "raw":
                yield self.found("module", one.at("classifier"), module=one.classifier, bundle=key)
            else:
                yield self.found("package", one.at(), notation=one.notation)


def _module_of(one: Declared) -> str:
    """The sub-module that is used; empty for an artifact of its own, ``pay-api``, which may be any interface."""
    return "" if (one.artifact or "").endswith(_API) else one.classifier or ""


def _has(owner: Bundle, module: str) -> bool:
    names = {one.name for one in owner.sub_modules}
    return module in names if module else bool(owner.api_modules)
