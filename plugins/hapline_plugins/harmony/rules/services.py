"""Services: what the platform asks of atomic services beyond what the packing tool looks at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Related
from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.bundle import ATOMIC_SERVICE, Bundle
from hapline_plugins.harmony.module import APPLICATION, MODULE, Module
from hapline_plugins.harmony.rules.base import GUIDE, BundleRule, ModuleRule

_CODES = "AppGallery Connect · 软件包解析错误码"
_SUBCONTRACT = "atomic-guides/atomic-subcontract"
_NEW_STYLE = 11
"""The API level from which on an atomic service has one ability and HSPs for subpackages (documentation, API 11)."""


def _level(module: Module) -> int | None:
    """The API level of a module: its minAPIVersion without the system's own digits (50000012 is 12)."""
    return module.min_api % 1000 if module.min_api > 0 else None


def _new_style(bundle: Bundle) -> bool:
    level = _level(bundle.first)
    return level is not None and level >= _NEW_STYLE


def _installable(module: Module) -> bool:
    return module.bundle is not None and module in module.bundle.modules


class SeveralAbilities(ModuleRule):
    code = "HOS371"
    slug = "several-abilities"
    title = "An atomic service of API 11 or later has one UIAbility"
    severity = "warning"
    since = "0.1.0"
    why = "The documentation supports a single ability; the packing tool does not look."
    help = "Show the other pages by navigation inside the one ability."
    messages: ClassVar = {"several": "{module} has {count} abilities: {names}"}
    sources = (_SUBCONTRACT,)
    bad: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A" }, { name: "B" }] } }'}
    good: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A" }] } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Count the abilities."""
        bundle = subject.bundle
        if bundle is None or not bundle.is_atomic_service or not _new_style(bundle):
            return
        if len(subject.abilities) > 1:
            names = [one.name or "?" for one in subject.abilities]
            keys = subject.abilities[1].keys
            yield self.at(subject, "several", *keys, module=subject.label, count=len(names), names=names)


class FeatureInService(ModuleRule):
    code = "HOS372"
    slug = "feature-in-new-service"
    title = "Subpackages of an atomic service of API 11 or later are HSPs"
    severity = "warning"
    since = "0.1.0"
    why = (
        "The current documentation supports only shared modules as subpackages; older guides and the packing tool "
        "accept feature modules."
    )
    help = "Make it a shared module, unless it runs on the devices you support."
    messages: ClassVar = {"feature": "{module} is a feature module in an atomic service of API {level}"}
    sources = (_SUBCONTRACT, f"{GUIDE} · 分包 (older layout with feature)")
    bad: ClassVar = {"feat.hap": '{ module: { name: "feat", type: "feature" } }'}
    good: ClassVar = {"feat.hsp": '{ module: { name: "feat", type: "shared" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at the type."""
        bundle = subject.bundle
        if bundle is None or not bundle.is_atomic_service or not _new_style(bundle) or subject.type != "feature":
            return
        level = _level(bundle.first) or 0
        yield self.at(subject, "feature", *MODULE, "type", module=subject.label, level=level)


class NativeLibraries(ModuleRule):
    code = "HOS373"
    slug = "native-libraries"
    title = "An atomic service contains no native libraries"
    severity = "warning"
    since = "0.1.0"
    why = "Atomic services may use the ArkTS API set only; the store's check of atomic services refuses .so files."
    help = "Remove the native part, or what brings it in (such as a C++ runtime of a third-party package)."
    messages: ClassVar = {"libraries": "{module} contains native libraries: {names}"}
    sources = ("atomic-references/atomic-apis-intro", f"{_CODES}, 9999")
    bad: ClassVar = {"entry.hap": '{ entries: { "libs/arm64-v8a/libapp.so": "native" } }'}
    good: ClassVar = {"entry.hap": "{}"}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at what is in the package, or in the module's libs folder and build options."""
        bundle = subject.bundle
        if bundle is None or not bundle.is_atomic_service:
            return
        names = subject.natives()
        if names:
            yield self.found("libraries", subject.place, of=bundle, module=subject.label, names=sorted(names)[:10])


class DefaultWithPhone(BundleRule):
    code = "HOS374"
    slug = "default-with-phone"
    title = "The device types default and phone are not used together"
    since = "0.1.0"
    why = "default means phone: the store refuses the upload of an app that has both."
    help = "Write phone everywhere."
    messages: ClassVar = {"both": "{module} ships for default, and {other} for phone", "phone": "phone is used here"}
    official = ("AGC 12",)
    sources = (f"{_CODES}, 12",)
    bad: ClassVar = {"entry.hap": '{ module: { deviceTypes: ["default", "phone"] } }'}
    good: ClassVar = {"entry.hap": '{ module: { deviceTypes: ["phone"] } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look for both."""
        phones = subject.by_device.get("phone", ())
        for module in dict.fromkeys(subject.by_device.get("default", ())):
            if phones:
                number = module.devices.index("default")
                other = module if module in phones else phones[0]
                related = Related(
                    location=other.at(*MODULE, other.devices_key, other.devices.index("phone")), message="phone"
                )
                yield self.found(
                    "both",
                    module.at(*MODULE, module.devices_key, number),
                    of=subject,
                    store="AGC 12",
                    related=[related],
                    module=module.label,
                    other=other.label,
                )


class HomePage(ModuleRule):
    code = "HOS375"
    slug = "home-page"
    title = "The entry names its pages and its main ability, and both exist"
    since = "0.1.0"
    why = "The first package has to hold the page that is shown first; otherwise the service opens on nothing."
    help = "Point module.pages to a profile that lists pages, and module.mainElement to an ability of the module."
    messages: ClassVar = {
        "no_main": "mainElement names {name}, and {module} has no ability of that name",
        "no_profile": "pages names {resource}, and {module} has no such profile",
        "no_pages": "the profile {resource} of {module} lists no page in src",
        "none": "the entry {module} names no pages",
        "rename": "name the ability {near}",
    }
    sources = (f"{GUIDE} · 首包", "module-configuration-file")
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { mainElement: "Main" } }'}
    good: ClassVar = {"entry/src/main/module.json5": '{ module: { mainElement: "EntryAbility" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Resolve both names."""
        if subject.type != "entry" or subject.bundle_type_text != ATOMIC_SERVICE or not subject.is_stage:
            return
        main = subject.module.get("mainElement")
        names = [one.name for one in (*subject.abilities, *subject.extensions)]
        if isinstance(main, str) and main and main not in names and names:
            yield self.at(subject, "no_main", *MODULE, "mainElement", name=main, module=subject.label)
        yield from self._pages(subject)

    def _pages(self, module: Module) -> Iterable[Finding]:
        pages = module.module.get("pages")
        if pages is None:
            yield self.at(module, "none", *MODULE, "pages", on="key", severity="warning", module=module.label)
            return
        resource = coercion.text_or_empty(pages)
        if not resource.startswith("$profile:"):
            return
        content = module.profiles(resource.removeprefix("$profile:") + ".json")
        args = {"resource": resource, "module": module.label}
        if content is None:
            yield self.at(module, "no_profile", *MODULE, "pages", **args)
        elif not _lists_pages(content):
            yield self.at(module, "no_pages", *MODULE, "pages", **args)


def _lists_pages(content: str) -> bool:
    from hapline.documents import DocumentError, parse

    try:
        value = parse(content.encode())
    except DocumentError:
        return True  # a broken profile is reported where it stands
    return not isinstance(value, dict) or bool(value.get("src"))


class DeliveryWithInstall(ModuleRule):
    code = "HOS376"
    slug = "delivery-with-install"
    title = "Every module that is packed says whether it is delivered with the installation"
    severity = "warning"
    since = "0.1.0"
    why = "The schema of module.json5 wants it; modules without it are left out of the first download on some devices."
    help = "Set module.deliveryWithInstall."
    messages: ClassVar = {
        "missing": "{module} does not say deliveryWithInstall",
        "entry_false": "the entry {module} is not delivered with the installation",
    }
    sources = ("module-configuration-file", "faqs-package-structure-56")
    bad: ClassVar = {"entry.hap": "{ module: { deliveryWithInstall: null } }"}
    good: ClassVar = {"entry.hap": "{ module: { deliveryWithInstall: true } }"}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for the key."""
        if not subject.is_stage or not _installable(subject) or subject.type not in {"entry", "feature", "shared"}:
            return
        if subject.module.get("deliveryWithInstall") is None:
            yield self.at(subject, "missing", *MODULE, "deliveryWithInstall", on="key", module=subject.label)
        elif subject.type == "entry" and subject.module["deliveryWithInstall"] is False:
            yield self.at(subject, "entry_false", *MODULE, "deliveryWithInstall", module=subject.label)


class ServiceBundleName(BundleRule):
    code = "HOS377"
    slug = "service-bundle-name"
    title = "The bundle name of an atomic service is the one that the store assigned: com.atomicservice.<app id>"
    severity = "note"
    since = "0.1.0"
    why = "Current services get this name when they are registered; with another one the upload does not match."
    help = "Take the bundle name from AppGallery Connect; older services end in .hmservice."
    messages: ClassVar = {"other": "{name} is not of the form com.atomicservice.<app id>"}
    official = ("AGC 992",)
    sources = (f"{_CODES}, 992",)
    bad: ClassVar = {"AppScope/app.json5": '{ app: { bundleName: "com.example.shop" } }'}
    good: ClassVar = {"AppScope/app.json5": '{ app: { bundleName: "com.atomicservice.6917571239128090930" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Match the name."""
        name = subject.first.bundle_name or ""
        if subject.is_atomic_service and not name.startswith("com.atomicservice.") and not name.endswith(".hmservice"):
            yield self.found("other", subject.first.at(*APPLICATION, "bundleName"), of=subject, name=name)
