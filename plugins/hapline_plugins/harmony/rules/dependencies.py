"""Dependencies: which modules need which, and whether the packing tool, the store and the device will find them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from hapline_hooks import Finding, Fix, JsonEdit, Location, Related, Severity
from hapline_plugins.harmony.bundle import Bundle, surely_apart
from hapline_plugins.harmony.module import Dependency, Module
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, BundleRule
from hapline_plugins.harmony.rules.fixes import fix_at

DEPENDENCIES = "10016009"
_NPE = "java:java.lang.NullPointerException"
_OVERFLOW = "java:java.lang.StackOverflowError"
_CODES = "AppGallery Connect · 软件包解析错误码"
_HAP_TYPES = frozenset({"entry", "feature"})
_GOOD: dict[str, str] = {
    "entry.hap": '{ module: { dependencies: [{ moduleName: "lib" }] } }',
    "lib.hsp": '{ module: { name: "lib" } }',
}

Link = tuple[Module, Dependency]
"""A module, and the dependency that leads on from it."""
Steps = Callable[[Module], Iterable[tuple[Dependency, Module]]]
"""Where the dependencies of a module lead to."""


def _place(module: Module, dependency: Dependency) -> Location:
    if dependency.place is not None:
        return dependency.place
    return module.at(*dependency.keys)


def _holder(bundle: Bundle, module: Module, dependency: Dependency) -> str:
    """Who names the dependency: the module, or in source a HAR that is compiled into it."""
    folder = posixpath.dirname(_place(module, dependency).path)
    return next((library.label for library in bundle.libraries if library.file == folder), module.label)


def _own(module: Module) -> Iterator[tuple[Dependency, str]]:
    """The dependencies inside the same bundle, with their names: the packing tool looks at no others."""
    for dependency in module.dependencies:
        if dependency.module is not None and dependency.bundle == module.bundle_name:
            yield dependency, dependency.module


def _steps(bundle: Bundle, module: Module) -> Iterator[tuple[Dependency, Module]]:
    """The modules that the dependencies can mean, on devices that the module is on too."""
    for dependency, name in _own(module):
        for target in bundle.by_name.get(name, ()):
            if not surely_apart(module, target):
                yield dependency, target


def _circles(modules: Iterable[Module], steps: Steps) -> Iterator[Sequence[Link]]:
    """Circles of dependencies: at least one wherever there are some."""
    done: set[Module] = set()
    for start in modules:
        # An explicit stack: generated workspaces have chains longer than Python's own.
        path: dict[Module, Iterator[tuple[Dependency, Module]]] = {}
        links: list[Link] = []
        if start not in done:
            path[start] = iter(steps(start))
        while path:
            module, ahead = next(reversed(path.items()))
            dependency, target = next(ahead, (None, module))
            if dependency is None:
                done.add(path.popitem()[0])
                del links[-1:]
            elif target in path:
                yield [*links[list(path).index(target) :], (module, dependency)]
            elif target not in done:
                links.append((module, dependency))
                path[target] = iter(steps(target))


class DependencyMissing(BundleRule):
    code = "HOS401"
    slug = "dependency-missing"
    title = "A module that another depends on is part of the app"
    since = "0.1.0"
    why = "The packing tool only warns; the store refuses the upload (code 9), and a device the installation (9568305)."
    help = "Add the module to the app, or remove the dependency."
    messages: ClassVar = {
        "missing": "{module} depends on {target}, which is not in this app",
        "nameless": "{module} has a dependency without moduleName",
        "null_bundle": "{module} depends on {target} of a bundle that is null: leave bundleName out, or write a name",
    }
    official = ("AGC 9", _NPE)
    sources = (f"{_CODES}, 9", f"{PACKING_TOOL}: HapVerify, dependencies")
    bad: ClassVar = {"entry.hap": '{ module: { dependencies: [{ moduleName: "nope" }] } }', "lib.hsp": "{}"}
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look every name up."""
        for module in subject.modules:
            for dependency in module.dependencies:
                own, name = module.bundle_name, dependency.module
                if name is not None and name in subject.by_name and dependency.bundle == own:
                    continue
                place = _place(module, dependency)
                if name is None:
                    # The packing tool does not look at the modules of other bundles.
                    code = _NPE if dependency.bundle in {None, own} else ""
                    yield self.found("nameless", place, of=subject, code=code, module=module.label)
                elif dependency.bundle is None and own is not None:
                    yield self.found("null_bundle", place, of=subject, code=_NPE, module=module.label, target=name)
                elif dependency.bundle == own and subject.complete and name not in subject.by_name:
                    holder = _holder(subject, module, dependency)
                    yield self.found("missing", place, of=subject, store="AGC 9", module=holder, target=name or '""')


class DependencyCycle(BundleRule):
    code = "HOS402"
    slug = "dependency-cycle"
    title = "Dependencies do not run in a circle"
    since = "0.1.0"
    why = "The packing tool refuses the app, or never ends, after every module has been compiled."
    help = "Move what both need into a third module."
    messages: ClassVar = {
        "circle": "the dependencies run in a circle: {path}",
        "endless": "the dependencies run in a circle through modules that filters keep apart: {path}; "
        "the packing tool dies of it",
        "step": "{module} depends on {target} here",
    }
    official = (DEPENDENCIES, _OVERFLOW)
    sources = (f"{PACKING_TOOL}: HapVerify, dependencies",)
    bad: ClassVar = {
        "a.hsp": '{ module: { name: "a", dependencies: [{ moduleName: "b" }] } }',
        "b.hsp": '{ module: { name: "b", dependencies: [{ moduleName: "a" }] } }',
        "entry.hap": "{}",
    }
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Walk along the dependencies from every module."""
        reported: set[frozenset[Module]] = set()
        for code, circle in (*self._seen(subject), *self._endless(subject)):
            modules = frozenset(module for module, _ in circle)
            if modules not in reported:
                reported.add(modules)
                yield self._finding(subject, code, circle)

    def _seen(self, bundle: Bundle) -> Iterator[tuple[str, Sequence[Link]]]:
        def steps(module: Module) -> Iterator[tuple[Dependency, Module]]:
            # Nothing may depend on a HAP at all: a rule of its own says so.
            return (step for step in _steps(bundle, module) if step[1].type not in _HAP_TYPES)

        for circle in _circles(bundle.modules, steps):
            # A module that its own filter keeps apart from itself is never seen to come again.
            noticed = any(not surely_apart(module, module) for module, _ in circle)
            yield DEPENDENCIES if noticed else _OVERFLOW, circle

    def _endless(self, bundle: Bundle) -> Iterator[tuple[str, Sequence[Link]]]:
        """Circles that filters interrupt: the packing tool sums up sizes along them, whatever the filters."""
        for modules in bundle.by_device.values() if bundle.is_atomic_service else ():
            first: dict[str | None, Module] = {}
            for module in modules:
                first.setdefault(module.name, module)

            def steps(module: Module, first: dict[str | None, Module] = first) -> Iterator[tuple[Dependency, Module]]:
                return ((dependency, first[name]) for dependency, name in _own(module) if name in first)

            for circle in _circles(modules, steps):
                around = [module for module, _ in (*circle, circle[0])]
                if any(surely_apart(one, other) for one, other in pairwise(around)):
                    yield "", circle

    def _finding(self, bundle: Bundle, code: str, circle: Sequence[Link]) -> Finding:
        names = [module.label for module, _ in (*circle, circle[0])]
        related = [
            Related(location=_place(module, dependency), message="step", args={"module": name, "target": target})
            for (module, dependency), name, target in zip(circle[:-1], names, names[1:], strict=False)
        ]
        return self.found(
            "circle" if code else "endless",
            _place(*circle[-1]),
            of=bundle,
            code=code or _OVERFLOW,
            related=related,
            path=" > ".join(names),
        )


class DependencyOnHap(BundleRule):
    code = "HOS403"
    slug = "dependency-on-hap"
    title = "Nothing depends on an entry or feature module"
    since = "0.1.0"
    why = "Only shared modules export code. The packing tool refuses the app."
    help = "Move what is needed into a shared module, and depend on that."
    messages: ClassVar = {
        "hap": "{module} depends on {target}, whose type is {type}",
        "target": "the type of {target}",
        "remove": "remove the dependency",
    }
    official = (DEPENDENCIES,)
    sources = (f"{PACKING_TOOL}: HapVerify, dependencies",)
    fixable = "unsafe"
    bad: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ module: { name: "lib", dependencies: [{ moduleName: "entry" }] } }',
    }
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at the types of all targets."""
        for module in subject.modules:
            for dependency, name in _own(module):
                targets = subject.by_name.get(name, ())
                # The packing tool looks only at those on the same devices; without any, the dependency is as wrong.
                joint = [target for target in targets if not surely_apart(module, target)]
                code = DEPENDENCIES if joint else ""
                for target in joint or targets:
                    if target.type in _HAP_TYPES:
                        yield self._finding(subject, code, (module, dependency), target)

    def _finding(self, bundle: Bundle, code: str, link: Link, target: Module) -> Finding:
        place = _place(*link)
        related = Related(location=target.at("module", "type"), message="target", args={"target": target.label})
        return self.found(
            "hap",
            place,
            of=bundle,
            code=code,
            related=[related],
            fixes=fix_at(place, "remove", "remove"),
            module=_holder(bundle, *link),
            target=target.label,
            type=target.type,
        )


def _other_bundle(bundle: Bundle) -> Severity:
    return "error" if bundle.is_atomic_service else "warning"


class DependencyOnOtherBundle(BundleRule):
    code = "HOS404"
    slug = "dependency-on-other-bundle"
    title = "A module depends on modules of its own bundle"
    severity = "warning"
    since = "0.1.0"
    why = (
        "The packing tool leaves such dependencies unchecked, also in the size limits; atomic services cannot use them."
    )
    help = "Check that the other bundle is an inter-app HSP that every device has."
    messages: ClassVar = {"other": "{module} depends on {target} of another bundle, {bundle_name}"}
    sources = (f"{GUIDE} · 分包", f"{PACKING_TOOL}: HapVerify, dependencies")
    bad: ClassVar = {
        "entry.hap": '{ module: { dependencies: [{ bundleName: "com.other", moduleName: "lib" }] } }',
    }
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the bundle names; where one is null, a rule of its own says so."""
        for module in subject.modules:
            for dependency in module.dependencies:
                if None in {dependency.module, dependency.bundle, module.bundle_name}:
                    continue
                if dependency.bundle != module.bundle_name:
                    yield self.found(
                        "other",
                        _place(module, dependency),
                        of=subject,
                        severity=_other_bundle(subject),
                        module=module.label,
                        target=dependency.module,
                        bundle_name=dependency.bundle,
                    )


class DependencyNotOnDevice(BundleRule):
    code = "HOS405"
    slug = "dependency-not-on-device"
    title = "A shared module ships for every device type of the modules that depend on it"
    since = "0.1.0"
    why = (
        "The packing tool drops the dependency from the size sum without a word, and on that device the module "
        "is missing when it is needed."
    )
    help = "Give the shared module the device types of those that use it."
    messages: ClassVar = {
        "devices": "{module} depends on {target}, which does not ship for {devices}",
        "target": "the device types of {target}",
        "add": "add the device types to those of the shared module",
    }
    sources = (f"{PACKING_TOOL}: HapVerify, sizes per device type",)
    fixable = "unsafe"
    bad: ClassVar = {
        "entry.hap": '{ module: { deviceTypes: ["phone", "tablet"], dependencies: [{ moduleName: "lib" }] } }',
        "lib.hsp": '{ module: { name: "lib", deviceTypes: ["phone"] } }',
    }
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the device types."""
        for module in subject.modules:
            for dependency, name in _own(module):
                targets = subject.by_name.get(name, ())
                if any(target.type in _HAP_TYPES for target in targets):
                    continue  # a rule of its own says that nothing may depend on it
                reached = {device for target in targets for device in target.devices}
                lacking = [device for device in dict.fromkeys(module.devices) if device not in reached]
                if targets and lacking:
                    yield self._finding(subject, (module, dependency), targets, lacking)

    def _finding(self, bundle: Bundle, link: Link, targets: Sequence[Module], lacking: Sequence[str | None]) -> Finding:
        target = targets[0]
        place = target.at("module", target.devices_key)
        return self.found(
            "devices",
            _place(*link),
            of=bundle,
            related=[Related(location=place, message="target", args={"target": target.label})],
            fixes=_more_devices("add", place, targets, lacking),
            module=link[0].label,
            target=target.label,
            devices=[device or "null" for device in lacking],
        )


def _more_devices(
    title: str, place: Location, targets: Sequence[Module], lacking: Sequence[str | None]
) -> tuple[Fix, ...]:
    if place.inner or len(targets) > 1 or None in lacking:
        return ()
    edits = tuple(JsonEdit(action="append", keys=place.keys, value=device) for device in lacking)
    return (Fix(title=title, path=place.path, edits=edits),)


class DependencyTwice(BundleRule):
    code = "HOS406"
    slug = "dependency-twice"
    title = "A module lists a dependency once"
    severity = "warning"
    since = "0.1.0"
    why = "The packing tool counts a dependency that is listed twice twice, and may refuse the app for its size."
    help = "Remove the second entry."
    messages: ClassVar = {"twice": "{module} lists its dependency on {target} twice", "first": "the first entry"}
    sources = (f"{PACKING_TOOL}: HapVerify, sizes with dependencies",)
    bad: ClassVar = {
        "entry.hap": '{ module: { dependencies: [{ moduleName: "lib" }, { moduleName: "lib" }] } }',
        "lib.hsp": '{ module: { name: "lib" } }',
    }
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look for names that came before."""
        for module in subject.modules:
            first: dict[str, Location] = {}
            for dependency, name in _own(module):
                place = _place(module, dependency)
                if name in first:
                    yield self.found(
                        "twice",
                        place,
                        of=subject,
                        related=[Related(location=first[name], message="first")],
                        module=module.label,
                        target=name,
                    )
                first.setdefault(name, place)
