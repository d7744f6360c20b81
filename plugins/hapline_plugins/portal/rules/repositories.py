"""Repositories: coordinates of Bundles and manifests that no repository of the build can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from hapline.builds import SNAPSHOT, version
from hapline_hooks import Finding
from hapline_plugins.portal.built.configured import local_repository
from hapline_plugins.portal.rules.base import PORTAL_GUIDE, PortalModuleRule
from hapline_plugins.portal.source.build_repositories import sources_of
from hapline_plugins.portal.source.declared import Declared
from hapline_plugins.portal.source.portals import Portal
from hapline_plugins.portal.source.repository_filters import Filter, may_hold

if TYPE_CHECKING:
    from hapline_plugins.portal.built.maven import LocalRepository

_HEAD = "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n"


def _example(only: str) -> str:
    """The script of a Portal with one repository, for examples."""
    return (
        f"{_HEAD}repositories {{\n    maven {{\n        url 'https://maven.example.com/public'\n        {only}\n"
        "    }\n}\n"
        "dependencies {\n    bundle 'com.example:a-build:1.0-SNAPSHOT@jar'\n}\n"
    )


class CannotHold(PortalModuleRule):
    code = "BND611"
    slug = "repository-cannot-hold"
    title = "Some repository of the Portal's build can hold each Bundle and manifest that it declares"
    since = "0.1.0"
    why = "Gradle looks in no repository that has it: the build stops with 'Could not find'."
    help = "Declare the repository that it is published to, widen the filter, or correct the version."
    messages: ClassVar = {
        "snapshot": "{notation} is a snapshot, and no repository that may have it holds snapshots",
        "release": "{notation} is a release, and the repositories that may have it hold snapshots only",
        "filtered": "the filters of all repositories leave {notation} out",
        "absent": "{notation} is not in the local Maven repository, the only one that is declared",
        "nearest": "{notation} is not in the local Maven repository, the only one that is declared; {nearest} is",
    }
    sources = (
        f"{PORTAL_GUIDE}, Project dependencies",
        "Gradle user guide, Filtering repository content",
    )
    bad: ClassVar = {"app/build.gradle": _example("mavenContent { releasesOnly() }")}
    good: ClassVar = {"app/build.gradle": _example("mavenContent { snapshotsOnly() }")}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Ask the filters for each; where there is the local repository only, look there."""
        every = [one for one in (*subject.bundles, *subject.manifests) if one.version and not one.conditions]
        sources = sources_of(subject) if every else None
        if sources is None:
            return
        repository = local_repository(subject.build) if sources.is_local else None
        for one in every:
            why = _why_not(sources.filters, one)
            if why:
                yield self.found(why, one.at(), notation=one.notation)
            elif repository is not None:
                yield from self._local(repository, one)

    def _local(self, repository: LocalRepository, one: Declared) -> Iterator[Finding]:
        group, artifact, wanted = one.group or "", one.artifact or "", one.version or ""
        classifier, kind = one.classifier or "", one.type or "jar"
        if repository.find(group, artifact, wanted, classifier, kind).why != "absent":
            return
        there = [
            other
            for other in repository.versions(group, artifact)
            if repository.find(group, artifact, other, classifier, kind).path is not None
        ]
        if there:
            nearest = _nearest(wanted, there)
            yield self.found("nearest", one.at(), severity="warning", notation=one.notation, nearest=nearest)
        else:
            yield self.found("absent", one.at(), severity="warning", notation=one.notation)


def _why_not(filters: Sequence[Filter], one: Declared) -> str:
    """Why no repository may hold something; nothing where one may, or where it is not known what it is."""
    if one.group is None or one.artifact is None or one.version is None:
        return ""
    if may_hold(filters, one.group, one.artifact, one.version):
        return ""
    if one.version.endswith(SNAPSHOT):
        other = one.version.removesuffix(SNAPSHOT)
        return "snapshot" if may_hold(filters, one.group, one.artifact, other) else "filtered"
    return "release" if may_hold(filters, one.group, one.artifact, f"{one.version}{SNAPSHOT}") else "filtered"


def _nearest(wanted: str, there: Sequence[str]) -> str:
    """The version that has most numbers at its start in common with one; of these the highest."""
    numbers = version(wanted) or ()

    def closeness(text: str) -> tuple[int, tuple[int, ...], str]:
        other = version(text) or ()
        pairs = zip(numbers, other, strict=False)
        return (
            next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(numbers), len(other))),
            other,
            text,
        )

    return max(there, key=closeness)
