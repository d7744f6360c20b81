"""Lays the parts of a release where a patch build looks for them: all of them or none.

Source: mPaaS MDS guide, 5.2.2.1 (create the instantrun folder; fixed resource id configuration).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Literal, NamedTuple

from hapline.errors import HaplineError, PartlyDoneError, UsageError
from hapline.files import flush_folder, shown, stays_inside, write
from hapline.store import Content, Store, measured, pieces_of
from hapline_hooks import Phrase, Settings
from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.archive.releases import Release
from hapline_plugins.hotpatch.options import USUAL_ARCHIVE

State = Literal["in place", "missing", "different"]
STATES: Mapping[State, str] = {
    "in place": Phrase("in place"),
    "missing": Phrase("missing"),
    "different": Phrase("different"),
}
"""What people are told of each state."""
_SUFFIX = ".hapline"
_HOUR = 60 * 60


class Target(NamedTuple):
    """A file to be laid.

    Attributes:
        part: The name of the part. path: Where it goes. content: What it must be.
    """

    part: str
    path: str
    content: Content


def targets(release: Release, module: str, root: str, *, old_apk: str, stable_ids: bool) -> list[Target]:
    """Where each part of a release goes.

    Args:
        release: The release. module: The folder of the app module. root: That of the project.
        old_apk: Where the apk goes in the module; the jars of Bundles go beside it.
        stable_ids: Whether public.xml and ids.xml are laid too, which keep the ids of resources in every build.

    Raises:
        hapline.errors.UsageError: A place is outside the project.
    """
    if not stays_inside(old_apk):
        raise UsageError(
            Phrase("{path} is no path inside the module", path=old_apk),
            where="hotpatch.oldApk",
            todo="write it as hotpatch/old.apk",
        )
    beside = old_apk.rpartition("/")[0]
    mappings = "instantrun" if release.method == "instantrun" else beside
    values = "src/main/res/values" if stable_ids else None
    folders = {
        parts.MAPPING: mappings,
        parts.METHODS_MAP: "instantrun",
        parts.INSTANTRUN_MAPPING: "instantrun",
        parts.PUBLIC_XML: values,
        parts.IDS_XML: values,
    }
    found = []
    for name, content in release.files.items():
        place: str | None
        base = module
        if name == parts.APK:
            place = old_apk
        elif name == parts.PUBLIC_TXT:
            base, place = root, parts.PUBLIC_TXT
        else:
            folder = beside if name.startswith(parts.JARS) else folders.get(name)
            place = None if folder is None else f"{folder}/{name.rpartition('/')[2]}".lstrip("/")
        if place is not None:
            path = os.path.join(base, *place.split("/"))
            _refuse_outside(path, root)
            found.append(Target(name, path, content))
    return found


def aside_of(module: str, root: str, settings: Settings) -> list[str]:
    """The files and folders that ``restore`` lays and no build compiles, and the folder of the usual archive.

    Args:
        module: The folder of the app module. root: That of the project. settings: The configuration.
    """
    old_apk = os.path.join(module, *settings.text("hotpatch.oldApk").split("/"))
    usual = os.path.join(root, *USUAL_ARCHIVE.split("/"))
    return [usual, os.path.join(module, "instantrun"), old_apk]


def state_of(target: Target) -> State:
    """Whether a file is in its place, by its content.

    Raises:
        hapline.errors.MissingError: What is there cannot be read.
    """
    if not os.path.lexists(target.path):
        return "missing"
    if os.path.islink(target.path) or not os.path.isfile(target.path):
        return "different"
    if os.path.getsize(target.path) != target.content.size:
        return "different"
    return "in place" if measured(pieces_of(target.path)) == target.content else "different"


def restore(store: Store, wanted: Sequence[Target], *, force: bool = False) -> list[Target]:
    """Lay files that are not in their places yet, and return them.

    Each is written beside its place and verified; only then all of them are renamed, and where one cannot be, those
    before it are taken back.

    Args:
        store: The archive. wanted: The files. force: Whether different files are replaced.

    Raises:
        hapline.errors.UsageError: A different file is in a place.
        hapline.store.DamagedError: The archive has not what it should have.
        hapline.errors.PartlyDoneError: A file cannot be written; nothing has changed.
    """
    states = {target: state_of(target) for target in wanted}
    different = [shown(target.path) for target, state in states.items() if state == "different"]
    folders = [shown(target.path) for target in wanted if os.path.isdir(target.path)]
    if folders:
        raise UsageError(Phrase("a folder is where a file should go: {files}", files=folders), todo="move it away")
    if different and not force:
        raise UsageError(
            Phrase("different files are there already: {files}", files=different),
            todo="move them away, or replace them with --force",
        )
    laid = [target for target, state in states.items() if state != "in place"]
    staged: dict[Target, str] = {}
    new = _new_folders(laid)
    try:
        for target in laid:
            _tidy(target.path)
            staged[target] = _beside(target.path)
            with _nothing_changed(target):
                os.makedirs(os.path.dirname(target.path), exist_ok=True)
                write(staged[target], store.pieces(target.content))
        _install(staged)
    finally:
        for path in staged.values():
            with suppress(OSError):
                os.unlink(path)
        for folder in new:
            with suppress(OSError):  # which is what becomes of one with files in it
                os.rmdir(folder)
    return laid


def _new_folders(laid: Sequence[Target]) -> list[str]:
    """The folders that have to be made for these files, inner ones first."""
    found: set[str] = set()
    for target in laid:
        folder = os.path.dirname(target.path)
        while not os.path.isdir(folder) and folder not in found:
            found.add(folder)
            folder = os.path.dirname(folder)
    return sorted(found, key=len, reverse=True)


@contextmanager
def _nothing_changed(target: Target) -> Iterator[None]:
    try:
        yield
    except HaplineError:
        raise
    except OSError as error:
        raise PartlyDoneError(
            Phrase("cannot be written: {reason}; no file has changed", reason=error.strerror or str(error)),
            where=shown(target.path),
        ) from None


def _install(staged: dict[Target, str]) -> None:
    """Rename files over their places; where one cannot be, take back those before it."""
    with ExitStack() as undoing:
        kept: list[str] = []
        for target, path in staged.items():
            with _nothing_changed(target):
                if os.path.lexists(target.path):
                    before = _beside(target.path)
                    _copy(target.path, before)
                    kept.append(before)
                    undoing.callback(os.replace, before, target.path)
                else:
                    undoing.callback(_remove, target.path)
                os.replace(path, target.path)
        undoing.pop_all()
        for before in kept:
            with suppress(OSError):
                os.unlink(before)
    for folder in {os.path.dirname(target.path) for target in staged}:
        with suppress(OSError):
            flush_folder(folder)


def _refuse_outside(path: str, root: str) -> None:
    """A link in a project that somebody else made must not lead what is written out of it."""
    folder, top = os.path.realpath(os.path.dirname(path)), os.path.realpath(root)
    if folder != top and not folder.startswith(os.path.join(top, "")):
        raise UsageError("a link leads out of the project", where=shown(path), todo="put a folder in its place")


def _copy(path: str, beside: str) -> None:
    """A second name for a file; a copy where the file system knows no such thing."""
    try:
        os.link(path, beside, follow_symlinks=False)
    except OSError:
        import shutil

        shutil.copy2(path, beside, follow_symlinks=False)


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)


def _beside(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{os.urandom(4).hex()}{_SUFFIX}")


def _tidy(path: str) -> None:
    """Remove what a killed run has left beside a file."""
    import time

    folder, name = os.path.split(path)
    with suppress(OSError), os.scandir(folder) as entries:
        for one in entries:
            ours = one.name.lstrip(".").startswith(f"{name}.") and one.name[0] == "." and one.name.endswith(_SUFFIX)
            if ours and one.stat(follow_symlinks=False).st_mtime + _HOUR < time.time():
                os.unlink(one.path)
