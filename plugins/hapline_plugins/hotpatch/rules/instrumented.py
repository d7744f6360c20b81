"""What instrumentation covers: the app's own code, not InstantRun itself, and not every library of the apk.

Names are compared as Robust does: by the beginning of the full name of a class, first with what is excepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline_hooks import Finding, Location
from hapline_plugins.hotpatch.rules.base import AppRule, edit
from hapline_plugins.hotpatch.rules.configuration import SECTION, ConfigurationRule, example
from hapline_plugins.hotpatch.source.configuration import (
    KEPT,
    Configuration,
    beginning,
)
from hapline_plugins.hotpatch.source.modules import LIBRARIES, AppModule
from hapline_plugins.hotpatch.source.packages import reach, shortest

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.source.modules import HotpatchModule

MATCHING = "github.com/Meituan-Dianping/Robust, InsertcodeStrategy: String.startsWith, exceptions first"


class InstrumentedRule(AppRule):
    """A rule about what an instantrun.xml says of the app that it stands in."""

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look at the file where there is one."""
        configuration = subject.configuration
        return () if configuration is None else self.judge(subject, configuration)

    def judge(self, app: AppModule, configuration: Configuration) -> Iterable[Finding]:
        """Yield what is to be said about the configuration of an app."""
        raise NotImplementedError


class OwnCode(InstrumentedRule):
    code = "HOT111"
    slug = "own-code-instrumented"
    title = "acceptPackage covers the code of the app and of its libraries, and exceptPackage does not take it out"
    since = "0.1.0"
    why = "A class that is not instrumented cannot be patched, and that is noticed when the patch is made."
    help = "Name the package of the code in acceptPackage, with a dot behind it; hapline hotpatch init --write does."
    messages: ClassVar = {
        "outside": "acceptPackage matches no class of {module}, such as those in {package}",
        "excepted": "exceptPackage takes out the classes of {module}, such as those in {package}",
        "accept": "accept {package}.",
    }
    sources = (SECTION, MATCHING)
    fixable = "unsafe"
    bad: ClassVar = example("com.example.shop.<", "com.example.sho.<")
    good: ClassVar = example()

    def judge(self, app: AppModule, configuration: Configuration) -> Iterator[Finding]:
        """Look at the app, and at the libraries that are built with it."""
        for module in app.build.modules:
            if module is app or module.applies(*LIBRARIES):
                yield from self._module(app, configuration, module)

    def _module(self, app: AppModule, configuration: Configuration, module: HotpatchModule) -> Iterator[Finding]:
        reached = reach(configuration, module)
        if reached not in {"outside", "excepted"}:
            return
        package = module.namespace or min(filter(None, module.code.packages))
        block = configuration.block("acceptPackageName" if reached == "outside" else "exceptPackageName")
        place = configuration.at(block) if block is not None else Location(path=configuration.path)
        fixes = edit("accept", configuration.path, configuration.added("acceptPackageName", [f"{package}."]))
        yield self.found(
            reached,
            place,
            severity=None if module is app else "warning",
            module=module.path,
            package=package,
            fixes=fixes if reached == "outside" else (),
        )


class OwnMethods(InstrumentedRule):
    code = "HOT112"
    slug = "own-methods-excepted"
    title = "methodExceptConfig does not take out the methods of the app"
    since = "0.1.0"
    severity = "warning"
    why = (
        "The guide's sample names one package under all five kinds of methods. With the package of the app in its "
        "place, as the sample asks for at first sight, nothing is instrumented."
    )
    help = "Take the app's package out of methodExceptConfig, or name there the packages that are never patched."
    messages: ClassVar = {
        "all": "{name} takes out the methods of all five kinds: nothing of the app is instrumented",
        "some": "{name} takes out all {kinds} methods of the app: they cannot be patched",
    }
    sources = (SECTION, MATCHING)
    bad: ClassVar = example(
        "    <patchP",
        '    <methodExceptConfig name="methodExceptConfig">\n        <privateMethodPackage>\n'
        "            <name>com.example.shop</name>\n        </privateMethodPackage>\n    </methodExceptConfig>\n"
        "    <patchP",
    )
    good: ClassVar = example(
        "    <patchP",
        '    <methodExceptConfig name="methodExceptConfig">\n        <privateMethodPackage>\n'
        "            <name>com.example.shop.logs.</name>\n        </privateMethodPackage>\n    </methodExceptConfig>\n"
        "    <patchP",
    )

    def judge(self, app: AppModule, configuration: Configuration) -> Iterator[Finding]:
        """Look at each kind of methods."""
        packages = [f"{name}." for name in ([app.namespace] if app.namespace else shortest(app.code.packages))]
        kinds = configuration.excepted_methods
        found = {}
        for kind, those in kinds.items():
            taken = [beginning(those, name) for name in packages]
            if taken and all(taken):
                found[kind] = taken[0]
        if not found:
            return
        first = next(iter(found.values()))[0]
        place = configuration.at(first.element)
        if len(found) == len(kinds):
            yield self.found("all", place, severity="error", name=first.text)
        else:
            yield self.found("some", place, name=first.text, kinds=list(found))


class KeptExceptions(ConfigurationRule):
    code = "HOT113"
    slug = "except-list-complete"
    title = "exceptPackage has what must not be instrumented"
    since = "0.1.0"
    why = "InstantRun's own classes, and what runs before it, would ask InstantRun for patches while it starts."
    help = "Put the names back; the guide says to keep them."
    messages: ClassVar = {"lacks": "exceptPackage lacks {names}", "add": "add {names}"}
    sources = (SECTION,)
    fixable = "safe"
    bad: ClassVar = example("        <name>ohos.</name>\n", "")
    good: ClassVar = example()

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Compare the list with those that must stay."""
        block = configuration.block("exceptPackageName")
        names = [name for name in KEPT if not beginning(configuration.excepted, name)]
        if block is not None and names:
            fixes = edit("add", configuration.path, configuration.added("exceptPackageName", names), safe=True)
            yield self.found("lacks", configuration.at(block), names=names, fixes=fixes)
