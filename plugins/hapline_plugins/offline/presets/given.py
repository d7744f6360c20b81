"""The released packages that a command line names, each verified, with its entry of the configuration."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from hapline.archives import ArchiveError
from hapline.documents import Document
from hapline.errors import FailedError, MissingError, NothingToDoError, UsageError, of
from hapline_hooks import Phrase, noun
from hapline_plugins.offline.amr.form import amr_name
from hapline_plugins.offline.amr.holding import Holder
from hapline_plugins.offline.amr.package import AmrPackage
from hapline_plugins.offline.amr.sound import check_sound
from hapline_plugins.offline.config_files import beside
from hapline_plugins.offline.highest import Chosen, called, highest
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.keys.public import PublicKey
from hapline_plugins.offline.lfs import pointer_of
from hapline_plugins.offline.presets.entries import PresetEntry, config_entries
from hapline_plugins.offline.presets.project import AMR
from hapline_plugins.offline.presets.refusals import refusals
from hapline_plugins.offline.verifying.opening import found_in
from hapline_plugins.offline.verifying.verdicts import verdict

_MOST = 512 * 1024 * 1024
_REASONS = 5
"""How many reasons are named."""


@noun
class Given:
    """A package that is to be preset.

    Attributes:
        path: The file. id: Its id. version: Its version. data: Its content. is_signed: Whether it is signed.
        entry: What the configuration says of it. pattern: The configuration.
    """

    path: str
    id: str
    version: str
    data: bytes
    is_signed: bool
    entry: Mapping[str, object]
    pattern: Mapping[str, object]

    @property
    def name(self) -> str:
        """What the file is called among presets."""
        return amr_name(self.id, self.version)


def chosen_of(paths: Sequence[str]) -> Sequence[Chosen[str]]:
    """The packages that are to be preset, of each the highest version.

    Args:
        paths: .amr files, and folders with some.

    Raises:
        hapline.errors.NothingToDoError: There is none in a folder.
    """
    files: list[str] = []
    for path in paths:
        inside = [one for one in found_in(path) if one.endswith(AMR)] if os.path.isdir(path) else [path]
        if not inside:
            raise NothingToDoError("there is no built package here", where=path, todo="name .amr files")
        files += inside
    return highest(files, called)


def given_packages(paths: Sequence[str], config: str | None, keys: Sequence[PublicKey]) -> list[Given]:
    """The packages, once each of them is sound.

    Args:
        paths: The .amr files. config: The configuration with their entries; None for that which lies beside each.
        keys: The public keys that apps verify them with, any of them; empty where none is known.

    Raises:
        hapline.errors.HaplineError: One cannot be read, is signed by none of the keys, is refused by ``verify``, or
            has no entry.
    """
    found = [_given(path, config, keys) for path in paths]
    known: dict[str, Given] = {}
    for one in found:
        other = known.setdefault(one.id, one)
        if other is not one:
            raise UsageError(Phrase("{other} is the same package", other=other.path), where=one.path)
    return found


def _given(path: str, config: str | None, keys: Sequence[PublicKey]) -> Given:
    data = _content(path)
    if pointer_of(data) is not None:
        raise UsageError("it is a pointer of Git LFS: the package itself was not fetched", where=path, todo=_LFS)
    try:
        package = AmrPackage(path, data=data, holder=Holder(at_once=0))
        check_sound(package)
    except ArchiveError as error:
        raise of(error, path) from None
    if not is_id(package.id):
        raise UsageError(Phrase("the package id must be eight digits, not {id}", id=repr(package.id)), where=path)
    _check_signature(path, package, keys)
    reasons = [one.reason for one in refusals(package, keys)]
    if reasons:
        what = Phrase("the package is refused by verify: {reasons}", reasons=reasons[:_REASONS])
        raise FailedError(what, where=path, todo=_VERIFY)
    entry, pattern = _entry(path, config, package)
    return Given(
        path=path,
        id=package.id,
        version=package.version,
        data=data,
        is_signed=package.is_signed,
        entry=entry.fields,
        pattern=pattern,
    )


def _check_signature(path: str, package: AmrPackage, keys: Sequence[PublicKey]) -> None:
    if not keys:
        return
    if not package.is_signed:
        raise UsageError("the package is not signed, and apps have a public key", where=path, todo=_SIGN)
    found = verdict(package, keys)
    if found.state != "valid":
        known = (found.key or keys[0]).where
        if found.is_pss:
            what = Phrase("the package is signed with the key of {known}, but by RSASSA-PSS", known=known)
            raise UsageError(what, where=path, todo=_PADDING)
        what = Phrase("the package is not signed by the key of {known}, or was changed since", known=known)
        raise UsageError(what, where=path, todo=_SIGN)


def _entry(path: str, config: str | None, package: AmrPackage) -> tuple[PresetEntry, Mapping[str, object]]:
    """The entry of a package, and the configuration that it stands in."""
    for place in (config,) if config else beside(path):
        if not config and not os.path.isfile(place):
            continue
        data = _content(place)
        entries = config_entries(place, data)
        for problem in entries.problems:
            raise UsageError(problem.reason, where=place, span=problem.span)
        for one in entries.entries:
            if (one.id, one.version) == (package.id, package.version):
                value = Document(data, strict=True).value
                return one, value if isinstance(value, dict) else {}
    what = Phrase("no configuration names {id} {version}", id=package.id, version=package.version)
    raise UsageError(what, where=config or path, todo=_CONFIG)


def _content(path: str) -> bytes:
    try:
        size = os.path.getsize(path)
        if size > _MOST:
            raise UsageError(Phrase("{size:size}, more than {most:size}", size=size, most=_MOST), where=path)
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        reason = Phrase("cannot be read: {reason}", reason=error.strerror or str(error))
        raise MissingError(reason, where=path) from None


_LFS = "git lfs pull"
_VERIFY = "hapline offline verify says where; build the package again, or download it from the console"
_SIGN = "build it with the private key of the app, or download it from the console"
_PADDING = "clients verify RSASSA-PKCS1-v1_5: sign it so, as hapline offline build does"
_CONFIG = "download the configuration of this version from the console, and give it with --h5-json"
