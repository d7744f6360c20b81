"""Reads built packages and uploads into memory, as far as serving them needs it; nothing is unpacked to disk."""

from __future__ import annotations

from hapline.archives import Archive, open_archive
from hapline.errors import UsageError
from hapline_hooks import Phrase, replace
from hapline_plugins.offline.amr.package import AmrPackage
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.content.layout import kind_of
from hapline_plugins.offline.content.zipped import content_of, first_levels
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.presets.beside import entry_beside
from hapline_plugins.offline.serving.opening import Opened

_TAR = ".tar"


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
    found = entry_beside(where, opened.described.id, opened.described.version)
    if found is None:  # what is wrong with a configuration is what `hapline check` says
        return opened
    changes = {name: found.text(name) for name in ("main_url", "vhost", "name")}
    if found.text("global_pack_url"):
        changes["kind"] = "global"
    known = {name: value for name, value in changes.items() if value}
    return Opened(replace(opened.described, **known), opened.content, found.text("fallback_base_url"))
