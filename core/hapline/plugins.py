"""The host: which plugins there are, and one typed call for each hook they implement."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from hapline.errors import of_or_none
from hapline.vetting import BrokenContract
from hapline.vetting import plugins as vetting
from hapline.words import Words
from hapline_hooks import (
    NAME,
    ConfigSection,
    Generator,
    Packager,
    Phrase,
    Project,
    Rule,
    RuleFamily,
    Settings,
    Subject,
    Tree,
    VerifyRequest,
    noun,
    spec,
)

if TYPE_CHECKING:
    import click

    from hapline.vetting.rules import RuleBook

FIRST_PARTY: Mapping[str, str] = {
    "core": "hapline.engine.own",
    "harmony": "hapline_plugins.harmony.plugin",
    "portal": "hapline_plugins.portal.plugin",
    "hotpatch": "hapline_plugins.hotpatch.plugin",
    "offline": "hapline_plugins.offline.plugin",
    "mds_server": "hapline_plugins.mds_server.plugin",
}
"""Our own plugins: name to module. They go through the same hooks as everybody else's."""

CRASHES = (Exception, SystemExit)
"""What a plugin may raise and the others go on; an interruption by the user is none of it."""
_HOOKS = frozenset(name for name in vars(spec) if name.startswith("hapline_"))
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
    """What kept a plugin from finishing; the others went on.

    Attributes:
        plugin: The plugin. what: What of it: a hook, a rule, a generator.
        error: A ``HaplineError`` where something of the user's is wrong; else the plugin crashed or is broken.
    """

    plugin: str
    what: str
    error: BaseException


class Host:
    """Loads plugins and calls their hooks; what keeps one from finishing is a fault, and the others go on.

    Plugins are asked in their order: our own, then the others by name. Of what must be there only once (a name, a
    code) the first counts, and the later one is a fault that names both.

    Attributes:
        plugins: All plugins found, also those that are disabled or do not load.
        faults: What kept plugins from finishing so far.
    """

    def __init__(
        self, disabled: Iterable[str] = (), *, third_party: bool = True, plugins: Mapping[str, object] | None = None
    ) -> None:
        """Load all plugins but the disabled ones.

        Args:
            disabled: Names, or ``*`` for every third-party plugin.
            third_party: Whether installed third-party plugins are loaded. plugins: Further ones by name, for tests.
        """
        self._manager = pluggy.PluginManager(NAME)
        self._manager.add_hookspecs(spec)
        self._known: dict[str, dict[str, tuple[str, Any]]] = {}
        self._families: dict[RuleFamily, str] | None = None
        self._rules: RuleBook | None = None
        self.plugins: list[Plugin] = []
        self.faults: list[Fault] = []
        off = frozenset(disabled)
        for name, module in FIRST_PARTY.items():
            self._add(name, f"hapline {module}", partial(importlib.import_module, module), off)
        for name, given in (plugins or {}).items():
            self._add(name, "given", lambda given=given: given, frozenset())  # type: ignore[misc]
        if third_party and "*" not in off:
            for name, origin, load in _entry_points():
                self._add(name, origin, load, off)

    @classmethod
    def from_environment(cls) -> Host:
        """Load all plugins but those named in ``HAPLINE_DISABLE_PLUGINS`` (comma-separated)."""
        value = os.environ.get("HAPLINE_DISABLE_PLUGINS", "")
        return cls([name.strip() for name in value.split(",") if name.strip()])

    def failed(self, plugin: str, what: str, error: BaseException) -> None:
        """Note a fault; what readers say of the user's files is one of the user's, whoever let it pass."""
        self.faults.append(Fault(plugin=plugin, what=what, error=of_or_none(error) or error))

    def owner(self, of: type) -> str:
        """The plugin that a rule or another class belongs to; its module where that is not known."""
        if self._rules and of in self._rules.owners:
            return self._rules.owners[of]
        for plugin in self.plugins:
            name = getattr(plugin.module, "__name__", "")
            package = name.rpartition(".")[0] or name
            if package and f"{of.__module__}.".startswith(f"{package}."):
                return plugin.name
        return of.__module__

    def projects(self, tree: Tree, settings: Settings) -> list[Project]:
        """All projects in a tree."""
        record = getattr(tree, "record", None)
        if record is not None:
            record.begin()
        hook = "hapline_projects"
        return [one for _, one in self._contributed(hook, vetting.vet_project, tree=tree, settings=settings)]

    def artifacts(self, request: VerifyRequest) -> list[Subject]:
        """The built files of a request, opened by the plugins that know them."""
        return [one for _, one in self._contributed("hapline_artifacts", vetting.vet_subject, request=request)]

    def families(self) -> list[RuleFamily]:
        """All families of rules."""
        return list(self._all_families())

    def rules(self, families: Iterable[RuleFamily]) -> list[type[Rule[Subject]]]:
        """The rule classes of these families, by code; their modules are imported here."""
        if self._rules is None:
            from hapline.vetting.rules import RuleBook

            self._rules = RuleBook(self.failed)
        owners = self._all_families()
        found = {rule.code: rule for family in families for rule in self._rules.rules(family, owners.get(family, ""))}
        return [found[code] for code in sorted(found)]

    def generators(self) -> list[Generator]:
        """All generators."""
        return [one for _, one in self.named_generators().values()]

    def named_generators(self) -> Mapping[str, tuple[str, Generator]]:
        """All generators by name, each with its plugin."""
        return self._named("hapline_generators", vetting.vet_generator)

    def packagers(self) -> list[Packager]:
        """All packagers."""
        return [one for _, one in self.named_packagers().values()]

    def named_packagers(self) -> Mapping[str, tuple[str, Packager]]:
        """All packagers by name, each with its plugin."""
        return self._named("hapline_packagers", vetting.vet_packager)

    def config_sections(self) -> list[ConfigSection]:
        """The configuration that plugins declare."""
        return [one for _, one in self.named_sections().values()]

    def named_sections(self) -> Mapping[str, tuple[str, ConfigSection]]:
        """The sections by name, each with its plugin."""
        from hapline.config.core import SECTIONS

        taken = [section.name for section in SECTIONS]
        return self._named("hapline_config_sections", vetting.vet_section, taken)

    def commands(self, taken: Iterable[str] = ()) -> Mapping[str, tuple[str, click.Command]]:
        """The commands that plugins contribute, by name, each with its plugin; the taken names are the host's."""
        return self._named("hapline_commands", vetting.vet_command, taken)

    def locales(self) -> list[str]:
        """Folders with message catalogues: the attribute ``hapline_locale`` of each plugin that has one."""
        return [folder for plugin in self.plugins if (folder := self.locale(plugin.name))]

    def locale(self, name: str) -> str:
        """The folder with the message catalogues of a plugin; empty where it has none."""
        found = (getattr(plugin.module, "hapline_locale", "") for plugin in self.plugins if plugin.name == name)
        return str(next(found, "") or "")

    def words_in(self, lang: str) -> Words:
        """Texts in a language, with the catalogues of all plugins."""
        return Words(lang, self.locales() if lang != "en" else (), lambda rule: self.locale(self.owner(rule)))

    def _add(self, name: str, origin: str, load: Callable[[], object], off: frozenset[str]) -> None:
        if name in off:
            problem = "disabled by HAPLINE_DISABLE_PLUGINS"
            self.plugins.append(Plugin(name=name, origin=origin, problem=problem, disabled=True))
            return
        try:
            module = self._registered(name, load)
        except BrokenContract as error:
            self._refuse(name, origin, error)
        except CRASHES as error:  # a plugin may fail in any way, and must not take the rest down
            broken = BrokenContract(
                Phrase("does not load: {error}", error=f"{type(error).__name__}: {' '.join(str(error).split())}")
            )
            broken.__cause__ = error
            self._refuse(name, origin, broken)
        else:
            self.plugins.append(Plugin(name=name, origin=origin, module=module))

    def _registered(self, name: str, load: Callable[[], object]) -> object:
        for plugin in self.plugins:
            if plugin.name == name:
                raise BrokenContract(Phrase("the name is already taken by {origin}", origin=plugin.origin))
        module = load()
        vetting.vet_module(module, _HOOKS)
        try:
            self._manager.register(module, name)
            vetting.vet_hooks(self._manager, module)
        except BaseException:
            if self._manager.is_registered(module):
                self._manager.unregister(module)
            raise
        return module

    def _refuse(self, name: str, origin: str, error: BrokenContract) -> None:
        self.failed(name, Phrase("loading"), error)
        self.plugins.append(Plugin(name=name, origin=origin, problem=error.what))

    def _all_families(self) -> Mapping[RuleFamily, str]:
        if self._families is None:
            self._families = {}
            for plugin, family in self._contributed("hapline_rules", vetting.vet_family):
                other = next(
                    (name for one, name in self._families.items() if name != plugin and _meet(one, family)), ""
                )
                if other:
                    what = Phrase("codes {codes} are already those of plugin {other}", codes=family.codes, other=other)
                    self.failed(plugin, "hapline_rules", BrokenContract(what))
                else:
                    self._families[family] = plugin
        return self._families

    def _named(self, hook: str, vet: Callable[[object], _T], taken: Iterable[str] = ()) -> Mapping[str, tuple[str, _T]]:
        """What a hook without arguments contributes, by name, each with its plugin; asked for once."""
        known = self._known.get(hook)
        if known is None:
            known = self._known[hook] = {}
            ours = frozenset(taken)
            for plugin, item in self._contributed(hook, vet):
                name: str = item.name  # type: ignore[attr-defined]
                if name in ours:
                    what = Phrase("the name {name} is hapline's own", name=name)
                elif name in known:
                    what = Phrase("the name {name} is already taken by plugin {other}", name=name, other=known[name][0])
                else:
                    known[name] = plugin, item
                    continue
                self.failed(plugin, hook, BrokenContract(what))
        return known

    def _contributed(self, hook: str, vet: Callable[[object], _T], **arguments: object) -> Iterator[tuple[str, _T]]:
        for plugin, item in self._each(hook, **arguments):
            try:
                vetted = vet(item)
            except BrokenContract as error:
                self.failed(plugin, hook, error)
            else:
                yield plugin, vetted

    def _each(self, hook: str, **arguments: object) -> Iterator[tuple[str, object]]:
        # Not the caller's own __call__: there, one crash would lose what the other plugins returned.
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook)
        order = [plugin.name for plugin in self.plugins]
        for one in sorted(caller.get_hookimpls(), key=lambda one: order.index(one.plugin_name)):
            try:
                for item in vetting.listed(one.function(*(arguments[name] for name in one.argnames))):
                    yield one.plugin_name, item
            except CRASHES as error:
                self.failed(one.plugin_name, hook, error)


def _meet(one: RuleFamily, other: RuleFamily) -> bool:
    """Whether two families could have rules of the same code."""
    return one.codes.startswith(other.codes) or other.codes.startswith(one.codes)


def _entry_points() -> Iterable[tuple[str, str, Callable[[], object]]]:
    from hapline.entry_points import entry_points

    for point in entry_points(NAME):
        yield point.name, point.origin, point.load
