"""Sizes: the limits on the packages of an atomic service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding
from hapline_plugins.harmony.bundle import Bundle, Sizes
from hapline_plugins.harmony.limits import DEFAULT_TOTAL
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, BundleRule
from hapline_plugins.harmony.sums import Sum, counted, finite_sums, named, totals

ALONE = "10016016"
WITH_DEPENDENCIES = "10016018"
_LARGEST = 10
_DEPENDS = 'module: { dependencies: [{ moduleName: "lib" }] }'
_GOOD: dict[str, str] = {"entry.hap": f'{{ payload: "1 MB", {_DEPENDS} }}', "lib.hsp": '{ payload: "500 KB" }'}
_SOURCES = (f"{GUIDE} · 分包", f"{PACKING_TOOL}: HapVerify, file sizes", "AppGallery Connect · 软件包解析错误码, 7")


def _largest(modules: Iterable[Module]) -> list[str]:
    found = [
        (size, f"{module.file}!{name}")
        for module in modules
        if module.contents is not None
        for name, size in module.contents()
    ]
    return [f"{name} {_kb(size)}" for size, name in sorted(found, key=lambda one: (-one[0], one[1]))[:_LARGEST]]


def _listed(parts: Iterable[tuple[Module, int]]) -> list[str]:
    return [f"{module.label} {_kb(size)}" for module, size in parts]


def _kb(size: int) -> str:
    return f"{size / 1024:,.2f} KB"


class _SizeRule(BundleRule):
    """A rule on sizes: it has something to say only where sizes are known, and only for atomic services."""

    since = "0.1.0"

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Judge the sizes, if there are any."""
        sizes = subject.sizes if subject.is_atomic_service else None
        return self.judge(subject, sizes) if sizes is not None else ()

    def judge(self, bundle: Bundle, sizes: Sizes) -> Iterable[Finding]:
        """Judge these sizes."""
        raise NotImplementedError


class PackageTooLarge(_SizeRule):
    code = "HOS101"
    slug = "package-too-large"
    title = "A package of an atomic service is smaller than its limit (2 MB)"
    why = (
        "The packing tool refuses an app with a package of 2048 KB (1 KB = 1024 bytes) or more; exactly 2048 KB "
        "is too much. The store refuses it too."
    )
    help = "Move pages or resources into a subpackage (an HSP or feature HAP) that is fetched when it is needed."
    messages: ClassVar = {
        "too_large": "{module} is {size:size}, and must be less than {limit:size}\n"
        "counted {method}\nlargest contents, as stored in the package: {largest}"
    }
    official = (ALONE, "AGC 7")
    sources = _SOURCES
    bad: ClassVar = {"entry.hap": '{ payload: "2048 KB" }'}
    good = _GOOD

    def judge(self, bundle: Bundle, sizes: Sizes) -> Iterable[Finding]:
        """Compare each package with its limit."""
        for module in bundle.modules:
            limit = bundle.limits.of_type(module.type)
            if limit and sizes[module] >= limit:
                yield self.found(
                    "too_large",
                    module.place,
                    of=bundle,
                    code=ALONE,
                    store="AGC 7",
                    module=module.label,
                    size=sizes[module],
                    limit=limit,
                    method=counted(bundle, [module]),
                    largest=_largest([module]),
                )


class PackageWithDependenciesTooLarge(_SizeRule):
    code = "HOS102"
    slug = "package-with-dependencies-too-large"
    title = "A package with all shared packages it depends on is smaller than its limit (2 MB)"
    why = (
        "To open a package the system fetches it with every HSP that it depends on, directly or not. The packing "
        "tool adds them up for each device type and refuses the app at 2048 KB; HARs are inside already, and "
        "preloads do not count."
    )
    help = "Load an HSP dynamically instead of depending on it, split it, or move contents into a subpackage."
    messages: ClassVar = {
        "too_large": "{module} with its dependencies is {size:size}, and must be less than {limit:size}\n"
        "on {devices}: {parts}\ncounted {method}\nlargest contents, as stored in the packages: {largest}"
    }
    official = (WITH_DEPENDENCIES, "AGC 7")
    sources = _SOURCES
    bad: ClassVar = {"entry.hap": f'{{ payload: "1500 KB", {_DEPENDS} }}', "lib.hsp": '{ payload: "700 KB" }'}
    good = _GOOD

    def judge(self, bundle: Bundle, sizes: Sizes) -> Iterable[Finding]:
        """Compare each sum with the limit of the module it is for."""
        over: dict[Module, list[Sum]] = {}
        for one in finite_sums(bundle, sizes):
            if sizes[one.module] < bundle.limits.of_type(one.module.type) <= one.total:
                over.setdefault(one.module, []).append(one)
        for module, several in over.items():
            worst = max(several, key=lambda one: one.total)
            modules = list(dict.fromkeys(one for one, _ in worst.parts))
            yield self.found(
                "too_large",
                module.place,
                of=bundle,
                code=WITH_DEPENDENCIES,
                store="AGC 7",
                module=module.label,
                size=worst.total,
                limit=bundle.limits.of_type(module.type),
                devices=[named(one.device) for one in several],
                parts=_listed(worst.parts),
                method=counted(bundle, modules),
                largest=_largest(modules),
            )


class ServiceTooLarge(_SizeRule):
    code = "HOS103"
    slug = "service-too-large"
    title = "All packages of an atomic service together are at most 10 MB for each device type"
    why = (
        "The packing tool does not look at the sum: the store refuses the upload, after the build. 20 MB can be "
        "asked for; then set harmony.totalLimit and harmony.totalLimitReason."
    )
    help = "Drop what is contained several times, shrink resources, or ask the store for 20 MB."
    messages: ClassVar = {
        "too_large": "the packages for {devices} are {size:size} together, and may be {limit:size} at most\n"
        "{parts}\ncounted {method}\nlargest contents, as stored in the packages: {largest}"
    }
    official = ("AGC 8",)
    sources = (f"{GUIDE} · 分包", "AppGallery Connect · 软件包解析错误码, 8")
    bad: ClassVar = {f"m{number}.hsp": '{ payload: "2000 KB" }' for number in range(1, 7)}
    good = _GOOD

    def judge(self, bundle: Bundle, sizes: Sizes) -> Iterable[Finding]:
        """Add up the packages of each device type."""
        limit = bundle.limits.total
        for devices, modules, total in totals(bundle, sizes):
            if limit and total > limit:
                yield self.found(
                    "too_large",
                    bundle.where,
                    of=bundle,
                    store="AGC 8",
                    device=devices[0],  # tells findings apart; lists do not
                    devices=devices,
                    size=total,
                    limit=limit,
                    parts=_listed((module, sizes[module]) for module in modules),
                    method=counted(bundle, modules),
                    largest=_largest(modules),
                )


class SizeHeadroom(_SizeRule):
    code = "HOS104"
    slug = "size-headroom"
    title = "Sizes keep some distance to their limits"
    severity = "warning"
    why = "The next picture or library breaks the build of whoever adds it. The share is harmony.headroom."
    help = "Plan the next split now, or raise harmony.headroom."
    messages: ClassVar = {
        "alone": "{module} is {size:size}: {percent} % of {limit:size}",
        "package": "{module} with its dependencies is {size:size}: {percent} % of {limit:size} on {device}\n{parts}",
        "total": "all packages for {devices} are {size:size} together: {percent} % of {limit:size}",
    }
    sources = (f"{GUIDE} · 分包建议",)
    bad: ClassVar = {"entry.hap": '{ payload: "2000 KB" }'}
    good = _GOOD

    def judge(self, bundle: Bundle, sizes: Sizes) -> Iterable[Finding]:
        """Compare what is within the limits with the share of them."""
        share = bundle.limits.headroom
        if share >= 1:
            return
        worst = {module: Sum(module, None, [(module, sizes[module])]) for module in bundle.modules}
        for one in finite_sums(bundle, sizes):
            if one.total > worst[one.module].total:
                worst[one.module] = one
        for module, one in worst.items():
            limit = bundle.limits.of_type(module.type)
            if share * limit <= one.total < limit:
                yield self.found(
                    "alone" if len(one.parts) == 1 else "package",
                    module.place,
                    of=bundle,
                    module=module.label,
                    device=named(one.device),
                    size=one.total,
                    limit=limit,
                    percent=100 * one.total // limit,
                    parts=_listed(one.parts),
                )
        limit = bundle.limits.total
        for devices, _, total in totals(bundle, sizes):
            if share * limit <= total <= limit:
                yield self.found(
                    "total",
                    bundle.where,
                    of=bundle,
                    device=devices[0],
                    devices=devices,
                    size=total,
                    limit=limit,
                    percent=100 * total // limit,
                )


class TotalLimitWithoutReason(BundleRule):
    code = "HOS105"
    slug = "total-limit-without-reason"
    title = "A total limit above 10 MB is configured with its reason"
    severity = "warning"
    since = "0.1.0"
    why = "20 MB hold only for a service that the store has approved for it; without that the upload fails."
    help = "Say in harmony.totalLimitReason who approved it, or remove harmony.totalLimit."
    messages: ClassVar = {
        "no_reason": "harmony.totalLimit is {limit:size}, which is above 10 MB, without harmony.totalLimitReason",
        "no_limit": "harmony.totalLimit is 0, which means no limit, without harmony.totalLimitReason",
    }
    sources = (f"{GUIDE} · 分包",)
    bad: ClassVar = {"hapline.json5": '{ harmony: { totalLimit: "20 MB" } }', "entry.hap": "{}"}
    good: ClassVar = {
        "hapline.json5": '{ harmony: { totalLimit: "20 MB", totalLimitReason: "approved by mail" } }',
        "entry.hap": "{}",
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at the configured limit; a lower one than the store's needs no reason."""
        limits = subject.limits
        if not subject.is_atomic_service or limits.total_reason.strip():
            return
        if not limits.total:
            yield self.found("no_limit", subject.where, of=subject)
        elif limits.total > DEFAULT_TOTAL:
            yield self.found("no_reason", subject.where, of=subject, limit=limits.total)
