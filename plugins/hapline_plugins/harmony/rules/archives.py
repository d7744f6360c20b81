"""Archives: packages that can be opened, hold nothing hostile, and agree with themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import ArtifactSet, Finding, Phrase
from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.coercion import Crash
from hapline_plugins.harmony.packages import App, Package
from hapline_plugins.harmony.rules.base import PACKING_TOOL, HarmonyRule

_CODES = "AppGallery Connect · 软件包解析错误码"
_GOOD: dict[str, str] = {"entry.hap": "{}"}
_HOSTILE = frozenset(
    {
        "traversal",
        "absolute",
        "symlink",
        "special-file",
        "control-character",
        "empty-name",
        "local-header-differs",
        "ambiguous-end",
        "encrypted",
        "unknown-method",
        "directory-with-data",
    }
)
_ODD = frozenset({"backslash", "case-clash", "prefix-data", "trailing-data", "gap", "signing-block", "not-utf8"})


class PackageRule(HarmonyRule[Package]):
    """A rule about one package."""

    subject = Package


class UnreadablePackage(HarmonyRule[ArtifactSet]):
    code = "HOS701"
    slug = "unreadable-package"
    title = "Packages are whole ZIP archives within sane limits"
    since = "0.1.0"
    why = "What cannot be opened here cannot be installed; what asks for endless memory is an attack or an accident."
    help = "Build or download the package again; the message says what is wrong with it."
    messages: ClassVar = {"error": "the package cannot be read: {what} ({where}); {hint}"}
    subject = ArtifactSet
    official = ("10012013",)
    sources = ("PKWARE APPNOTE 6.3.10", f"{_CODES}, 1015")
    bad: ClassVar = {"entry.hap": '{ rawFile: "this is no archive" }'}
    good = _GOOD

    def check(self, subject: ArtifactSet) -> Iterable[Finding]:
        """Report what was noticed when the files were opened."""
        for artifact in subject.artifacts:
            if isinstance(artifact, Package | App) and artifact.error is not None:
                error = artifact.error
                yield self.found(
                    "error",
                    artifact.location(),
                    of=None,
                    code="10012013" if isinstance(artifact, App) or "app" in artifact.stages else "",
                    store="AGC 1015",
                    what=Phrase(error.message),
                    where="!".join((*error.inner, error.entry)) or artifact.path,
                    hint=Phrase(error.hint),
                )


class HostileEntry(PackageRule):
    code = "HOS702"
    slug = "hostile-entry"
    title = "The entries of a package stay inside it and are what they claim to be"
    since = "0.1.0"
    why = (
        "Names that lead out of the folder, links, and headers that contradict each other are how archives attack "
        "those who unpack them. The packing tool takes them; the store's check of archives does not."
    )
    help = "Find out who put the entry there, and build the package again."
    messages: ClassVar = {
        "traversal": "the name {entry} leads out of the package",
        "absolute": "the name {entry} is absolute",
        "symlink": "{entry} is a symbolic link",
        "special-file": "{entry} is a device or pipe",
        "control-character": "the name {entry} contains control characters",
        "empty-name": "an entry has no name",
        "local-header-differs": "{entry} has two headers that contradict each other in {detail}",
        "ambiguous-end": "the file has several ends, and readers disagree about which counts",
        "encrypted": "{entry} is encrypted",
        "unknown-method": "{entry} is compressed by a method that devices do not know",
        "directory-with-data": "the directory {entry} has content",
    }
    sources = ("PKWARE APPNOTE 6.3.10", f"{_CODES}, 1015")
    bad: ClassVar = {"entry.hap": '{ entries: { "../../evil.txt": "x" } }'}
    good = _GOOD

    def check(self, subject: Package) -> Iterable[Finding]:
        """Sort out what the reader noticed."""
        for problem in subject.archive.problems() if subject.archive else ():
            if problem.reason in _HOSTILE:
                yield self.found(
                    problem.reason,
                    subject.location(problem.entry) if problem.entry else subject.location(),
                    of=None,
                    store="AGC 1015",
                    entry=_visible(problem.entry),
                    detail=sorted(problem.detail),
                )


class DuplicateEntry(PackageRule):
    code = "HOS703"
    slug = "duplicate-entry"
    title = "No name is in a package twice"
    since = "0.1.0"
    why = "Which of the two counts differs from reader to reader. The packing tool refuses to write the package anew."
    help = "Find out which build step adds it the second time."
    messages: ClassVar = {"twice": "{entry} is in the package {times} times"}
    official = ("10014008",)
    sources = (f"{PACKING_TOOL}: Compressor, pack.info into hap",)
    bad: ClassVar = {"entry.hap": '{ twice: ["resources.index"] }'}
    good = _GOOD

    def check(self, subject: Package) -> Iterable[Finding]:
        """Sort out what the reader noticed."""
        for problem in subject.archive.problems() if subject.archive else ():
            if problem.reason == "duplicate":
                code = "10014008" if "app" in subject.stages and subject.repacked else ""
                times = problem.detail.get("times", 2)
                yield self.found(
                    "twice",
                    subject.location(problem.entry),
                    of=None,
                    code=code,
                    entry=_visible(problem.entry),
                    times=times,
                )


class OddArchive(PackageRule):
    code = "HOS704"
    slug = "odd-archive"
    title = "A package is laid out as the packing tool lays it out"
    severity = "warning"
    since = "0.1.0"
    why = "Names that differ only in case overwrite each other on some systems; stray bytes hide content from scanners."
    help = "Build the package again with the vendor's tools."
    messages: ClassVar = {
        "backslash": "the name {entry} has backslashes",
        "case-clash": "the name {entry} differs from {other} only in case",
        "prefix-data": "there are {bytes} bytes before the first entry",
        "trailing-data": "there are {bytes} bytes after the end",
        "gap": "there are {bytes} unclaimed bytes after {entry}",
        "signing-block": "the signing block is broken: {message}",
        "not-utf8": "the name {entry} is not UTF-8",
    }
    sources = ("PKWARE APPNOTE 6.3.10",)
    bad: ClassVar = {"entry.hap": '{ entries: { "resources/A.txt": "x", "resources/a.txt": "x" } }'}
    good = _GOOD

    def check(self, subject: Package) -> Iterable[Finding]:
        """Sort out what the reader noticed."""
        for problem in subject.archive.problems() if subject.archive else ():
            if problem.reason in _ODD:
                detail = {"bytes": 0, "other": "", "message": "", **problem.detail}
                yield self.found(
                    problem.reason,
                    subject.location(problem.entry) if problem.entry else subject.location(),
                    of=None,
                    entry=_visible(problem.entry),
                    bytes=detail["bytes"],
                    other=_visible(str(detail["other"])),
                    message=str(detail["message"]),
                )


def _visible(name: str) -> str:
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in name)


class ModuleJsonMissing(PackageRule):
    code = "HOS705"
    slug = "module-json-missing"
    title = "A package has a readable module.json"
    since = "0.1.0"
    why = "Without it nothing knows what the package is. The packing tool refuses it."
    help = "Build the package again."
    messages: ClassVar = {
        "missing": "the package has no module.json",
        "broken": "{name} is no JSON object that the packing tool could read: {reason}",
    }
    official = ("10013001", "10013002", "10012010", "10012015", "10013012")
    sources = (f"{PACKING_TOOL}: ModuleJsonUtil",)
    bad: ClassVar = {"entry.hap": "{ raw: '{\"app\":' }"}
    good = _GOOD

    def check(self, subject: Package) -> Iterable[Finding]:
        """Report what was noticed when the package was opened."""
        if subject.archive is None or subject.error is not None or subject.module is not None:
            return
        if subject.json is None:
            yield self.found("missing", subject.location(), of=None, code=("10012015", "10013012") if "app" in subject.stages else "")
        else:
            name = subject.json_name
            # A module is read several times over, and each reading has a code of its own.
            code = ("10013001", "10012015") if "app" in subject.stages else ("10013002", "10012010")
            yield self.found(
                "broken", subject.location(name), of=None, code=code, name=name, reason=[subject.json.lenient]
            )


class PackInfo(PackageRule):
    code = "HOS706"
    slug = "pack-info"
    title = "pack.info says the same as module.json"
    since = "0.1.0"
    why = "The store reads pack.info, devices read module.json; the packing tool compares neither."
    help = "Build the package again, in one go."
    messages: ClassVar = {
        "broken": "pack.info is no JSON object: {reason}",
        "differs": "{key} in pack.info is {value}, and in module.json {wanted}",
        "no_module": "pack.info does not list the module {name}",
    }
    sources = ("application-package-structure-stage, pack.info", f"{_CODES}, 992")
    bad: ClassVar = {
        "entry.hap": '{ packInfo: { summary: { app: { bundleName: "com.other" } } } }',
    }
    good = _GOOD

    def check(self, subject: Package) -> Iterable[Finding]:
        """Compare what both say."""
        data = subject.text("pack.info")
        if data is None or subject.module is None or not data.strip():
            return
        place = subject.location("pack.info")
        try:
            info = json.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield self.found("broken", place, of=None, reason=[str(error)])
            return
        if not isinstance(info, dict):
            yield self.found("broken", place, of=None, reason=[type(info).__name__])
            return
        for key, value, wanted in _differences(info, subject):
            yield self.found("differs", place, of=None, key=key, value=value, wanted=wanted)
        names = _module_names(info)
        if names and subject.module.name not in names:
            yield self.found("no_module", place, of=None, name=subject.module.label)


def _differences(info: dict[str, object], package: Package) -> Iterator[tuple[str, str, str]]:
    module = package.module
    app = _get(info, "summary", "app")
    if module is None or not isinstance(app, dict):
        return
    version = app.get("version")
    said = {
        "bundleName": (app.get("bundleName"), module.bundle_name),
        "bundleType": (app.get("bundleType"), module.app.get("bundleType")),
        "version.code": (version.get("code") if isinstance(version, dict) else None, module.version_code),
    }
    for key, (value, wanted) in said.items():
        if value is not None and wanted is not None and coercion.text(value) != coercion.text(wanted):
            yield key, coercion.text_or_empty(value), coercion.text_or_empty(wanted)
    for one in _modules(info):
        distro = one.get("distro")
        if not isinstance(distro, dict) or distro.get("moduleName") != module.name:
            continue
        for key, wanted in (("moduleType", module.type), ("installationFree", module.installation_free)):
            try:
                value = distro.get(key) if key == "moduleType" else coercion.boolean(distro.get(key))
            except Crash:
                value = distro.get(key)
            if value is not None and value != wanted:
                yield key, coercion.text_or_empty(value), coercion.text_or_empty(wanted)


def _modules(info: dict[str, object]) -> Iterator[dict[str, object]]:
    modules = _get(info, "summary", "modules")
    for one in modules if isinstance(modules, list) else ():
        if isinstance(one, dict):
            yield one


def _module_names(info: dict[str, object]) -> set[object]:
    distros = [one.get("distro") for one in _modules(info)]
    return {distro.get("moduleName") for distro in distros if isinstance(distro, dict)}


def _get(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


class ForeignContent(HarmonyRule[App]):
    code = "HOS707"
    slug = "app-content"
    title = "An .app holds packages and its pack.info, and nothing else"
    severity = "warning"
    since = "0.1.0"
    why = "The store refuses an .app with anything but HAPs and HSPs in it."
    help = "Pack the app with the packing tool; it adds pack.info and the packages only."
    messages: ClassVar = {
        "foreign": "{entry} is neither a package nor pack.info",
        "no_pack_info": "the app has no pack.info",
        "no_package": "the app holds no package",
    }
    subject = App
    sources = (f"{_CODES}, 7020", "application-package-structure-stage")
    bad: ClassVar = {"demo.app": '{ entries: { "notes.txt": "x" } }'}
    good: ClassVar = {"demo.app": "{}"}
    _KNOWN: ClassVar = frozenset(
        {"pack.info", "pack.res", "signature.info", "certificate.cer", "encrypt.json", "pac.json"}
    )

    def check(self, subject: App) -> Iterable[Finding]:
        """Look at the names."""
        if subject.archive is None:
            return
        names = subject.archive.by_name
        for name in names:
            known = name in self._KNOWN or name[-4:].lower() in {".hap", ".hsp"} or name.endswith("/")
            if not known and not name.startswith("META-INF/") and not name.endswith(".png"):
                yield self.found("foreign", subject.location(name), of=None, entry=_visible(name))
        if "pack.info" not in names:
            yield self.found("no_pack_info", subject.location(), of=None)
        if not subject.packages:
            yield self.found("no_package", subject.location(), of=None, severity="error")
