"""Preset packages: they can be read, are signed where the app asks for it, and are not older than others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.files import shown
from hapline.rules import PlainRule
from hapline_hooks import Finding, Location, Related, Workspace
from hapline_plugins.offline.ids import is_id, order
from hapline_plugins.offline.presets.facts import Damage
from hapline_plugins.offline.presets.project import CUSTOM_CONFIG, PresetProject
from hapline_plugins.offline.rules.guide import EXPORT
from hapline_plugins.offline.rules.presets import AMR, ASSETS, CONFIG, PresetRule, config_text, entry_text

_RELEASED = "released/20171228_1.0.0.2.amr"
_CUSTOM = f"{ASSETS}/config/custom_config.json"
_YES = '[{ "key": "h5_shouldverifyapp", "value": "YES" }]'
_RAWFILE = "entry/src/main/resources/rawfile"


class PresetOutdated(PresetRule):
    code = "OFP808"
    slug = "preset-outdated"
    title = "A preset is not older than the highest version that was released"
    severity = "warning"
    since = "0.1.0"
    why = "Who installs the app sees old pages first, and downloads the package at once for what was to be there."
    help = (
        "Place the released package: hapline offline preset. The rule is for configurations that name a folder with "
        "released packages (offline.released)."
    )
    messages: ClassVar = {"older": "{id} is preset as {version}, and {highest} is released ({where})"}
    bad: ClassVar = {
        **PresetRule.good,
        "hapline.json5": '{ offline: { released: "released" } }',
        _RELEASED: '{ version: "1.0.0.2" }',
    }

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Compare with the files in the folder."""
        known = subject.context.released
        ids = {id_ for id_, _ in map(subject.called, subject.files) if is_id(id_)} if known is not None else set()
        for id_ in sorted(ids):
            released = known.highest_file(id_) if known is not None else None
            version = subject.highest(id_)
            if released is not None and order(version) < order(released[0]):
                highest, file = released
                yield self.found(
                    "older", _place(subject, id_, version), id=id_, version=version, highest=highest, where=shown(file)
                )


class PresetsDiffer(PlainRule[Workspace]):
    code = "OFP809"
    slug = "presets-differ"
    title = "The apps of a workspace preset the same version of a package"
    severity = "warning"
    since = "0.1.0"
    why = "People on one platform see other pages than on the others, until both have loaded what is newest."
    help = "Place the newer package in all of them: hapline offline preset takes several folders at once."
    messages: ClassVar = {
        "older": "{id} is preset as {version}, and as {other} in {folder}",
        "newer": "the newer preset",
    }
    subject = Workspace
    sources = (EXPORT,)
    bad: ClassVar = {
        **PresetRule.good,
        f"{_RAWFILE}/h5_json.json": config_text(entry_text("1.0.0.2")),
        f"{_RAWFILE}/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }',
    }
    good: ClassVar = {
        **PresetRule.good,
        f"{_RAWFILE}/h5_json.json": config_text(entry_text()),
        f"{_RAWFILE}/20171228_1.0.0.1.amr": "{}",
    }

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Compare folder with folder; packages of other apps and workspaces that have the same id are others."""
        presets = [one for one in subject.projects if isinstance(one, PresetProject)]
        found: dict[tuple[str, str], list[tuple[PresetProject, str]]] = {}
        for project in presets if len(presets) > 1 else ():
            for id_, space in sorted({(one.id, one.space) for one in project.entries if one.space and is_id(one.id)}):
                version = project.highest(id_)
                if version:
                    found.setdefault((id_, space), []).append((project, version))
        for (id_, _), several in found.items():
            newest, highest = max(several, key=lambda one: order(one[1]))
            for project, version in several:
                if order(version) < order(highest):
                    related = (Related(location=_place(newest, id_, highest), message="newer"),)
                    yield self.found(
                        "older",
                        _place(project, id_, version),
                        related=related,
                        id=id_,
                        version=version,
                        other=highest,
                        folder=newest.name,
                    )


class PresetUnsigned(PresetRule):
    code = "OFP810"
    slug = "preset-unsigned"
    title = "Presets are signed where the app verifies packages"
    since = "0.1.0"
    why = "An app that verifies packages does not open one that is not signed: the preset is as good as not there."
    help = "Place a package that was signed, or write NO for h5_shouldverifyapp in config/custom_config.json."
    messages: ClassVar = {
        "unsigned": "{name} is not signed, and the app verifies packages",
        "says": "h5_shouldverifyapp is YES",
    }
    bad: ClassVar = {**PresetRule.good, _CUSTOM: _YES}
    good: ClassVar = {CONFIG: config_text(entry_text()), AMR: "{ signed: true }", _CUSTOM: _YES}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Compare the packages with the configuration of the container."""
        for file in subject.files:
            facts = subject.facts[file.path]
            if not isinstance(facts, Damage) and not facts.is_signed and subject.verifies:
                says = Related(location=Location(path=subject.path(CUSTOM_CONFIG)), message="says")
                yield self.found("unsigned", Location(path=file.path), related=(says,), name=file.name)


class PresetDamaged(PresetRule):
    code = "OFP811"
    slug = "preset-damaged"
    title = "A preset package is a package, whole, and none that verify refuses"
    since = "0.1.0"
    why = "The app cannot install it: it takes up room, and the first page waits for the network."
    help = (
        "Place the package again; where Git LFS keeps it, fetch it first (git lfs pull), in CI too. Of one that is "
        "refused, hapline offline verify says more."
    )
    messages: ClassVar = {
        "empty": "{name} is empty",
        "pointer": "{name} is a pointer of Git LFS: the package itself was not fetched",
        "broken": "{name} cannot be read ({reason})",
        "closed": "{name} cannot be opened ({reason})",
        "refused": "the preset package {name} is refused by verify: {reason}",
    }
    bad: ClassVar = {CONFIG: config_text(entry_text()), AMR: ""}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Report what was noticed while it was read."""
        for file in subject.files:
            facts = subject.facts[file.path]
            if isinstance(facts, Damage):
                yield self.found(facts.kind, Location(path=file.path), name=file.name, reason=facts.reason)
                continue
            # What is wrong with signatures is said by OFP812 where a key is known.
            reasons = [one.reason for one in facts.refusals if one.code != "OFP722" or not _has_key(subject)]
            for reason in reasons[:1]:
                yield self.found("refused", Location(path=file.path), name=file.name, reason=reason)


def _has_key(project: PresetProject) -> bool:
    from hapline_plugins.offline.keys.known import known_keys

    return bool(known_keys(project.tree, project.context.settings))


def _place(project: PresetProject, package_id: str, version: str) -> Location:
    """Where the version of a preset stands: in its entry, or else the package itself."""
    for one in project.entries:
        if one.is_plain and one.id == package_id and one.version == version:
            return Location(path=one.file, keys=(*one.keys, "version"))
    path = next((one.path for one in project.files if project.called(one) == (package_id, version)), project.config)
    return Location(path=path)
