"""What the configuration says once for all packages: the virtual domain, and where releases are seen."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import ClassVar

from hapline.rules import PlainRule
from hapline_hooks import Finding, Workspace
from hapline_plugins.offline.descriptor.described import FILE
from hapline_plugins.offline.released.patterns import is_tag_pattern
from hapline_plugins.offline.rules.guide import CONFIGURE, CREATE
from hapline_plugins.offline.source.configured import contexts, place_of, settings_of
from hapline_plugins.offline.virtual_domains import domain_problem

_DOMAIN, _TAG, _FOLDER = "offline.virtualDomain", "offline.tag", "offline.released"


class VirtualDomain(PlainRule[Workspace]):
    code = "OFP117"
    slug = "virtual-domain"
    title = "The virtual domain of the app is a domain, and nothing else"
    since = "0.1.0"
    why = (
        "It is put behind the id of each package, and cannot be changed once it was submitted: with a scheme, port or "
        "a path in it no package is ever found."
    )
    help = "Write a domain that is registered by you, such as h5app.com."
    messages: ClassVar = {"form": "offline.virtualDomain is {domain}, which {problem}"}
    subject = Workspace
    sources = (CONFIGURE,)
    bad: ClassVar = {"hapline.json5": '{ offline: { virtualDomain: "https://h5app.com" } }'}
    good: ClassVar = {f"trips/{FILE}": "{}"}

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Look at the option, once for all packages."""
        settings = settings_of(subject)
        domain = settings.text(_DOMAIN) if settings is not None else ""
        problem = domain_problem(domain) if domain else None
        if problem is not None:
            yield self.found("form", place_of(subject, _DOMAIN), domain=domain, problem=problem)


class ReleaseSettings(PlainRule[Workspace]):
    code = "OFP118"
    slug = "release-settings"
    title = "Tags and folders in which releases are seen are named so that releases are found"
    since = "0.1.0"
    why = "Packages that are compared with nothing look as if all were well with their versions."
    help = "Write offline.tag with {id} and {version}, such as offline/{id}/{version}, and name a folder that is there."
    messages: ClassVar = {
        "tag": "offline.tag must name both the id and the version, each once, not {given}",
        "folder": "the folder of offline.released is not there: {given}",
    }
    subject = Workspace
    sources = (CREATE,)
    bad: ClassVar = {"hapline.json5": '{ offline: { tag: "v{version}" } }'}
    good: ClassVar = {"hapline.json5": '{ offline: { tag: "offline/{id}/{version}" } }'}

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Look at the options, once for all packages."""
        for _, context in [*contexts(subject)][:1]:
            tag, folder = context.settings.text(_TAG), context.settings.located(_FOLDER)
            if tag and not is_tag_pattern(tag):
                yield self.found("tag", place_of(subject, _TAG), given=tag)
            if folder and not context.tree.depends_on(os.path.abspath(folder)):
                given = context.settings.text(_FOLDER)
                yield self.found("folder", place_of(subject, _FOLDER), severity="note", given=given)
