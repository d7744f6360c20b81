"""Packages of one id: the service knows one of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.rules import PlainRule
from hapline_hooks import Finding, Location, Related, Workspace
from hapline_plugins.offline.descriptor.described import FILE
from hapline_plugins.offline.rules.guide import GENERATE
from hapline_plugins.offline.rules.of_descriptor import at
from hapline_plugins.offline.source.project import OfflineProject


class UniqueId(PlainRule[Workspace]):
    code = "OFP119"
    slug = "unique-id"
    title = "No two packages have the same id"
    since = "0.1.0"
    why = "The service and the app know one package of an id: each is built and released in the place of the other."
    help = "Give one of them another id; take away what is only a copy."
    messages: ClassVar = {
        "twice": "package {id} is there {count} times",
        "other": "here too",
    }
    subject = Workspace
    sources = (GENERATE,)
    bad: ClassVar = {f"copy/{FILE}": '{ id: "20171228", version: "1.0.0.1" }'}
    good: ClassVar = {f"copy/{FILE}": '{ id: "20171229", version: "1.0.0.1" }'}

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Compare the ids of all packages in source."""
        by_id: dict[str, list[OfflineProject]] = {}
        for one in subject.projects:
            if isinstance(one, OfflineProject) and one.id:
                by_id.setdefault(one.id, []).append(one)
        for id_, several in by_id.items():
            for one in several if len(several) > 1 else ():
                others = [Related(location=_place(other), message="other") for other in several if other is not one]
                yield self.found("twice", _place(one), related=others, id=id_, count=len(several))


def _place(project: OfflineProject) -> Location:
    return at(project, "id") if project.document is not None else Location(path=project.root or FILE)
