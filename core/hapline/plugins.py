"""The host: which plugins there are, and one typed call for each hook they implement."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

import pluggy

from hapline.errors import UsageError
from hapline_hooks import (
    API,
    NAME,
    ConfigSection,
    Generator,
    Packager,
    Phrase,
    Project,
    Rule,
    RuleFamily,
    Subject,
    Tree,
    VerifyRequest,
    noun,
    spec,
)

if TYPE_CHECKING:
    import click

FIRST_PARTY: Mapping[str, str] = {
    "core": "hapline.engine.own",
    "harmony": "hapline_plugins.harmony.plugin",
}
"""Our own plugins: name to module. They go through the same hooks as everybody else's."""

_T = TypeVar("_T")


@noun
class Plugin:
    """A plugin that is loaded, or the reason why it is not; ``disabled`` where the user wants it so."""

    name: str
    origin: str
    module: object = None
    problem: str = ""
    disabled: bool = False


@noun
class Fault:
    """A plugin or a rule that crashed; the others went on."""

    plugin: str
    what: str
    error: BaseException


class Host:
    """Loads plugins and calls their hooks; a crash in one is kept in ``faults`` and the others go on.

    Attributes:
        plugins: All plugins found, also those that are disabled or do not load.
        faults: What crashed so far.
    """

    def __init__(self, disabled: Iterable[str] = (), *, third_party: bool = True) -> None:
        """Load all plugins but the disabled ones (names, or ``*`` for every third-party plugin)."""
        self._manager = pluggy.PluginManager(NAME)
        self._manager.add_hookspecs(spec)
        self.plugins: list[Plugin] = []
        self.faults: list[Fault] = []
        off = frozenset(disabled)
        for name, module in FIRST_PARTY.items():
            self._add(name, f"hapline {module}", partial(importlib.import_module, module), off)
        if third_party and "*" not in off:
            for name, origin, load in _entry_points():
                self._add(name, origin, load, off)
        self._manager.check_pending()

    @classmethod
    def from_environment(cls) -> Host:
        """Load all plugins but those named in ``HAPLINE_DISABLE_PLUGINS`` (comma-separated)."""
        value = os.environ.get("HAPLINE_DISABLE_PLUGINS", "")
        return cls([name.strip() for name in value.split(",") if name.strip()])

    def _add(self, name: str, origin: str, load: Callable[[], object], off: frozenset[str]) -> None:
        if name in off:
            problem = "disabled by HAPLINE_DISABLE_PLUGINS"
            self.plugins.append(Plugin(name=name, origin=origin, problem=problem, disabled=True))
            return
        if any(plugin.name == name for plugin in self.plugins):
            self.plugins.append(Plugin(name=name, origin=origin, problem="the name is already taken"))
            return
        try:
            module = load()
            problem = _api_problem(module)
            if not problem:
                self._manager.register(module, name)
                problem = self._wrapper_problem(module)
        except Exception as error:  # noqa: BLE001 a plugin may fail in any way, and must not take the rest down
            problem = f"does not load: {type(error).__name__}: {error}"
            module = None
            self.faults.append(Fault(plugin=name, what="loading", error=error))
        self.plugins.append(Plugin(name=name, origin=origin, module=module, problem=problem))

    def _wrapper_problem(self, module: object) -> str:
        for caller in self._manager.get_hookcallers(module) or ():
            for one in caller.get_hookimpls():
                if one.plugin is module and (one.hookwrapper or one.wrapper):
                    self._manager.unregister(module)
                    return f"wraps {caller.name}: hapline calls each plugin by itself, so wrappers have no effect"
        return ""

    def _each(self, hook: str, **arguments: object) -> Iterable[tuple[str, list[object]]]:
        # Not the caller's own __call__: there, one crash would lose what the other plugins returned.
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        for one in reversed(caller.get_hookimpls()):
            try:
                result = cast("Iterable[object] | None", one.function(*(arguments[name] for name in one.argnames)))
                yield one.plugin_name, list(result or ())
            except Exception as error:  # noqa: BLE001 see above
                self.faults.append(Fault(plugin=one.plugin_name, what=hook, error=error))

    def _all(self, of: type[_T] | tuple[type, ...], hook: str, **arguments: object) -> list[_T]:
        found: list[_T] = []
        for plugin, results in self._each(hook, **arguments):
            for result in results:
                if isinstance(result, of):
                    found.append(result)  # type: ignore[arg-type]
                else:
                    wrong = TypeError(f"{hook} returned a {type(result).__name__}: {result!r:.80}")
                    self.faults.append(Fault(plugin=plugin, what=hook, error=wrong))
        return found

    def projects(self, tree: Tree, settings: Mapping[str, object]) -> list[Project]:
        """All projects in a tree."""
        return self._all(Project, "hapline_projects", tree=tree, settings=settings)

    def artifacts(self, request: VerifyRequest) -> list[Subject]:
        """The built files of a request, opened by the plugins that know them."""
        return self._all(Subject, "hapline_artifacts", request=request)

    def families(self) -> list[RuleFamily]:
        """All families of rules."""
        return self._all(RuleFamily, "hapline_rules")

    def rules(self, families: Iterable[RuleFamily]) -> list[type[Rule[Subject]]]:
        """The rule classes of these families, by code; their modules are imported here."""
        found: dict[str, type[Rule[Subject]]] = {}
        for family in families:
            try:
                module = importlib.import_module(family.module)
            except Exception as error:  # noqa: BLE001 see above
                self.faults.append(Fault(plugin=family.module, what=f"rules {family.name}", error=error))
                continue
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, Rule) and "code" in vars(value):
                    found[value.code] = value
        return [found[code] for code in sorted(found)]

    def generators(self) -> list[Generator]:
        """All generators."""
        return self._all((object,), "hapline_generators")

    def packagers(self) -> list[Packager]:
        """All packagers."""
        return self._all((object,), "hapline_packagers")

    def config_sections(self) -> list[ConfigSection]:
        """The configuration that plugins declare."""
        return self._all(ConfigSection, "hapline_config_sections")

    def commands(self) -> Sequence[click.Command]:
        """The commands that plugins contribute."""
        return self._all((object,), "hapline_commands")

    def locales(self) -> list[str]:
        """Folders with message catalogues: the attribute ``hapline_locale`` of each plugin that has one."""
        found = (getattr(plugin.module, "hapline_locale", "") for plugin in self.plugins)
        return [str(folder) for folder in found if folder]


def _api_problem(module: object) -> str:
    wanted = getattr(module, "hapline_api", None)
    if wanted is None:
        return "states no hapline_api = (major, minor): the version of hapline_hooks it was written for"
    if not (isinstance(wanted, tuple) and len(wanted) == len(API) and all(isinstance(n, int) for n in wanted)):
        return f"hapline_api is {wanted!r}, not two whole numbers"
    if wanted[0] != API[0] or wanted[1] > API[1]:
        ours = ".".join(map(str, API))
        return f"was written for version {wanted[0]}.{wanted[1]} of hapline_hooks, this is {ours}"
    return ""


def _entry_points() -> Iterable[tuple[str, str, Callable[[], object]]]:
    from hapline.entry_points import entry_points

    for point in entry_points(NAME):
        yield point.name, point.origin, point.load


def require(name: str, host: Host) -> None:
    """Make sure that a plugin that was asked for by name is there.

    Raises:
        hapline.errors.UsageError: It is not installed, disabled, or does not load.
    """
    for plugin in host.plugins:
        if plugin.name == name and not plugin.problem:
            return
    reasons = [plugin.problem for plugin in host.plugins if plugin.name == name]
    what = Phrase("there is no plugin {name}", name=name)
    if reasons:
        what = Phrase("plugin {name}: {reason}", name=name, reason=reasons[0])
    raise UsageError(what, todo="see `hapline plugins`")
