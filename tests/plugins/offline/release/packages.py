"""Built packages for tests, each as a few words of JSON5 describe it: id, version, files, signed, kind of damage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hapline.archives import DEFLATED
from hapline.archives.writer import NewEntry, pieces
from hapline.documents import parse
from hapline_plugins.offline.amr.form import MANIFEST, cert, hpmfile, manifest, tar_name
from hapline_plugins.offline.building.amr import amr
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.keys.signing import SigningKey
from hapline_plugins.offline.target import Target
from plugins.offline import sample

FILES: Mapping[str, str | bytes] = {
    path.removeprefix(f"trips/{sample.ID}/"): content
    for path, content in sample.NORMAL.items()
    if path.startswith(f"trips/{sample.ID}/")
}
"""The files of the normal package of the sample."""


def package(words: str) -> bytes:
    """A package as it is described: ``{ id, version, files, signed, without }``; all may be left out."""
    value = parse(words.encode())
    assert isinstance(value, dict)
    id_, version = value.get("id", sample.ID), value.get("version", "1.0.0.1")
    files = {**({} if value.get("alone") else FILES), **value.get("files", {})}
    key = SigningKey(sample.key()) if value.get("signed") else None
    content = Content([_file(path, text) for path, text in files.items()])
    made = Package(described=Described(id=id_, version=version), content=content, target=Target(), key=key)
    return b"".join(amr(made))


def odd_package(**entries: bytes) -> bytes:
    """An archive with these entries, instead of those of a package; ``tar`` and ``manifest`` are named as they are."""
    names = {"tar": tar_name(sample.ID), "manifest": MANIFEST, "cert": "CERT.json"}
    return b"".join(pieces(NewEntry(name=names[name], data=data, method=DEFLATED) for name, data in entries.items()))


def parts() -> dict[str, bytes]:
    """The entries of a package that is not signed and holds nothing but what the service writes."""
    import io
    import tarfile

    stream = io.BytesIO()
    about = hpmfile(sample.ID, "h5app", "1.0.0.1")
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as made:
        info = tarfile.TarInfo("hpmfile.json")
        info.size = len(about)
        made.addfile(info, io.BytesIO(about))
    signatures = cert({tar_name(sample.ID): "", MANIFEST: ""})
    return {"manifest": manifest(sample.ID, "h5app", "1.0.0.1"), "cert": signatures, "tar": stream.getvalue()}


def built(files: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """The files, with packages made of what describes them."""
    return {
        path: package(content) if path.endswith(".amr") and isinstance(content, str) and content else content
        for path, content in files.items()
    }


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, packages made of what describes them."""
    return sample.write(folder, built(files))


def _file(path: str, text: str | bytes) -> PackageFile:
    data = text.encode() if isinstance(text, str) else text
    return PackageFile(path, lambda: data)
