"""Updates: what must change from one version of a package to the next, and what must not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.rules import PlainRule
from hapline_hooks import Finding, Location, Related, Severity
from hapline_plugins.offline.amr.form import MANIFEST
from hapline_plugins.offline.ids import order
from hapline_plugins.offline.rules.guide import CREATE
from hapline_plugins.offline.verifying.bases import LoneBase, PackageUpdate

_BASE = "base/20171228_1.0.0.1.amr"


class VersionRises(PlainRule[PackageUpdate]):
    code = "OFP741"
    slug = "amr-version-rises"
    title = "A package has a higher version than the one before it"
    since = "0.1.0"
    why = "Clients install only a higher version: with the same or a lower one they go on with what they have."
    help = "Build the package with the next version; hapline offline build computes it from those that exist."
    messages: ClassVar = {
        "lower": "the version is {version}, lower than that of the earlier package: {earlier}",
        "same": "the version is {version}, as in the earlier package, and the files are others",
        "earlier": "the earlier package",
    }
    subject = PackageUpdate
    sources = (CREATE,)
    bad: ClassVar = {"20171228_1.0.0.0.amr": '{ version: "1.0.0.0" }', _BASE: "{}"}
    good: ClassVar = {"20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }', _BASE: "{}"}

    def check(self, subject: PackageUpdate) -> Iterable[Finding]:
        """Compare them number by number; a package beside itself is fine."""
        old, new = subject.before.package, subject.after.package
        if old is None or new is None or old.tar is None or new.tar is None:
            return
        was, now = order(old.version), order(new.version)
        message = "lower" if now < was else "same"
        if now < was or (now == was and old.digest(old.tar.name) != new.digest(new.tar.name)):
            related = [Related(location=old.at(MANIFEST), message="earlier")]
            place = new.at(MANIFEST)
            yield self.found(message, place, related=related, version=new.version, earlier=old.version)


class TypeStays(PlainRule[PackageUpdate]):
    code = "OFP742"
    slug = "amr-type-stays"
    title = "A package stays a normal or a global resource package"
    since = "0.1.0"
    why = "The type is fixed with the first upload: the service refuses the package, or serves it where nobody looks."
    help = "Use another id for packages of the other type."
    messages: ClassVar = {
        "changed": "the package is laid out as a {now} one, and the earlier one as a {was} one",
        "earlier": "the earlier package",
    }
    subject = PackageUpdate
    sources = (CREATE,)
    bad: ClassVar = {"20171228_1.0.0.2.amr": '{ version: "1.0.0.2", global: true }', _BASE: "{}"}
    good: ClassVar = {"20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }', _BASE: "{}"}

    def check(self, subject: PackageUpdate) -> Iterable[Finding]:
        """Compare the layouts, of those that can be read."""
        old, new = subject.before.package, subject.after.package
        if old is None or new is None or not (old.content.files and new.content.files):
            return
        if old.kind != new.kind:
            related = [Related(location=old.at(), message="earlier")]
            yield self.found("changed", new.at(), related=related, now=new.kind, was=old.kind)


class BaseCompared(PlainRule[LoneBase]):
    code = "OFP743"
    slug = "amr-base"
    title = "An earlier package that is given is compared with the one of its id"
    since = "0.1.0"
    why = "Whoever names an earlier package wants to know that clients go on from it: nothing was compared here."
    help = "Give the earlier .amr of the same id."
    messages: ClassVar = {
        "other": "nothing was compared with the earlier package: it is {id}, and none of those that are verified is",
        "upload": "nothing was compared with the earlier package: only .amr files are compared",
        "unreadable": "nothing was compared with the earlier package: it cannot be read",
        "folder": "nothing was compared: there is no earlier version of the packages in this folder",
    }
    subject = LoneBase
    sources = (CREATE,)
    bad: ClassVar = {"20171229_1.0.0.2.amr": '{ id: "20171229", version: "1.0.0.2" }', _BASE: "{}"}
    good: ClassVar = {"20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }', _BASE: "{}"}

    def check(self, subject: LoneBase) -> Iterable[Finding]:
        """Say why; a first version has none before it in a folder."""
        severity: Severity | None = "note" if subject.reason == "folder" else None
        yield self.found(subject.reason, Location(path=subject.path), severity=severity, id=subject.id)
