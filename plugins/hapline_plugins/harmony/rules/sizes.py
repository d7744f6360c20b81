"""Sizes: the limits on the packages of an atomic service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from hapline_hooks import Finding, Phrase
from hapline_plugins.harmony.bundle import Bundle, Sizes
from hapline_plugins.harmony.limits import DEFAULT_TOTAL
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, BundleRule

ALONE = "10016016"
WITH_DEPENDENCIES = "10016018"
_LARGEST = 10
_DEPENDS = 'module: { dependencies: [{ moduleName: "lib" }] }'
_GOOD: dict[str, str] = {"entry.hap": f'{{ payload: "1 MB", {_DEPENDS} }}', "lib.hsp": '{ payload: "500 KB" }'}
_SOURCES = (f"{GUIDE} · 分包", f"{PACKING_TOOL}: HapVerify, file sizes", "AppGallery Connect · 软件包解析错误码, 7")

_MEASURED = Phrase("as compressed in the finished .app")
_REPACKED = Phrase(
    "as the packing tool will compress a release module in the .app (pack.info replaced, signature dropped)"
)
_DEFLATED = Phrase("as the packing tool will compress a release module in the .app")
_STORED = Phrase("as the packing tool will store a debug module in the .app, without compression")
_MIXED = Phrase("as the packing tool will put them into the .app: release modules compressed, debug modules stored")


class Sum(NamedTuple):
    """A module with the shared packages it depends on, on one device type.

    Attributes:
        parts: Each package that counts, with its bytes; one that is listed twice counts twice.
    """

    module: Module
    device: str | None
    parts: Sequence[tuple[Module, int]]

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
    for device, several in bundle.by_device.items():
        modules = list(dict.fromkeys(several))
        # Of several modules of one name the packing tool takes the first, whatever their filters.
        by_name: dict[str | None, Module] = {}
        for module in modules:
            by_name.setdefault(module.name, module)
        known: dict[Module, list[Module]] = {}
        for module in modules:
            _follow(module, by_name, known)
            yield Sum(module, device, [(one, sizes[one]) for one in (module, *known[module])])


def _follow(start: Module, by_name: Mapping[str | None, Module], known: dict[Module, list[Module]]) -> None:
    """Find out what a module depends on, directly and not: what it lists twice is there twice.

    Not by recursion: generated workspaces have chains longer than Python's own.
    """
    path: dict[Module, Iterator[Module]] = {}
    if start not in known:
        path[start] = _direct(start, by_name)
    while path:
        module = next(reversed(path))
        child = next((one for one in path[module] if one not in known), None)
        if child is None:
            del path[module]
            direct = list(_direct(module, by_name))
            indirect = dict.fromkeys(further for one in direct for further in known[one])
            known[module] = direct + [one for one in indirect if one not in direct]
        elif child in path:
            way = list(path)
            raise EndlessDependencyError([one.label for one in (*way[way.index(child) :], child)])
        else:
            path[child] = _direct(child, by_name)


def _direct(module: Module, by_name: Mapping[str | None, Module]) -> Iterator[Module]:
    for one in module.dependencies:
        if one.bundle == module.bundle_name and one.module in by_name:
            yield by_name[one.module]


def _finite_sums(bundle: Bundle, sizes: Sizes) -> list[Sum]:
    try:
        return list(sums(bundle, sizes))
    except EndlessDependencyError:
        return []  # a rule on dependencies says so


def _totals(bundle: Bundle, sizes: Sizes) -> Iterator[tuple[list[str], Sequence[Module], int]]:
    """The packages of each device type and their sum; device types with the same packages are taken together."""
    groups: dict[tuple[Module, ...], list[str]] = {}
    for device, several in bundle.by_device.items():
        groups.setdefault(tuple(dict.fromkeys(several)), []).append(_named(device))
    for modules, devices in groups.items():
        yield devices, modules, sum(sizes[module] for module in modules)


def _method(bundle: Bundle, modules: Iterable[Module]) -> Phrase:
    if not bundle.predicted:
        return _MEASURED
    kinds = {module.debug for module in modules}
    if len(kinds) > 1:
        return _MIXED
    if True in kinds:
        return _STORED
    return _REPACKED if bundle.limits.repack else _DEFLATED


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


def _named(device: str | None) -> str:
    return device or "null"


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
                    method=_method(bundle, [module]),
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
        for one in _finite_sums(bundle, sizes):
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
                devices=[_named(one.device) for one in several],
                parts=_listed(worst.parts),
                method=_method(bundle, modules),
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
        for devices, modules, total in _totals(bundle, sizes):
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
                    method=_method(bundle, modules),
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
        for one in _finite_sums(bundle, sizes):
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
                    device=_named(one.device),
                    size=one.total,
                    limit=limit,
                    percent=100 * one.total // limit,
                    parts=_listed(one.parts),
                )
        limit = bundle.limits.total
        for devices, _, total in _totals(bundle, sizes):
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


__all__ = ["EndlessDependencyError", "Sum", "sums"]
