"""Tells patches, hotpatched apps and whitelists among the files that ``verify`` is given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from hapline.android import BinaryError, DexFile, dex_number
from hapline.archives import Archive, ArchiveError, open_archive
from hapline.store import is_url
from hapline_hooks import Settings, Subject, VerifyRequest
from hapline_plugins.hotpatch.apk_manifests import MOST_DEX
from hapline_plugins.hotpatch.archive.apk import INSTANTRUN_CLASS
from hapline_plugins.hotpatch.building.apk import Apk
from hapline_plugins.hotpatch.verifying.patches import BuiltPatch, HotpatchSet, PatchedApp
from hapline_plugins.hotpatch.verifying.whitelists import WhitelistFile
from hapline_plugins.hotpatch.whitelist.reading import LIMIT, is_whitelist

_OF_OTHERS = frozenset(("META-INF/BUNDLE.MF", "AndroidManifest.xml", "assets/bundles.cfg"))
"""Entries by which a jar is a Bundle, or an app."""
_RUNTIME = ("com.alipay.instantrun.", "com.alipay.dexpatch.", "com.alipay.euler.")
_FIELD = b"\x13changeQuickRedirect\x00"
"""The name of the field that is put into each class, as it stands among the strings of a DEX file."""
_ARCHIVE = "hotpatch.archive"


def open_files(request: VerifyRequest) -> Iterator[Subject]:
    """Open what this plugin knows among the files of a request; a patch and an app given together are compared."""
    files = dict.fromkeys(request.files)
    most = request.settings.number("hotpatch.maxPatchSize")
    archive = _archive(request.settings)
    patches = [BuiltPatch(file, most) for file in files if _ends(file, ".jar") and _is_patch(file)]
    apps = [app for file in files if _ends(file, ".apk") for app in _apps(file, archive)]
    yield from patches
    yield from apps
    app = apps[0] if len(apps) == 1 else None
    if app is not None:
        yield from (HotpatchSet(patch, app) for patch in patches)
    yield from _whitelists(files, app.apk.classes if app is not None else None)


def _whitelists(files: Iterable[str], classes: Collection[str] | None) -> Iterator[WhitelistFile]:
    for file in files:
        if _ends(file, ".txt"):
            data = _content(file)
            if is_whitelist(data):
                yield WhitelistFile(file, data, lambda file=file: _content(file), classes)  # type: ignore[misc]


def _content(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read(LIMIT + 1)


def _is_patch(file: str) -> bool:
    """Whether a jar holds DEX files and is no Bundle and no app; one that cannot be read is said by others."""
    try:
        with open_archive(file) as archive:
            return any(name.endswith(".dex") for name in archive.by_name) and _OF_OTHERS.isdisjoint(archive.by_name)
    except (ArchiveError, OSError):
        return False


def _archive(settings: Settings) -> str:
    """Where the configuration says that releases are kept; empty where it says nothing, for then nobody may know."""
    if settings.origin(_ARCHIVE) == "default":
        return ""
    configured = settings.text(_ARCHIVE)
    return configured if is_url(configured) else settings.located(_ARCHIVE) or configured


def _apps(file: str, archive: str) -> Iterator[PatchedApp]:
    """The app in a file, if it holds a part of hotpatching.

    Raises:
        hapline.errors.HaplineError: It does, and is no apk that can be read.
    """
    try:
        with open_archive(file) as opened:
            runtime, instantrun, instrumented = _looked_into(opened)
    except (ArchiveError, BinaryError, OSError):
        return  # whether it is one of ours cannot be told
    if runtime:
        yield PatchedApp(file, Apk(file), is_instantrun=instantrun, instrumented=instrumented, archive=archive)


def _looked_into(archive: Archive) -> tuple[bool, bool, bool]:
    """Whether classes of hotpatching are there, those of InstantRun, and its fields in others."""
    runtime = instantrun = instrumented = False
    for name in filter(dex_number, archive.by_name):
        data = archive.read(name, MOST_DEX)
        instrumented = instrumented or _FIELD in data
        names = DexFile(data).class_names
        runtime = runtime or any(one.startswith(_RUNTIME) for one in names)
        instantrun = instantrun or INSTANTRUN_CLASS in names
    return runtime, instantrun, instrumented


def _ends(file: str, suffix: str) -> bool:
    return file[-len(suffix) :].lower() == suffix
