"""Archives: packages that can be opened, hold nothing hostile, and agree with themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline.archives import Archive, ArchiveError
from hapline_hooks import Finding, Keys, Location, Phrase
from hapline_plugins.harmony import built_json, coercion
from hapline_plugins.harmony.apps import PackageSet
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.packages import App, Opened, Package
from hapline_plugins.harmony.parallel import in_parallel
from hapline_plugins.harmony.rules.base import PACKING_TOOL, HarmonyRule

if TYPE_CHECKING:
    from hapline.archives import Problem

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


class EntryRule(HarmonyRule[Opened]):
    """A rule about odd entries of an .app or of a package in it or outside."""

    subject = Opened
    reasons: ClassVar[frozenset[str]]

    def check(self, subject: Opened) -> Iterable[Finding]:
        """Sort out what the reader noticed."""
        for problem in subject.problems:
            # What keeps the package from being read has a rule of its own.
            known = subject.error is not None and subject.error.entry == problem.entry
            if problem.reason in self.reasons and not known and not _is_nested_end(problem, subject.archive):
                place = subject.location(problem.entry) if problem.entry else subject.location()
                yield self.about(subject, problem, place)

    def about(self, artifact: Opened, problem: Problem, place: Location) -> Finding:
        """The finding about one of these."""
        raise NotImplementedError


def _is_nested_end(problem: Problem, archive: Archive | None) -> bool:
    """Whether further ends of an archive are no riddle: each is that of an archive stored in it."""
    offsets = problem.detail.get("offsets")
    entries = archive.entries if archive is not None else ()
    return isinstance(offsets, list) and all(
        any(entry.data_offset <= offset < entry.data_offset + entry.compressed_size for entry in entries)
        for offset in offsets
    )


class UnreadablePackage(HarmonyRule[PackageSet]):
    code = "HOS701"
    slug = "unreadable-package"
    title = "Packages are whole ZIP archives within sane limits"
    since = "0.1.0"
    why = "What cannot be opened here cannot be installed; what asks for endless memory is an attack or an accident."
    help = "Build or download the package again; the message says what is wrong with it."
    messages: ClassVar = {
        "archive": "the archive cannot be read ({what}); {hint}",
        "entry": "{entry} cannot be read ({what}); {hint}",
    }
    subject = PackageSet
    official = ("10012013",)
    sources = ("PKWARE APPNOTE 6.3.10", f"{_CODES}, 1015")
    bad: ClassVar = {"entry.hap": '{ rawFile: "this is no archive" }'}
    good = _GOOD

    def check(self, subject: PackageSet) -> Iterable[Finding]:
        """Report what was noticed when the files were opened, and read through those that were not inflated then."""
        for artifact in subject.artifacts:
            if isinstance(artifact, Opened) and artifact.error is not None:
                # The tool never compares a CRC-32.
                packed = not isinstance(artifact, Package) or "app" in artifact.stages
                seen = packed and artifact.error.reason != "crc"
                yield self._about(artifact, artifact.error, "10012013" if seen else "")
        # The content of an .app was verified with the packages in it.
        loose = [one for one in subject.packages if one.entry is None and one.error is None]
        for package, error in zip(loose, in_parallel(_damage, loose), strict=True):
            if error is not None:
                yield self._about(package, error)

    def _about(self, artifact: Opened, error: ArchiveError, code: str = "") -> Finding:
        is_open = error.entry and artifact.archive is not None
        return self.found(
            "entry" if error.entry else "archive",
            artifact.location(error.entry) if is_open else artifact.location(),
            of=None,
            code=code,
            store="AGC 1015",
            what=Phrase(error.message),
            entry=_visible(error.entry),
            hint=Phrase(error.hint),
        )


_TOLD_ELSEWHERE = frozenset({"encrypted", "method"})


def _damage(package: Package) -> ArchiveError | None:
    """What is wrong with the content of a package, as far as nobody has looked at it."""
    for entry in package.archive.entries if package.archive is not None else ():
        try:
            for _ in package.archive.pieces(entry) if package.archive is not None else ():
                pass
        except ArchiveError as error:
            if error.reason not in _TOLD_ELSEWHERE:
                return error
    return None


class HostileEntry(EntryRule):
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

    reasons = _HOSTILE

    def about(self, artifact: Opened, problem: Problem, place: Location) -> Finding:  # noqa: ARG002
        """Name what is hostile."""
        entry, detail = _visible(problem.entry), sorted(problem.detail)
        return self.found(problem.reason, place, of=None, store="AGC 1015", entry=entry, detail=detail)


class DuplicateEntry(EntryRule):
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

    reasons = frozenset({"duplicate"})

    def about(self, artifact: Opened, problem: Problem, place: Location) -> Finding:
        """Say how often; the packing tool minds only where it writes the package anew."""
        minds = isinstance(artifact, Package) and "app" in artifact.stages and artifact.repacked
        entry, times = _visible(problem.entry), problem.detail["times"]
        return self.found("twice", place, of=None, code="10014008" if minds else "", entry=entry, times=times)


class OddArchive(EntryRule):
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
        "signing-block": "{message}",
        "not-utf8": "the name {entry} is not UTF-8",
    }
    sources = ("PKWARE APPNOTE 6.3.10",)
    bad: ClassVar = {"entry.hap": '{ entries: { "resources/A.txt": "x", "resources/a.txt": "x" } }'}
    good = _GOOD

    reasons = _ODD

    def about(self, artifact: Opened, problem: Problem, place: Location) -> Finding:  # noqa: ARG002
        """Name what is odd."""
        detail = problem.detail
        return self.found(
            problem.reason,
            place,
            of=None,
            entry=_visible(problem.entry),
            bytes=detail.get("bytes", 0),
            other=_visible(str(detail.get("other", ""))),
            message=[detail.get("message", "")],
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
            yield self.found(
                "missing", subject.location(), of=None, code=("10012015", "10013012") if "app" in subject.stages else ""
            )
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
        module = subject.module
        if data is None or module is None or not data.strip():
            return
        place = subject.location("pack.info")
        info = built_json.read(data)
        if info.value is None:
            yield self.found("broken", place, of=None, reason=[info.lenient])
            return
        for keys, value, wanted in _differences(info.value, module):
            there = Location(path=place.path, inner=place.inner, keys=keys)
            key = ".".join(one for one in keys[2:] if isinstance(one, str) and one != "distro")
            yield self.found("differs", there, of=None, key=key, value=value, wanted=wanted)
        modules = _get(info.value, "summary", "modules")
        names = [_get(one, *_NAME) for one in modules] if isinstance(modules, list) else []
        if names and module.name not in names:
            there = Location(path=place.path, inner=place.inner, keys=("summary", "modules"))
            yield self.found("no_module", there, of=None, name=module.label)


_NAME = ("distro", "moduleName")


def _differences(info: dict[str, object], module: Module) -> Iterator[tuple[Keys, str, str]]:
    """What pack.info says otherwise: where, its value, and the value in module.json."""
    pairs: list[tuple[Keys, object]] = [
        (("summary", "app", "bundleName"), module.bundle_name),
        (("summary", "app", "bundleType"), module.app.get("bundleType")),
        (("summary", "app", "version", "code"), module.version_code),
    ]
    modules = _get(info, "summary", "modules")
    for number, one in enumerate(modules if isinstance(modules, list) else ()):
        if _get(one, *_NAME) == module.name:
            at: Keys = ("summary", "modules", number, "distro")
            pairs += [((*at, "moduleType"), module.type), ((*at, "installationFree"), module.installation_free)]
    for keys, wanted in pairs:
        value = _get(info, *keys)
        if value is not None and wanted is not None and coercion.text(value) != coercion.text(wanted):
            yield keys, coercion.text_or_empty(value), coercion.text_or_empty(wanted)


def _get(value: object, *keys: str | int) -> object:
    for key in keys:
        if isinstance(value, dict):
            value = value.get(key)
        else:
            value = value[key] if isinstance(value, list) and isinstance(key, int) else None
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
