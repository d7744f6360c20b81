"""Presets: the configuration and the packages beside it say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.rules import PlainRule
from hapline_hooks import Finding, Fix, JsonEdit, Location, Related
from hapline_plugins.offline.ids import is_id, order
from hapline_plugins.offline.presets.entries import PresetEntry
from hapline_plugins.offline.presets.facts import Damage, Facts
from hapline_plugins.offline.presets.project import PresetFile, PresetProject
from hapline_plugins.offline.rules.guide import EXPORT, SEEN

ASSETS = "app/src/main/assets"
CONFIG = f"{ASSETS}/h5_json.json"
AMR = f"{ASSETS}/20171228_1.0.0.1.amr"
"""Files of examples; a package is described by its own words: id, version, files, and whether it is signed."""
_RELEASE = "https://mcube-prod.mpaascloud.com/53E5279071442-test/20171228/1.0.0.1_all/nebula/"


def entry_text(version: str = "1.0.0.1", **others: str) -> str:
    """An entry of an example, as it is written."""
    fields = {"app_id": "20171228", "version": version, "fallback_base_url": f"{_RELEASE}fallback/"}
    fields |= {"package_url": f"{_RELEASE}20171228_1.0.0.1.amr", "vhost": "https://20171228.h5app.com", **others}
    return "{ " + ", ".join(f'"{name}": "{value}"' for name, value in fields.items()) + " }"


def config_text(*entries: str) -> str:
    """A configuration of an example."""
    return '{ "data": [' + ", ".join(entries) + "] }"


class PresetRule(PlainRule[PresetProject]):
    """A rule on one folder with presets."""

    subject = PresetProject
    sources: ClassVar[tuple[str, ...]] = (EXPORT, SEEN)
    bad: ClassVar = {CONFIG: config_text(entry_text())}
    good: ClassVar = {CONFIG: config_text(entry_text()), AMR: "{}"}


def place(entry: PresetEntry, *keys: str) -> Location:
    """Where an entry stands, or a member of it; of a property list the file."""
    return Location(path=entry.file, keys=(*entry.keys, *keys) if entry.keys else ())


class PresetConfig(PresetRule):
    code = "OFP801"
    slug = "preset-config"
    title = "The configuration of presets can be read"
    since = "0.1.0"
    why = "An app that cannot read it installs none of its presets, and loads all of them from the network."
    help = "Download the configuration from the console again, or mend what the message names."
    messages: ClassVar = {"broken": "{reason}"}
    bad: ClassVar = {CONFIG: '{ "data": [, }'}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Report what was noticed while it was read."""
        for one in subject.problems:
            yield self.found("broken", Location(path=one.file, keys=one.keys, span=one.span), reason=one.reason)


class PresetPackageMissing(PresetRule):
    code = "OFP802"
    slug = "preset-package-missing"
    title = "Each entry of the configuration has its package beside it"
    severity = "warning"
    since = "0.1.0"
    why = "What has no package is not preset: its first page waits for the network, whatever the configuration says."
    help = "Place package and configuration together: hapline offline preset does."
    messages: ClassVar = {
        "missing": "{id} {version} is in the configuration, and there is no {name}",
        "other": "{id} is {version} in the configuration, and the package beside it is {other}",
        "file": "the package",
    }

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Look for the package of each entry; a property list also tells of packages that are not preset."""
        names = [(subject.called(one), one) for one in subject.files]
        there = {called for called, _ in names}
        for entry in subject.entries:
            if (entry.id, entry.version) in there:
                continue
            others = [one for (id_, _), one in names if id_ == entry.id]
            if others:
                best = max(others, key=lambda one: order(subject.called(one)[1]))
                version = subject.called(best)[1]
                yield self.found(
                    "other",
                    place(entry, "version"),
                    severity="error" if not _has_other(subject, entry, version) else "warning",
                    related=(Related(location=Location(path=best.path), message="file"),),
                    id=entry.id,
                    version=entry.version,
                    other=version,
                )
            elif entry.is_plain:
                name = f"{entry.id}_{entry.version}.amr"
                yield self.found("missing", place(entry, "version"), id=entry.id, version=entry.version, name=name)


def _has_other(project: PresetProject, entry: PresetEntry, version: str) -> bool:
    """Whether another entry is for the package that is there."""
    return any(one.id == entry.id and one.version == version for one in project.entries)


class PresetEntryMissing(PresetRule):
    code = "OFP803"
    slug = "preset-entry-missing"
    title = "Each preset package has an entry in the configuration"
    severity = "warning"
    since = "0.1.0"
    why = "An app does not know of a package that has no entry: it only makes the app larger."
    help = "Add its entry (hapline offline preset does), or remove the package."
    messages: ClassVar = {
        "config": "there is no h5_json.json beside {names}",
        "entry": "no entry names {name}",
        "left": "{name} is left over: the entry is for {version}",
    }
    bad: ClassVar = {AMR: "{}", CONFIG: config_text()}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Look for the entry of each package; mini programs have configurations of their own."""
        if subject.problems:
            return
        called = [(file, *subject.called(file)) for file in subject.files]
        packages = [one for one in called if is_id(one[1])]
        if packages and not subject.configured:
            yield self.found("config", Location(path=packages[0][0].path), names=[one[0].name for one in packages])
            return
        there = {(id_, version) for _, id_, version in called}
        for file, id_, version in packages:
            own = [one.version for one in subject.entries if one.id == id_]
            if not own:
                yield self.found("entry", Location(path=file.path), name=file.name)
            elif version not in own and any((id_, one) in there for one in own):
                yield self.found("left", Location(path=file.path), name=file.name, version=max(own, key=order))


class PresetPackageDiffers(PresetRule):
    code = "OFP804"
    slug = "preset-package-differs"
    title = "A preset package is the one that its name says"
    since = "0.1.0"
    why = "The app installs it under the id and version of the configuration, and serves the pages of another one."
    help = "Name the file <id>_<version>.amr as the service does, or place the right one."
    messages: ClassVar = {"differs": "{name} is {id} {version} by its own manifest"}
    bad: ClassVar = {CONFIG: config_text(entry_text()), AMR: '{ version: "1.0.0.2" }'}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Compare name and manifest."""
        for file, facts in readable(subject):
            if file.id and (facts.id, facts.version) != (file.id, file.version):
                yield self.found(
                    "differs", Location(path=file.path), name=file.name, id=facts.id, version=facts.version
                )


class PresetTwice(PresetRule):
    code = "OFP805"
    slug = "preset-twice"
    title = "The configuration has one entry for a package"
    severity = "warning"
    since = "0.1.0"
    why = "Of several entries it is chance which one an app goes by."
    help = "Keep the entry of the version that is preset."
    messages: ClassVar = {
        "twice": "{id} is there a second time",
        "versions": "{id} is there a second time, as {version}; the entry before is {other}",
        "first": "the entry before",
        "remove": "remove the second entry",
    }
    fixable = "safe"
    bad: ClassVar = {CONFIG: config_text(entry_text(), entry_text()), AMR: "{}"}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Look for ids that come again."""
        first: dict[str, PresetEntry] = {}
        for entry in subject.entries:
            if not entry.is_plain:
                continue
            other = first.setdefault(entry.id, entry)
            if other is entry:
                continue
            related = (Related(location=place(other), message="first"),)
            if other.fields == entry.fields:
                edit = JsonEdit(action="remove", keys=entry.keys)
                fixes = (Fix(title="remove", path=entry.file, edits=(edit,), safe=True),)
                yield self.found("twice", place(entry, "app_id"), related=related, fixes=fixes, id=entry.id)
            else:
                versions = [entry.version], [other.version]
                yield self.found(
                    "versions",
                    place(entry, "app_id"),
                    related=related,
                    id=entry.id,
                    version=versions[0],
                    other=versions[1],
                )


class PresetAddresses(PresetRule):
    code = "OFP806"
    slug = "preset-addresses"
    title = "The entry of a normal package has a fallback address, that of a global one the address of a resource"
    severity = "warning"
    since = "0.1.0"
    why = (
        "Without the fallback address the app shows nothing where the package cannot be opened; without the address of "
        "a resource it does not take a package for a global one."
    )
    help = "Download the configuration of this version from the console, or let hapline offline build write it."
    messages: ClassVar = {
        "fallback": "{id} is a normal package, and fallback_base_url is empty",
        "global": "{id} is a global package, and global_pack_url is empty",
        "neither": "{id} has neither fallback_base_url nor global_pack_url",
    }
    bad: ClassVar = {CONFIG: config_text(entry_text(fallback_base_url="")), AMR: "{}"}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Compare the addresses with the type, which the package says where it can be read."""
        kinds = {subject.called(file): facts.kind for file, facts in readable(subject)}
        for entry in subject.entries:
            if not entry.is_plain:
                continue
            has_fallback, has_global = bool(entry.text("fallback_base_url")), bool(entry.text("global_pack_url"))
            kind = kinds.get((entry.id, entry.version))
            if kind == "global" and not has_global:
                yield self.found("global", place(entry, "global_pack_url"), severity="error", id=entry.id)
            elif kind == "normal" and not has_fallback:
                yield self.found("fallback", place(entry, "fallback_base_url"), id=entry.id)
            elif kind is None and not has_fallback and not has_global:
                yield self.found("neither", place(entry), id=entry.id)


class PresetTarget(PresetRule):
    code = "OFP807"
    slug = "preset-target"
    title = "Presets are for the app and workspace that are configured"
    severity = "warning"
    since = "0.1.0"
    why = "Packages of another workspace are updated from there, or never, and their pages have another address."
    help = (
        "Take the packages of the configured workspace, or correct offline.appId, offline.workspaceId and "
        "offline.virtualDomain."
    )
    messages: ClassVar = {
        "space": "{id} is from {space}, and {wanted} is configured",
        "host": "the virtual host of {id} is {host}, and by offline.virtualDomain it is {wanted}",
    }
    bad: ClassVar = {"hapline.json5": '{ offline: { workspaceId: "prod" } }', CONFIG: config_text(entry_text())}
    good: ClassVar = {CONFIG: config_text(entry_text())}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Compare the addresses."""
        target = subject.context.target
        wanted = target.release_space
        for entry in subject.entries:
            if not is_id(entry.id) or not entry.is_plain:
                continue
            if wanted and entry.space and entry.space != wanted:
                yield self.found("space", place(entry, "package_url"), id=entry.id, space=entry.space, wanted=wanted)
            host = target.virtual_host(entry.id)
            if host and entry.text("vhost") != host:
                yield self.found("host", place(entry, "vhost"), id=entry.id, host=entry.text("vhost"), wanted=host)


def readable(project: PresetProject) -> Iterator[tuple[PresetFile, Facts]]:
    """The packages that can be read, each with what it says of itself."""
    for file in project.files:
        facts = project.facts[file.path]
        if not isinstance(facts, Damage):
            yield file, facts
