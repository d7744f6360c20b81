"""Services: what the platform asks of atomic services beyond what the packing tool looks at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Fix, Keys, Location, Related
from hapline_plugins.harmony.bundle import ATOMIC_SERVICE, Bundle, surely_apart
from hapline_plugins.harmony.module import APPLICATION, MODULE, Ability, Module
from hapline_plugins.harmony.near import closest
from hapline_plugins.harmony.rules.base import GUIDE, BundleRule, ModuleRule
from hapline_plugins.harmony.rules.fixes import fix_at

_CODES = "AppGallery Connect · 软件包解析错误码"
_SUBCONTRACT = "atomic-guides/atomic-subcontract"
_MOST_NAMES = 10
_PROFILE = "$profile:"
_NEW_STYLE = 11
"""The API level from which on an atomic service has one ability and HSPs for subpackages (documentation, API 11)."""


def _new_style(bundle: Bundle | None) -> bool:
    """Whether this is an atomic service of API 11 or later, as far as it says what it runs on."""
    return bundle is not None and bundle.is_atomic_service and _level(bundle) >= _NEW_STYLE


def _level(bundle: Bundle) -> int:
    """The API level: minAPIVersion without the system's own digits (50000012 is 12)."""
    return max(bundle.first.min_api, 0) % 1000


class SeveralAbilities(BundleRule):
    code = "HOS371"
    slug = "several-abilities"
    title = "An atomic service of API 11 or later has one UIAbility"
    severity = "warning"
    since = "0.1.0"
    why = "The documentation supports a single ability; the packing tool does not look."
    help = "Show the other pages by navigation inside the one ability."
    messages: ClassVar = {"several": "the service has {count} abilities on {device}: {names}", "first": "the first"}
    sources = (_SUBCONTRACT,)
    bad: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A" }, { name: "B" }] } }'}
    good: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A" }] } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Count the abilities on each device type."""
        done: set[tuple[Module, Keys]] = set()
        for device in subject.by_device if _new_style(subject) else ():
            together = _together(subject, device)
            if len(together) > 1 and _identity(together[1]) not in done:
                done.add(_identity(together[1]))
                (module, first), (other, second) = together[:2]
                yield self.found(
                    "several",
                    other.at(*second.keys),
                    of=subject,
                    related=[Related(location=module.at(*first.keys), message="first")],
                    device=device or "null",
                    count=len(together),
                    names=[f"{one.label}.{ability.name or '?'}" for one, ability in together],
                )


def _identity(one: tuple[Module, Ability]) -> tuple[Module, Keys]:
    return one[0], one[1].keys


def _together(bundle: Bundle, device: str | None) -> list[tuple[Module, Ability]]:
    """The abilities that can meet the first one on a device; features, which a rule is about, are left out."""
    found: list[tuple[Module, Ability]] = []
    for module in dict.fromkeys(bundle.by_device[device]):
        if module.type != "feature" and not (found and surely_apart(found[0][0], module)):
            found += [(module, ability) for ability in module.abilities]
    return found


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
    messages: ClassVar = {
        "feature": "{module} is a feature module in an atomic service of API {level}, where subpackages are shared"
    }
    sources = (_SUBCONTRACT, f"{GUIDE} · 分包 (older layout with feature)")
    bad: ClassVar = {"feat.hap": '{ module: { name: "feat", type: "feature" } }'}
    good: ClassVar = {"feat.hsp": '{ module: { name: "feat", type: "shared" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at the type."""
        bundle = subject.bundle
        if bundle is not None and _new_style(bundle) and subject.type == "feature":
            yield self.at(subject, "feature", *MODULE, "type", module=subject.label, level=_level(bundle))


class NativeLibraries(ModuleRule):
    code = "HOS373"
    slug = "native-libraries"
    title = "An atomic service of API 11 or later contains no native libraries"
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
        names = sorted(subject.natives()) if _new_style(subject.bundle) else []
        if names:
            place = subject.place
            yield self.found("libraries", place, of=subject.bundle, module=subject.label, names=names[:_MOST_NAMES])


class DefaultWithPhone(BundleRule):
    code = "HOS374"
    slug = "default-with-phone"
    title = "The device types default and phone are not used together"
    since = "0.1.0"
    why = "default means phone: the store refuses the upload of an app that has both."
    help = "Write phone everywhere."
    messages: ClassVar = {
        "both": "{module} ships for default, and {other} for phone",
        "one": "{module} ships for default and for phone",
        "phone": "phone is used here",
        "set": "write phone",
        "remove": "remove default",
    }
    fixable = "unsafe"
    official = ("AGC 12",)
    sources = (f"{_CODES}, 12",)
    bad: ClassVar = {"entry.hap": '{ module: { deviceTypes: ["default", "phone"] } }'}
    good: ClassVar = {"entry.hap": '{ module: { deviceTypes: ["phone"] } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look for both."""
        phones = subject.by_device.get("phone", ())
        for module in dict.fromkeys(subject.by_device.get("default", ()) if phones else ()):
            other = next((one for one in phones if one is module), phones[0])
            place = module.at(*MODULE, module.devices_key, module.devices.index("default"))
            phone = other.at(*MODULE, other.devices_key, other.devices.index("phone"))
            yield self.found(
                "one" if other is module else "both",
                place,
                of=subject,
                store="AGC 12",
                related=[Related(location=phone, message="phone")],
                fixes=_phone_only(place, already=other is module),
                module=module.label,
                other=other.label,
            )


def _phone_only(place: Location, *, already: bool) -> tuple[Fix, ...]:
    return fix_at(place, "remove", "remove") if already else fix_at(place, "set", "set", "phone")


class HomePage(ModuleRule):
    code = "HOS375"
    slug = "home-page"
    title = "The entry of an atomic service names its pages, and they and its main ability exist"
    since = "0.1.0"
    why = "The first package has to hold the page that is shown first; otherwise the service opens on nothing."
    help = "Point module.pages to a profile that lists pages, and module.mainElement to an ability of the module."
    messages: ClassVar = {
        "no_main": "mainElement names {name}, and {module} has no ability of that name",
        "no_profile": "pages names {resource}, and {module} has no such profile",
        "no_pages": "the profile {resource} of {module} lists no page in src",
        "none": "{module} is the entry and names no pages",
        "rename": "name the ability {near}",
    }
    fixable = "unsafe"
    sources = (f"{GUIDE} · 首包", "module-configuration-file")
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { mainElement: "Main" } }'}
    good: ClassVar = {"entry/src/main/module.json5": '{ module: { mainElement: "EntryAbility" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Resolve both names."""
        if subject.type != "entry" or subject.bundle_type_text != ATOMIC_SERVICE or not subject.is_stage:
            return
        main = subject.module.get("mainElement")
        # Without any ability there is another mistake, which a rule is about.
        if isinstance(main, str) and main and subject.ability_names and main not in subject.ability_names:
            place, near = subject.at(*MODULE, "mainElement"), _near(main, subject)
            fixes = fix_at(place, "rename", "set", near)
            yield self.found(
                "no_main", place, of=subject.bundle, fixes=fixes, name=main, module=subject.label, near=near
            )
        yield from self._pages(subject)

    def _pages(self, module: Module) -> Iterable[Finding]:
        pages = module.module.get("pages")
        if pages is None:
            yield self.at(module, "none", *MODULE, "pages", on="key", severity="warning", module=module.label)
        elif isinstance(pages, str) and pages.startswith(_PROFILE):
            content = module.profiles(pages.removeprefix(_PROFILE) + ".json")
            if content is None:
                yield self.at(module, "no_profile", *MODULE, "pages", resource=pages, module=module.label)
            elif not _lists_pages(content):
                yield self.at(module, "no_pages", *MODULE, "pages", resource=pages, module=module.label)


def _near(name: str, module: Module) -> str:
    """The ability that is meant: the one whose name comes closest."""
    return closest(name, module.ability_names, cutoff=0)


def _lists_pages(content: str) -> bool:
    from hapline.documents import DocumentError, parse

    data = content.encode()
    try:
        try:
            value = parse(data, strict=True)  # what hvigor has built is strict; only source has comments
        except DocumentError:
            value = parse(data)
    except DocumentError:
        return True  # a broken profile is reported where it stands
    return not isinstance(value, dict) or bool(value.get("src"))


class DeliveryWithInstall(ModuleRule):
    code = "HOS376"
    slug = "delivery-with-install"
    title = "Every module that is packed says whether it is delivered with the installation"
    severity = "warning"
    since = "0.1.0"
    why = "The guide on module.json5 requires it of entry, feature and shared modules."
    help = "Set module.deliveryWithInstall."
    messages: ClassVar = {
        "missing": "{module} does not say deliveryWithInstall",
        "entry_false": "{module} is the entry and is not delivered with the installation",
        "set": "set deliveryWithInstall to true",
    }
    fixable = "safe"
    sources = ("module-configuration-file", "faqs-package-structure-56")
    bad: ClassVar = {"entry.hap": "{ module: { deliveryWithInstall: null } }"}
    good: ClassVar = {"entry.hap": "{ module: { deliveryWithInstall: true } }"}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for the key."""
        if not subject.is_stage or subject.type not in {"entry", "feature", "shared"}:
            return
        place = subject.at(*MODULE, "deliveryWithInstall")
        delivered = subject.module.get("deliveryWithInstall")
        if delivered is None:
            # The entry always is; of the others nobody knows what is meant.
            fixes = fix_at(place, "set", "set", value=True, safe=subject.type == "entry")
            yield self.found("missing", place, of=subject.bundle, fixes=fixes, module=subject.label)
        elif subject.type == "entry" and delivered is False:
            fixes = fix_at(place, "set", "set", value=True)
            yield self.found("entry_false", place, of=subject.bundle, fixes=fixes, module=subject.label)


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
        """Match the name; one that is missing has a rule of its own."""
        name = subject.first.bundle_name or ""
        known = name.startswith("com.atomicservice.") or name.endswith(".hmservice")
        if subject.is_atomic_service and name and not known:
            yield self.found("other", subject.first.at(*APPLICATION, "bundleName"), of=subject, name=name)
