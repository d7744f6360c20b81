"""What built packages say of themselves: id, version, the name of the file, hpmfile.json."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import ClassVar

from hapline.documents import DocumentError
from hapline_hooks import Finding, Phrase, replace
from hapline_plugins.offline.amr.form import HPMFILE, MANIFEST, amr_name
from hapline_plugins.offline.ids import RESERVED, is_id, parts_of, reserved_prefix
from hapline_plugins.offline.rules.guide import CREATE, GENERATE, SEEN
from hapline_plugins.offline.rules.of_built import PackageRule
from hapline_plugins.offline.verifying.built import BuiltAmr

_NAME = re.compile(r"([0-9]{8,16})_([0-9][0-9.]*)\.amr")


class FileNamed(PackageRule):
    code = "OFP711"
    slug = "amr-file-name"
    title = "The file of a built package is named by the id and version that are in it"
    since = "0.1.0"
    why = (
        "Apps find the packages that they preset by this name; under another one it is never installed, or as another."
    )
    help = "Name the file by its manifest: id, an underscore, version, .amr."
    messages: ClassVar = {
        "id": "the file is named for {said}, and holds the package {real}",
        "version": "the file is named for version {said}, and holds {real}",
        "form": "the file is not named {wanted}",
    }
    sources = (GENERATE, SEEN)
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ version: "1.0.0.2" }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Compare the name with the manifest; the SDK has names of its own."""
        package = subject.package
        if package is None or package.manifest is None or package.flavour == "sdk-package":
            return
        match = _NAME.fullmatch(os.path.basename(subject.path))
        if match is None:
            wanted = amr_name(package.id, package.version)
            yield self.found("form", subject.at(), severity="warning", wanted=wanted)
            return
        if match[1] != package.id:
            yield self.found("id", subject.at(), said=match[1], real=package.id)
        if match[2] != package.version:
            yield self.found("version", subject.at(), said=match[2], real=package.version)


class PackageId(PackageRule):
    code = "OFP712"
    slug = "amr-id-form"
    title = "The id of a built package is eight digits, and none that is for the SDK"
    since = "0.1.0"
    why = "The service takes no other ids, and a package with an id of the SDK replaces a part of it."
    help = "Give a package of your own an id of eight digits that is none of the reserved ones."
    messages: ClassVar = {
        "form": "the id {id} is not eight digits",
        "mini-program": "the id {id} has 16 digits: this is a mini program, not an H5 offline package",
        "sdk-package": "the id and the key are the SDK's own: this is {id}, a part of it, not a package of an app",
        "unknown": "the id {id} is one of the SDK's, and no key of the SDK that is known has signed the package",
        "prefix": "ids that begin with {prefix} are for the SDK",
        "own": "the id {id} is for the SDK, and the package is signed with {where}: on the phone one of both takes the "
        "place of the other",
    }
    sources = (GENERATE, CREATE)
    bad: ClassVar = {"2017122_1.0.0.1.amr": '{ id: "2017122" }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Look at the id; what is something else is named for what it is."""
        package = subject.package
        if package is None or package.manifest is None:
            return
        place, prefix = subject.at(MANIFEST), reserved_prefix(package.id)
        if package.flavour == "mini-program":
            yield self.found("mini-program", place, severity="note", id=package.id)
        elif package.flavour == "sdk-package" or prefix:
            yield self._reserved(subject, package.id, prefix)
        elif not is_id(package.id):
            yield self.found("form", place, id=package.id)

    def _reserved(self, subject: BuiltAmr, id_: str, prefix: str) -> Finding:
        """Say whose it is, by the key; of one that begins as these do, and is nobody's known, that this is bad."""
        place, verdict = subject.at(MANIFEST), subject.verdict
        if verdict.of_sdk:
            return self.found("sdk-package", place, severity="note", id=id_)
        if verdict.state == "valid" and verdict.key is not None:
            return self.found("own", place, id=id_, where=verdict.key.where)
        if id_ in RESERVED:
            return self.found("unknown", place, severity="warning", id=id_)
        return self.found("prefix", place, severity="warning", prefix=prefix)


class HpmfileNamed(PackageRule):
    code = "OFP713"
    slug = "amr-hpmfile"
    title = "The hpmfile.json in a built package names the same id and version as the manifest"
    severity = "warning"
    since = "0.1.0"
    why = "The service writes both when it builds a package: where they differ, the tar is from another one."
    help = "Build the package again; do not put files of one package into another."
    messages: ClassVar = {
        "missing": "hpmfile.json is missing",
        "broken": "hpmfile.json cannot be read ({what})",
        "id": "hpmfile.json names the package {said}, the manifest {real}",
        "version": "hpmfile.json names version {said}, the manifest {real}",
    }
    sources = (SEEN,)
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ hpmfile: { appid: "20171228", version: "1.0.0.0" } }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Compare the two."""
        package = subject.package
        if package is None or package.manifest is None or package.tar is None or package.flavour == "sdk-package":
            return
        place, inner, error = package.member_at(HPMFILE), package.hpmfile, package.errors.get(HPMFILE)
        if isinstance(error, DocumentError):
            what = Phrase(error.template, **error.fields)
            yield self.found("broken", replace(place, span=error.span), what=what)
        elif inner is not None:
            if inner.id != package.id:
                yield self.found("id", place, said=inner.id, real=package.id)
            if inner.version != package.version:
                yield self.found("version", place, said=inner.version, real=package.version)
        elif package.tar.name not in package.errors:
            yield self.found("missing", subject.at(package.tar.name))


class PackageVersion(PackageRule):
    code = "OFP714"
    slug = "amr-version-form"
    title = "The version of a built package is numbers with dots"
    since = "0.1.0"
    why = "Clients compare versions number by number: what is none is never newer than what they have."
    help = "Build the package with a version such as 1.0.0.1."
    messages: ClassVar = {"form": "the version {version} is not numbers with dots"}
    sources = (CREATE,)
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ version: "1.0-beta" }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Look at the version."""
        package = subject.package
        if package is not None and package.manifest is not None and parts_of(package.version) is None:
            yield self.found("form", subject.at(MANIFEST), version=repr(package.version))
