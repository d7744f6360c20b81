"""Dependencies: which modules need which, and whether the packing tool, the store and the device will find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Fix, JsonEdit, Location, Related
from hapline_plugins.harmony.bundle import Bundle, surely_apart
from hapline_plugins.harmony.module import Dependency, Module
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, BundleRule
from hapline_plugins.harmony.rules.sizes import EndlessDependencyError, sums

DEPENDENCIES = "10016009"
_CODES = "AppGallery Connect · 软件包解析错误码"
_GOOD: dict[str, str] = {
    "entry.hap": '{ module: { dependencies: [{ moduleName: "lib" }] } }',
    "lib.hsp": '{ module: { name: "lib" } }',
}


def _place(module: Module, dependency: Dependency) -> Location:
    if dependency.place is not None:
        return dependency.place
    return module.at(*dependency.keys)


def _own(module: Module) -> Iterator[Dependency]:
    """The dependencies inside the same bundle: the packing tool looks at no others."""
    for dependency in module.dependencies:
        if dependency.bundle == module.bundle_name:
            yield dependency


def _targets(bundle: Bundle, module: Module, dependency: Dependency) -> list[Module]:
    """The modules that a dependency can mean, on a device that the module is on too."""
    return [target for target in bundle.by_name.get(dependency.module, ()) if not surely_apart(module, target)]


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
    }
    official = ("AGC 9", "java:java.lang.NullPointerException")
    sources = (f"{_CODES}, 9", f"{PACKING_TOOL}: HapVerify, dependencies")
    bad: ClassVar = {"entry.hap": '{ module: { dependencies: [{ moduleName: "nope" }] } }', "lib.hsp": "{}"}
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look every name up."""
        for module in subject.modules:
            for dependency in module.dependencies:
                if dependency.module is None or dependency.bundle is None:
                    yield self.found(
                        "nameless",
                        _place(module, dependency),
                        of=subject,
                        code="java:java.lang.NullPointerException" if self._crashes(module, dependency) else "",
                        module=module.label,
                    )
                elif dependency.bundle == module.bundle_name and subject.complete:
                    if dependency.module not in subject.by_name:
                        yield self.found(
                            "missing",
                            _place(module, dependency),
                            of=subject,
                            store="AGC 9",
                            module=module.label,
                            target=dependency.module,
                        )

    def _crashes(self, module: Module, dependency: Dependency) -> bool:
        return dependency.bundle is None or dependency.bundle == module.bundle_name


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
    }
    official = (DEPENDENCIES, "java:java.lang.StackOverflowError")
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
        for module in subject.modules:
            for circle, dependency in _circles(subject, module):
                if frozenset(circle) not in reported:
                    reported.add(frozenset(circle))
                    names = [one.label for one in (*circle, circle[0])]
                    # A module that its own filter keeps apart from itself is never seen to come again.
                    seen_again = any(not surely_apart(one, one) for one in circle)
                    code = DEPENDENCIES if seen_again else "java:java.lang.StackOverflowError"
                    yield self.found(
                        "circle",
                        _place(circle[-1], dependency),
                        of=subject,
                        code=code,
                        path=" > ".join(names),
                    )
        if not reported and subject.is_atomic_service:
            yield from self._endless(subject)

    def _endless(self, bundle: Bundle) -> Iterable[Finding]:
        try:
            for _ in sums(bundle, dict.fromkeys(bundle.modules, 0)):
                pass
        except EndlessDependencyError as error:
            yield self.found(
                "endless",
                bundle.where,
                of=bundle,
                code="java:java.lang.StackOverflowError",
                path=" > ".join(error.names),
            )


def _circles(bundle: Bundle, start: Module) -> Iterator[tuple[list[Module], Dependency]]:
    """The circles that can be reached from a module: the modules on it, and the dependency that closes it."""
    done: set[Module] = set()
    path: list[Module] = []
    on_path: set[Module] = set()
    # An explicit stack: generated workspaces have chains longer than Python's own.
    stack: list[tuple[Module, Iterator[tuple[Dependency, Module]]]] = []

    def enter(module: Module) -> None:
        path.append(module)
        on_path.add(module)
        stack.append((module, _steps(bundle, module)))

    enter(start)
    while stack:
        module, steps = stack[-1]
        step = next(steps, None)
        if step is None:
            stack.pop()
            path.pop()
            on_path.discard(module)
            done.add(module)
            continue
        dependency, target = step
        if target in on_path:
            yield path[path.index(target) :], dependency
        elif target not in done and target.type not in {"entry", "feature"}:
            enter(target)


def _steps(bundle: Bundle, module: Module) -> Iterator[tuple[Dependency, Module]]:
    for dependency in _own(module):
        for target in _targets(bundle, module, dependency):
            yield dependency, target


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
            for dependency in _own(module):
                for target in _targets(subject, module, dependency):
                    if target.type in {"entry", "feature"}:
                        place = _place(module, dependency)
                        edit = JsonEdit(action="remove", keys=place.keys)
                        fix = Fix(title="remove", path=place.path, edits=(edit,))
                        yield self.found(
                            "hap",
                            place,
                            of=subject,
                            code=DEPENDENCIES,
                            related=[
                                Related(
                                    location=target.at("module", "type"),
                                    message="target",
                                    args={"target": target.label},
                                )
                            ],
                            fixes=() if place.inner else (fix,),
                            module=module.label,
                            target=target.label,
                            type=target.type,
                        )


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
        """Compare the bundle names."""
        for module in subject.modules:
            for dependency in module.dependencies:
                if dependency.bundle is not None and dependency.bundle != module.bundle_name:
                    yield self.found(
                        "other",
                        _place(module, dependency),
                        of=subject,
                        severity="error" if subject.is_atomic_service else None,
                        module=module.label,
                        target=dependency.module or "?",
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
    }
    sources = (f"{PACKING_TOOL}: HapVerify, sizes per device type",)
    bad: ClassVar = {
        "entry.hap": '{ module: { deviceTypes: ["phone", "tablet"], dependencies: [{ moduleName: "lib" }] } }',
        "lib.hsp": '{ module: { name: "lib", deviceTypes: ["phone"] } }',
    }
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the device types."""
        for module in subject.modules:
            for dependency in _own(module):
                targets = subject.by_name.get(dependency.module, ())
                if not targets or dependency.module is None:
                    continue
                reached = {device for target in targets for device in target.devices}
                lacking = [device or "null" for device in module.devices if device not in reached]
                if lacking:
                    target = targets[0]
                    related = Related(
                        location=target.at("module", target.devices_key),
                        message="target",
                        args={"target": target.label},
                    )
                    yield self.found(
                        "devices",
                        _place(module, dependency),
                        of=subject,
                        related=[related],
                        module=module.label,
                        target=dependency.module,
                        devices=lacking,
                    )


class DependencyTwice(BundleRule):
    code = "HOS406"
    slug = "dependency-twice"
    title = "A module lists a dependency once"
    severity = "warning"
    since = "0.1.0"
    why = "The packing tool counts a dependency that is listed twice twice, and may refuse the app for its size."
    help = "Remove the second entry."
    messages: ClassVar = {
        "twice": "{module} lists its dependency on {target} twice",
        "remove": "remove the second entry",
    }
    sources = (f"{PACKING_TOOL}: HapVerify, sizes with dependencies",)
    bad: ClassVar = {
        "entry.hap": '{ module: { dependencies: [{ moduleName: "lib" }, { moduleName: "lib" }] } }',
        "lib.hsp": '{ module: { name: "lib" } }',
    }
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look for names that came before."""
        for module in subject.modules:
            seen: set[str | None] = set()
            for dependency in _own(module):
                if dependency.module in seen:
                    yield self.found(
                        "twice",
                        _place(module, dependency),
                        of=subject,
                        module=module.label,
                        target=dependency.module or "?",
                    )
                seen.add(dependency.module)
