"""Reads built packages and uploads into memory, as far as serving them needs it; nothing is unpacked to disk."""

from __future__ import annotations

import json
import os

from hapline.archives import Archive, open_archive
from hapline.errors import UsageError
from hapline_hooks import Phrase, replace
from hapline_plugins.offline.amr.package import AmrPackage
from hapline_plugins.offline.config_files import beside
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.content.layout import kind_of
from hapline_plugins.offline.content.zipped import content_of, first_levels
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.serving.opening import Opened

_TAR = ".tar"
_MAX_CONFIG = 4 * 1024 * 1024


def package_in(data: bytes, where: str) -> Opened:
    """The package that a file holds, with what the configuration beside it says of it.

    Args:
        data: The file. where: Its path.

    Raises:
        hapline.errors.UsageError: It is neither a built package nor an upload.
        hapline.archives.ArchiveError: It is no zip, or is broken.
    """
    package = AmrPackage(where, data=data)
    described, content = _built(package) if package.tar is not None else _uploaded(open_archive(data), where)
    return _configured(Opened(described, content), where)


def _built(package: AmrPackage) -> tuple[Described, Content]:
    """What is served of a built package: its plain files; one whose manifest is broken goes by the name of its tar."""
    tar = package.tar.name if package.tar is not None else ""
    error = package.errors.get(tar)
    if error is not None:
        raise error
    described = package.described
    return described if described.id else replace(described, id=tar.removesuffix(_TAR)), package.unpacked


def _uploaded(archive: Archive, where: str) -> tuple[Described, Content]:
    levels = first_levels(archive)
    if len(levels) != 1 or not is_id(levels[0]):
        what = Phrase("this is no offline package: its first level is {names}", names=", ".join(levels[:5]) or "-")
        raise UsageError(what, where=where, todo="give a .amr, or the zip for the console with the id as first level")
    content = content_of(archive, levels[0])
    return Described(id=levels[0], kind=kind_of(content.by_path)), content


def _configured(opened: Opened, where: str) -> Opened:
    """With what ``h5_json.json`` says, as it lies beside the file or where ``hapline offline build`` writes it."""
    for path in beside(os.path.abspath(where)):
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
