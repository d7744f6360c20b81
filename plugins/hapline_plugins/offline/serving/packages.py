"""Reads built packages and uploads into memory, as far as serving them needs it; nothing is unpacked to disk."""

from __future__ import annotations

import io
import json
import os
import re
import tarfile
from collections.abc import Iterator

from hapline.archives import Archive, ArchiveError, open_archive
from hapline.errors import UsageError
from hapline.files import stays_inside
from hapline_hooks import Phrase, replace
from hapline_plugins.offline.amr.form import MANIFEST
from hapline_plugins.offline.building.config import CONFIG_NAME
from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.content.folders import MOST_FILES
from hapline_plugins.offline.content.zipped import content_of, first_levels
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.serving.opening import LONG_ID, Opened, with_kind

_TAR = ".tar"
_VERSION = rb"<version>\s*([0-9.]{1,80})\s*</version>"
_MAX_CONFIG = 4 * 1024 * 1024


def package_in(data: bytes, where: str) -> Opened:
    """The package that a file holds, with what the configuration beside it says of it.

    Args:
        data: The file. where: Its path.

    Raises:
        hapline.errors.UsageError: It is neither a built package nor an upload.
        hapline.archives.ArchiveError: It is no zip, or is broken.
    """
    archive = open_archive(data)
    tars = [entry.name for entry in archive.entries if entry.name.endswith(_TAR) and "/" not in entry.name]
    if len(tars) == 1 and re.fullmatch(LONG_ID, tars[0].removesuffix(_TAR)):
        described, content = _built(archive, tars[0])
    else:
        described, content = _uploaded(archive, where)
    return _configured(Opened(with_kind(described, content), content), where)


def _built(archive: Archive, tar: str) -> tuple[Described, Content]:
    version = ""
    if MANIFEST in archive.by_name:
        found = re.search(_VERSION, archive.read(MANIFEST))
        version = found[1].decode() if found else ""
    return Described(id=tar.removesuffix(_TAR), version=version), Content(_members(archive.read(tar), tar))


def _uploaded(archive: Archive, where: str) -> tuple[Described, Content]:
    levels = first_levels(archive)
    if len(levels) != 1 or not is_id(levels[0]):
        what = Phrase("this is no offline package: its first level is {names}", names=", ".join(levels[:5]) or "-")
        raise UsageError(what, where=where, todo="give a .amr, or the zip for the console with the id as first level")
    return Described(id=levels[0]), content_of(archive, levels[0])


def _members(data: bytes, name: str) -> Iterator[PackageFile]:
    """The plain files of the tar inside a package; what would lead out of it is left out, as are links and devices."""
    view = memoryview(data)
    count = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
            for member in tar:
                count += 1
                if count > MOST_FILES:
                    raise ArchiveError(reason="too-many", message="has too many members", entry=name)
                path = member.name.removeprefix("./")
                end = member.offset_data + member.size
                if member.isreg() and not member.issparse() and end <= len(view) and stays_inside(path):
                    yield _file(path, view[member.offset_data : end])
    except (tarfile.TarError, ValueError, OverflowError, RecursionError) as error:
        reason = Phrase("is no tar that can be read ({error})", error=str(error))
        raise ArchiveError(reason="corrupt", message=reason, entry=name) from None


def _file(path: str, view: memoryview) -> PackageFile:
    return PackageFile(path, lambda: bytes(view), size=len(view))


def _configured(opened: Opened, where: str) -> Opened:
    """With what ``h5_json.json`` says, as it lies beside the file or where ``hapline offline build`` writes it."""
    folder = os.path.dirname(os.path.abspath(where))
    for path in (os.path.join(folder, "nebula_json", CONFIG_NAME), os.path.join(folder, CONFIG_NAME)):
        found = _entry(path, opened.described)
        if found is not None:
            changes = {name: _text(found, key) for name, key in _MEMBERS.items()}
            if _text(found, "global_pack_url"):
                changes["kind"] = "global"
            known = {name: value for name, value in changes.items() if value}
            return Opened(replace(opened.described, **known), opened.content, _text(found, "fallback_base_url"))
    return opened


_MEMBERS = {"main_url": "main_url", "vhost": "vhost", "name": "name"}


def _entry(path: str, described: Described) -> dict[str, object] | None:
    """What a configuration says of a package; None where there is none, or it is about others."""
    try:
        with open(path, "rb") as file:
            value = json.loads(file.read(_MAX_CONFIG))
        entries = value["data"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # it is no part of the package, and `hapline verify` says what is wrong with it
    about = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    for one in about:
        if one.get("app_id") == described.id and described.version in {"", one.get("version")}:
            return one
    return None


def _text(entry: dict[str, object], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""
