"""Sizes: the limits on the packages of an atomic service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hapline_hooks import Finding, Phrase
from hapline_plugins.harmony.bundle import Bundle, Sizes
from hapline_plugins.harmony.limits import DEFAULT_TOTAL
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, BundleRule

ALONE = "10016016"
WITH_DEPENDENCIES = "10016018"
_LARGEST = 10
_GOOD: dict[str, str] = {"entry.hap": '{ payload: "1 MB" }', "lib.hsp": '{ payload: "500 KB" }'}
_SOURCES = (f"{GUIDE} · 分包", f"{PACKING_TOOL}: HapVerify, file sizes", "AppGallery Connect · 软件包解析错误码, 7")

_MEASURED = Phrase("as compressed in the finished .app")
_DEFLATED = Phrase(
    "as the packing tool will compress a release module in the .app (pack.info replaced, signature dropped)"
)
_STORED = Phrase("as the packing tool will store a debug module in the .app, without compression")


@dataclass(frozen=True, slots=True)
class Sum:
    """A module with the shared packages it depends on, on one device type.

    Attributes:
        parts: Each package that counts, with its bytes; one that is listed twice counts twice.
    """

    module: Module
    device: str | None
    parts: Sequence[tuple[str, int]]

    @property
    def total(self) -> int:
        """Bytes of all parts."""
        return sum(size for _, size in self.parts)


class EndlessDependencyError(Exception):
    """Modules depend on each other in a circle, so that no size can be summed up.

    Attributes:
        names: The names on the way, the last one again.
    """

    def __init__(self, names: Sequence[str]) -> None:
        """Name the modules of the circle."""
        super().__init__(" > ".join(names))
        self.names = names


def sums(bundle: Bundle, sizes: Sizes) -> Iterator[Sum]:
    """Every module on every device type with what it depends on there.

    Raises:
        EndlessDependencyError: The dependencies run in a circle.
    """
    for device, modules in bundle.by_device.items():
        first: dict[str | None, Module] = {}
        for module in modules:
            first.setdefault(module.name, module)
        for module in modules:
            names = _dependencies(module, first, ())
            parts = [(first[name].label, sizes[first[name]]) for name in names if name in first]
            yield Sum(module, device, [(module.label, sizes[module]), *parts])


def _dependencies(module: Module, modules: Mapping[str | None, Module], path: tuple[str, ...]) -> list[str | None]:
    if module.label in path:
        raise EndlessDependencyError([*path[path.index(module.label) :], module.label])
    names = [one.module for one in module.dependencies if one.bundle == module.bundle_name]
    found = list(names)
    for name in names:
        child = modules.get(name)
        for one in _dependencies(child, modules, (*path, module.label)) if child is not None else ():
            if one not in found:
                found.append(one)
    return found


def _method(bundle: Bundle, module: Module) -> Phrase:
    if not bundle.predicted:
        return _MEASURED
    return _STORED if module.debug else _DEFLATED


def _largest(modules: Iterable[Module]) -> list[str]:
    found = [
        (size, f"{module.file}!{name}")
        for module in modules
        if module.contents is not None
        for name, size in module.contents()
    ]
    return [f"{name} {_kb(size)}" for size, name in sorted(found, key=lambda one: (-one[0], one[1]))[:_LARGEST]]


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
                    method=_method(bundle, module),
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
    bad: ClassVar = {"entry.hap": '{ payload: "1500 KB" }', "lib.hsp": '{ payload: "700 KB" }'}
    good = _GOOD

    def judge(self, bundle: Bundle, sizes: Sizes) -> Iterable[Finding]:
        """Compare each sum with the limit of the module it is for."""
        over: dict[Module, list[Sum]] = {}
        try:
            for one in sums(bundle, sizes):
                limit = bundle.limits.of_type(one.module.type)
                if limit and len(one.parts) > 1 and sizes[one.module] < limit <= one.total:
                    over.setdefault(one.module, []).append(one)
        except EndlessDependencyError:
            return  # a rule on dependencies says so
        for module, several in over.items():
            worst = max(several, key=lambda one: one.total)
            names = {name for name, _ in worst.parts}
            yield self.found(
                "too_large",
                module.place,
                of=bundle,
                code=WITH_DEPENDENCIES,
                store="AGC 7",
                module=module.label,
                size=worst.total,
                limit=bundle.limits.of_type(module.type),
                devices=[one.device or "null" for one in several],
                parts=[f"{name} {_kb(size)}" for name, size in worst.parts],
                method=_method(bundle, module),
                largest=_largest(other for other in bundle.modules if other.label in names),
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
        "too_large": "the packages for {device} are {size:size} together, and may be {limit:size}\n"
        "{parts}\ncounted {method}\nlargest contents, as stored in the packages: {largest}"
    }
    official = ("AGC 8",)
    sources = (f"{GUIDE} · 分包", "AppGallery Connect · 软件包解析错误码, 8")
    bad: ClassVar = {f"m{number}.hsp": '{ payload: "2000 KB" }' for number in range(1, 7)}
    good = _GOOD

    def judge(self, bundle: Bundle, sizes: Sizes) -> Iterable[Finding]:
        """Add up the packages of each device type."""
        limit = bundle.limits.total
        for device, several in bundle.by_device.items():
            modules = list(dict.fromkeys(several))
            total = sum(sizes[module] for module in modules)
            if limit and total > limit:
                yield self.found(
                    "too_large",
                    bundle.where,
                    of=bundle,
                    store="AGC 8",
                    device=device or "null",
                    size=total,
                    limit=limit,
                    parts=[f"{module.label} {_kb(sizes[module])}" for module in modules],
                    method=_method(bundle, modules[0]),
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
        "package": "{module} with its dependencies is {size:size}: {percent} % of {limit:size} on {device}\n{parts}",
        "total": "all packages for {device} are {size:size}: {percent} % of {limit:size}",
    }
    sources = (f"{GUIDE} · 分包建议",)
    bad: ClassVar = {"entry.hap": '{ payload: "2000 KB" }'}
    good = _GOOD

    def judge(self, bundle: Bundle, sizes: Sizes) -> Iterable[Finding]:
        """Compare what is within the limits with the share of them."""
        share = bundle.limits.headroom
        if share >= 1:
            return
        worst: dict[Module, Sum] = {}
        try:
            for one in sums(bundle, sizes):
                if one.module not in worst or one.total > worst[one.module].total:
                    worst[one.module] = one
        except EndlessDependencyError:
            return
        for module, one in worst.items():
            limit = bundle.limits.of_type(module.type)
            if limit and share * limit <= one.total < limit:
                yield self.found(
                    "package",
                    module.place,
                    of=bundle,
                    module=module.label,
                    device=one.device or "null",
                    size=one.total,
                    limit=limit,
                    percent=100 * one.total // limit,
                    parts=[f"{name} {_kb(size)}" for name, size in one.parts],
                )
        for device, several in bundle.by_device.items():
            total = sum(sizes[module] for module in dict.fromkeys(several))
            limit = bundle.limits.total
            if limit and share * limit <= total <= limit:
                yield self.found(
                    "total",
                    bundle.where,
                    of=bundle,
                    device=device or "null",
                    size=total,
                    limit=limit,
                    percent=100 * total // limit,
                )


class TotalLimitWithoutReason(BundleRule):
    code = "HOS105"
    slug = "total-limit-without-reason"
    title = "Another total limit than 10 MB is configured with its reason"
    severity = "warning"
    since = "0.1.0"
    why = "20 MB hold only for a service that the store has approved for it; without that the upload fails."
    help = "Say in harmony.totalLimitReason who approved it, or remove harmony.totalLimit."
    messages: ClassVar = {"no_reason": "the total limit is set to {limit:size} without a reason"}
    sources = (f"{GUIDE} · 分包",)
    bad: ClassVar = {"hapline.json5": '{ harmony: { totalLimit: "20 MB" } }', "entry.hap": "{}"}
    good: ClassVar = {
        "hapline.json5": '{ harmony: { totalLimit: "20 MB", totalLimitReason: "approved by mail" } }',
        "entry.hap": "{}",
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at the configured limit."""
        limits = subject.limits
        if subject.is_atomic_service and limits.total != DEFAULT_TOTAL and not limits.total_reason.strip():
            yield self.found("no_reason", subject.where, of=subject, limit=limits.total)


__all__ = ["EndlessDependencyError", "Sum", "sums"]
