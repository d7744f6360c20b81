"""A folder in which an app presets packages: Android ``assets``, an iOS ``*.bundle``, HarmonyOS ``rawfile``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from hapline.documents import DocumentError
from hapline_hooks import Phrase, Project, Tree, Unreadable, noun
from hapline_plugins.offline.config_files import CONFIG, PLISTS
from hapline_plugins.offline.ids import LIKE_ID, LIKE_MINI_ID, order
from hapline_plugins.offline.presets.entries import Entries, EntryProblem, PresetEntry, config_entries, plist_entries
from hapline_plugins.offline.presets.facts import Damage, Facts, facts_of
from hapline_plugins.offline.source.context import Context

AMR = ".amr"
CUSTOM_CONFIG = "config/custom_config.json"
_NAME = re.compile(rf"({LIKE_ID}|{LIKE_MINI_ID})_([0-9]+(?:\.[0-9]+)*)(\.amr)?")
"""Mini programs may be there too; the SDK names packages in bundles without an ending."""
_VERIFIES = "h5_shouldverifyapp"
Platform = Literal["Android", "iOS", "Harmony", ""]


@noun
class PresetFile:
    """A preset package, by its name.

    Attributes:
        path: The file. name: Its name. id: The package; empty where the name does not say. version: Its version.
    """

    path: str
    name: str
    id: str
    version: str


class PresetProject(Project):
    """A folder with presets.

    Attributes:
        context: What it has in common with other projects of this plugin.
    """

    __slots__ = ("__dict__", "context")
    kind = "offline.preset"

    def __init__(self, tree: Tree, root: str, context: Context) -> None:
        """Find presets in a folder of a tree; they are read when somebody asks."""
        super().__init__(tree, root, root or tree.name)
        self.context = context

    def path(self, name: str) -> str:
        """A file in the folder, as a path of the tree."""
        return f"{self.root}/{name}" if self.root else name

    @property
    def config(self) -> str:
        """The path of ``h5_json.json``, whether there is one or not."""
        return self.path(CONFIG)

    @property
    def platform(self) -> Platform:
        """Whose folder it is, by its name; empty where that does not say."""
        last = self.root.rpartition("/")[2]
        if last.endswith(".bundle"):
            return "iOS"
        return "Android" if last == "assets" else "Harmony" if last == "rawfile" else ""

    @cached_property
    def names(self) -> frozenset[str]:
        """The files in the folder."""
        return frozenset(one.name for one in self.tree.list(self.root) if not one.is_dir)

    @cached_property
    def files(self) -> Sequence[PresetFile]:
        """The packages, by name."""
        found = []
        with_plist = not self.names.isdisjoint(PLISTS)
        for name in sorted(self.names):
            match = _NAME.fullmatch(name)
            if match is not None and (match[3] or with_plist):
                found.append(PresetFile(path=self.path(name), name=name, id=match[1], version=match[2]))
            elif name.endswith(AMR):
                found.append(PresetFile(path=self.path(name), name=name, id="", version=""))
        return found

    @cached_property
    def facts(self) -> Mapping[str, Facts | Damage]:
        """What each package says of itself, by its path."""
        return {one.path: self._facts(one) for one in self.files}

    @cached_property
    def configured(self) -> Sequence[Entries]:
        """What the configurations say: that in JSON, and the property lists."""
        return [self._entries(name) for name in (CONFIG, *PLISTS) if name in self.names]

    @property
    def entries(self) -> Sequence[PresetEntry]:
        """What the configurations say of packages."""
        return [one for each in self.configured for one in each.entries]

    @property
    def problems(self) -> Sequence[EntryProblem]:
        """What in the configurations cannot be read."""
        return [one for each in self.configured for one in each.problems]

    def called(self, file: PresetFile) -> tuple[str, str]:
        """The id and version of a package: by its name, else as it says; empty where neither is known."""
        facts = self.facts[file.path]
        if file.id or isinstance(facts, Damage):
            return file.id, file.version
        return facts.id, facts.version

    def highest(self, package_id: str) -> str:
        """The highest version of a package that is preset; empty where there is none."""
        versions = [version for one, version in map(self.called, self.files) if one == package_id]
        return max(versions, key=order, default="")

    @cached_property
    def verifies(self) -> bool:
        """Whether the configuration of the container beside the presets says that packages are verified."""
        from hapline.documents import parse

        try:
            value = parse(self.tree.read(self.path(CUSTOM_CONFIG)))
        except (Unreadable, DocumentError):
            return False
        items = value if isinstance(value, list) else []
        return any(
            isinstance(one, dict) and one.get("key") == _VERIFIES and str(one.get("value")).upper() == "YES"
            for one in items
        )

    def _entries(self, name: str) -> Entries:
        path = self.path(name)
        try:
            data = self.tree.read(path)
        except Unreadable as error:
            reason = Phrase("cannot be read ({reason})", reason=error.reason)
            return Entries(problems=(EntryProblem(file=path, reason=reason),))
        return config_entries(path, data) if name == CONFIG else plist_entries(path, data)

    def _facts(self, file: PresetFile) -> Facts | Damage:
        try:
            data = self.tree.read(file.path)
        except Unreadable as error:
            return Damage(kind="closed", reason=Phrase(error.reason))
        return facts_of(data)
