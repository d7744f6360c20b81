"""Makes an offline package of an upload: unpacks it, and asks the packager that a plugin contributes.

Source: MDS guide, 6.2 and 6.6.3.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping

from hapline.archives import Archive, ArchiveError, open_archive
from hapline.errors import HaplineError
from hapline.store import Content, Store
from hapline_hooks import Deliverable, noun
from hapline_plugins.mds_server.handling.call import Call
from hapline_plugins.mds_server.handling.offline_form import OfflineForm
from hapline_plugins.mds_server.wire.faults import RefusedError

_PACKAGER = "offline"
_AMR = "offline-package"
_UPLOAD = "offline-upload"
ELSEWHERE = "delivery.invalid"
"""The domain in configurations that are built: each caller is told the address by which it reached the service."""
_LARGEST = 512 * 2**20
"""Bytes of all files of a package, unpacked."""
_MOST_FILES = 20_000
_IGNORED = frozenset({"__MACOSX", ".DS_Store"})
"""What systems put into zips by themselves."""


@noun
class Built:
    """A package as it lies on the server.

    Attributes:
        amr: The content of the .amr. md5: Its MD5. files: The content of everything by its address.
        path: The address of the .amr. folder: That of the release, a slash at its end. signed: Whether it is signed.
    """

    amr: Content
    md5: str
    files: Mapping[str, Content]
    path: str
    folder: str
    signed: bool


def build(call: Call, form: OfflineForm, domain: str, key: str) -> Built:
    """Build a package of the zip that a call has uploaded.

    Args:
        call: The call. form: What it says. domain: The virtual domain. key: The private key in PEM; "" for none.

    Raises:
        RefusedError: The zip is no offline package.
    """
    work = _work(call.files)
    os.makedirs(work, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        _unpack(call, form, folder)
        _describe(form, folder)
        options = {
            "offline.appId": call.text("AppId"),
            "offline.workspaceId": call.text("WorkspaceId"),
            "offline.virtualDomain": domain,
            "offline.domain": ELSEWHERE,
        }
        if key:
            options["offline.key"] = os.path.join(folder, "..", f"{os.path.basename(folder)}.pem")
            _write_key(options["offline.key"], key)
        try:
            made = call.packing.packed(folder, _PACKAGER, options)
            return _kept(call, made)
        except HaplineError as error:
            raise RefusedError(f"no package can be made of the file: {error.what}") from None
        finally:
            if key:
                os.unlink(options["offline.key"])


def clear_work(files: Store) -> None:
    """Remove what a process that was killed has left where packages are built: uploads, and signing keys."""
    shutil.rmtree(_work(files), ignore_errors=True)


def _work(files: Store) -> str:
    return os.path.join(files.folder, "work")


def _unpack(call: Call, form: OfflineForm, folder: str) -> None:
    upload = call.upload()
    if not upload.key.lower().endswith(".zip"):
        raise RefusedError("FileUrl must be a .zip")
    path = os.path.join(call.files.folder, *call.content(upload).key.split("/"))
    try:
        with open_archive(path) as archive:
            _check(archive, form.h5_id)
            for entry in archive.entries:
                if entry.is_dir or entry.name.partition("/")[0] in _IGNORED:
                    continue
                target = os.path.join(folder, *entry.name.split("/"))
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "xb") as file:
                    file.writelines(archive.pieces(entry))
    except ArchiveError as error:
        raise RefusedError(f"the file is no zip that can be unpacked: {error.message}") from None
    except FileExistsError:
        raise RefusedError("the zip has one name twice, or a file where a folder should be") from None
    except OSError as error:
        raise RefusedError(f"the zip cannot be unpacked: {error.strerror}") from None


def _check(archive: Archive, h5_id: str) -> None:
    files = [one for one in archive.entries if not one.is_dir and one.name.partition("/")[0] not in _IGNORED]
    if archive.content_size > _LARGEST or len(files) > _MOST_FILES:
        raise RefusedError(f"the zip holds more than {_MOST_FILES} files or {_LARGEST >> 20} MB")
    levels = {one.name.partition("/")[0] for one in files}
    if levels != {h5_id}:
        raise RefusedError(
            f"the first level of the zip must be the folder {h5_id}; it is {', '.join(sorted(levels))[:200] or 'empty'}"
        )
    for one in files:
        parts = one.name.split("/")
        if any(part in {"", ".", ".."} for part in parts) or "\\" in one.name or "\0" in one.name:
            raise RefusedError(f"the zip has a name that leads elsewhere: {one.name[:200]!r}")
        kind = stat.S_IFMT(one.unix_mode)
        if kind and kind != stat.S_IFREG:
            raise RefusedError(f"the zip has a link or a device: {one.name[:200]!r}")


def _describe(form: OfflineForm, folder: str) -> None:
    descriptor: dict[str, object] = {
        "id": form.h5_id,
        "name": form.name,
        "version": form.version,
        "type": "global" if form.resource_type == "0" else "normal",
        "source": form.h5_id,
        "directory": "",
        "mainUrl": form.main_url,
        "subUrl": form.sub_url,
        "platform": form.platform,
        "clientVersionMin": form.client_min,
        "clientVersionMax": form.client_max,
        "autoInstall": form.auto_install,
        "installType": form.install_type,
        "extendInfo": json.loads(form.extend_info) if form.extend_info else {},
    }
    if form.resource_type == "0":
        descriptor["repeatNebula"] = form.repeat
    with open(os.path.join(folder, "offline-package.json5"), "w", encoding="utf-8") as file:
        json.dump(descriptor, file, ensure_ascii=False)


def _write_key(path: str, key: str) -> None:
    with open(path, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(key)


def _kept(call: Call, made: list[Deliverable]) -> Built:
    files: dict[str, Content] = {}
    amr, path, md5, signed = Content(sha256="", size=0), "", "", False
    for one in made:
        if one.kind == _UPLOAD:
            continue
        digest = hashlib.md5(usedforsecurity=False)
        address = f"{call.space}/{one.path}"
        files[address] = call.files.put(_digested(one, digest))
        if one.kind == _AMR:
            amr, path, md5, signed = files[address], address, digest.hexdigest(), bool(one.facts.get("signed"))
    return Built(amr=amr, md5=md5, files=files, path=path, folder=path.rpartition("/")[0] + "/", signed=signed)


def _digested(one: Deliverable, digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in one.content():
        digest.update(piece)
        yield piece
