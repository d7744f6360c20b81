"""Preset packages against what apps know: the key that they verify with, and the page that they open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from hapline_hooks import Finding, Location
from hapline_plugins.offline.content.entry_page import UNSAID, path_of
from hapline_plugins.offline.ids import flavour_of, is_id
from hapline_plugins.offline.presets.facts import Facts
from hapline_plugins.offline.presets.project import PresetFile, PresetProject
from hapline_plugins.offline.rules.guide import CONFIGURE, CREATE, EXPORT
from hapline_plugins.offline.rules.presets import AMR, CONFIG, PresetRule, config_text, entry_text, place, readable
from hapline_plugins.offline.rules.public_keys import CONFIGURED

if TYPE_CHECKING:
    from hapline_plugins.offline.keys.public import PublicKey
    from hapline_plugins.offline.verifying.verdicts import Verdict


class PresetSignature(PresetRule):
    code = "OFP812"
    slug = "preset-signature"
    title = "Presets are signed with the key whose public half the app embeds"
    since = "0.1.0"
    why = (
        "An app that verifies packages throws such a preset away, and the first page waits for the network. Without a "
        "public key nothing is known of signatures, which is said."
    )
    help = (
        "Place the package that was signed with the app's key: hapline offline preset verifies it. The key is known by "
        "offline.publicKeyIn, offline.publicKey or offline.key."
    )
    messages: ClassVar = {
        "other": "{name} is signed with another key than that of {known}",
        "pss": "{name} is signed with the key of {known}, but by RSASSA-PSS: clients verify RSASSA-PKCS1-v1_5",
        "broken": "{name} is not what was signed: {entries}",
        "unsigned": "{name} is not signed, and {known} has a public key",
        "unjudged": "signatures were not verified: no public key is known ({count} signed packages)",
    }
    sources = (CONFIGURE, EXPORT)
    bad: ClassVar = {
        CONFIG: config_text(entry_text()),
        AMR: "{ signed: true }",
        "hapline.json5": f'{{ offline: {{ publicKey: "{CONFIGURED}" }} }}',
    }

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Verify each package that is not the SDK's own."""
        judged = [one for one in readable(subject) if flavour_of(one[1].id) != "sdk-package"]
        keys = _keys(subject) if judged else ()
        signed = [file for file, facts in judged if facts.is_signed]
        if keys:
            yield from self._judged(subject, judged, keys)
        elif signed:
            yield self.found("unjudged", Location(path=signed[0].path), severity="note", count=len(signed))

    def _judged(
        self, project: PresetProject, judged: Sequence[tuple[PresetFile, Facts]], keys: Sequence[PublicKey]
    ) -> Iterator[Finding]:
        for file, facts in judged:
            where = Location(path=file.path)
            if not facts.is_signed:
                if not project.verifies:  # else OFP810 says so
                    yield self.found("unsigned", where, severity="warning", name=file.name, known=keys[0].where)
                continue
            verdict = _verdict(project, file, keys)
            if verdict.state == "wrong-key" and verdict.key is not None:
                yield self.found("pss" if verdict.is_pss else "other", where, name=file.name, known=verdict.key.where)
            elif verdict.state == "broken":
                entries = [one.entry for one in verdict.failures]
                yield self.found("broken", where, name=file.name, entries=entries)


class PresetEntryPage(PresetRule):
    code = "OFP813"
    slug = "preset-entry-page"
    title = "The page that the configuration names is in the preset package"
    since = "0.1.0"
    why = "The app opens the package with this page: where it is not there, users see an error page at once."
    help = "Correct main_url and download the configuration again, or place the version that has the page."
    messages: ClassVar = {"missing": "{field} {url} is not in {name}"}
    sources = (f"{CREATE}, URL of main entrance",)
    bad: ClassVar = {CONFIG: config_text(entry_text(main_url="/www/home.html")), AMR: "{}"}
    good: ClassVar = {CONFIG: config_text(entry_text(main_url="/www/index.html")), AMR: "{}"}

    def check(self, subject: PresetProject) -> Iterable[Finding]:
        """Look the pages of entries up in the packages that are theirs; those of global ones are never opened.

        Mini programs have other addresses.
        """
        known = {subject.called(file): (file, facts) for file, facts in readable(subject)}
        for entry in subject.entries:
            file, facts = known.get((entry.id, entry.version), (None, None))
            if file is None or facts is None or facts.kind == "global" or not is_id(facts.id):
                continue
            for field in ("main_url", "sub_url"):
                url = entry.text(field)
                if url != UNSAID and path_of(url) not in {None, *facts.paths}:
                    yield self.found("missing", place(entry, field), field=field, url=url, name=file.name)


def _keys(project: PresetProject) -> Sequence[PublicKey]:
    from hapline_plugins.offline.keys.known import known_keys

    return known_keys(project.tree, project.context.settings)


def _verdict(project: PresetProject, file: PresetFile, keys: Sequence[PublicKey]) -> Verdict:
    """What the signatures of a package are worth; it is read again, since few projects know a key."""
    from hapline.archives import ArchiveError
    from hapline_hooks import Unreadable
    from hapline_plugins.offline.amr.holding import Holder
    from hapline_plugins.offline.amr.package import AmrPackage
    from hapline_plugins.offline.verifying.verdicts import Verdict, verdict

    try:
        return verdict(AmrPackage("", data=project.tree.read(file.path), holder=Holder(at_once=0)), keys)
    except (ArchiveError, Unreadable):
        return Verdict(state="unreadable")
