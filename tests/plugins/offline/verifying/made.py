"""Built packages and uploads, honest or not, of a few words each."""

from __future__ import annotations

import io
import json
import random
import tarfile
from base64 import b64encode, encodebytes
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hapline.archives import DEFLATED, STORED
from hapline.archives.writer import NewEntry
from hapline.archives.writer import build as build_zip
from hapline.documents import parse
from hapline_plugins.offline.amr.form import cert, hpmfile, manifest
from plugins.offline.sample import DOMAIN, ID, SPACE, key

Json = dict[str, Any]
NAME = f"{ID}_1.0.0.1.amr"
FILES: Mapping[str, str] = {"www/index.html": "<html></html>", "www/js/trips.js": "trip();"}
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0a" * 32 + b"\nsize 12345\n"
"""What Git LFS leaves in place of a package that was not fetched."""
DIGESTS: Mapping[str, HashAlgorithm] = {"sha1": SHA1(), "sha256": SHA256()}  # noqa: S303 what openssl is told
_LINKS = {"link": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE}


@cache
def other_key(bits: int = 2048) -> RSAPrivateKey:
    """A key that no app embeds."""
    return generate_private_key(public_exponent=65537, key_size=bits)


def public(private: RSAPrivateKey, encoding: Encoding = Encoding.DER) -> bytes:
    """The public half of a key."""
    return private.public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)


def spki(private: RSAPrivateKey) -> str:
    """The public half as apps embed it."""
    return b64encode(public(private)).decode()


def signature(private: RSAPrivateKey, data: bytes, *, wrapped: bool = False, pss: str = "") -> str:
    """What CERT.json has of an entry; ``pss`` is the digest of one that is made by RSASSA-PSS."""
    if pss:
        kind = DIGESTS[pss]
        made = private.sign(data, PSS(MGF1(kind), kind.digest_size), kind)
    else:
        made = private.sign(data, PKCS1v15(), SHA1())  # noqa: S303 imposed by the format
    return encodebytes(made).decode().strip() if wrapped else b64encode(made).decode()


def header(
    name: str | bytes,
    size: int = 0,
    kind: bytes = tarfile.REGTYPE,
    *,
    target: str = "",
    raw: Mapping[int, bytes] = MappingProxyType({}),
) -> bytes:
    """One header of a tar with a right checksum; ``raw`` replaces bytes from offsets on."""
    info = tarfile.TarInfo("x")
    info.size, info.type, info.linkname = size, kind, target
    block = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    data = name.encode() if isinstance(name, str) else name
    block[:100] = data.ljust(100, b"\0")[:100]
    for offset, content in raw.items():
        block[offset : offset + len(content)] = content
    return checked(block)


def checked(block: bytes | bytearray) -> bytes:
    """A header with the checksum that it should have."""
    made = bytearray(block)
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made)
    return bytes(made)


def member(name: str | bytes, content: bytes = b"", kind: bytes = tarfile.REGTYPE) -> bytes:
    """A header with its content behind it."""
    return header(name, len(content), kind) + content + bytes(-len(content) % 512)


def tar(*members: bytes, end: int = 2) -> bytes:
    """A tar of such members."""
    made = b"".join(members) + bytes(512 * end)
    return made + bytes(-len(made) % 10240) if end else made


def tar_of(spec: Json) -> bytes:
    """The tar of a package: ``files`` beside those of the sample, ``members`` that are no plain files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.GNU_FORMAT) as opened:
        files: dict[str, bytes] = {}
        inner = spec.get("hpmfile", {})
        if inner is not None:
            about = hpmfile(spec["id"], "h5app", spec["version"])
            files["hpmfile.json"] = inner.encode() if isinstance(inner, str) else json.dumps(inner).encode() or about
            if inner == {}:
                files["hpmfile.json"] = about
        above = f"{DOMAIN}/{SPACE}/" if spec.get("global") else ""
        given = {**FILES, **spec.get("files", {})}
        files |= {f"{above}{path}": text.encode() for path, text in given.items()}
        if "random" in spec:
            files[f"{above}www/big.bin"] = random.Random(1).randbytes(spec["random"])
        for path, data in files.items():
            _add(opened, path, data)
        for one in spec.get("members", ()):
            _odd(opened, one)
    return made.getvalue()


def _add(opened: tarfile.TarFile, path: str, data: bytes, mode: int = 0o644) -> None:
    info = tarfile.TarInfo(path)
    info.size, info.mode = len(data), mode
    opened.addfile(info, io.BytesIO(data))


def _odd(opened: tarfile.TarFile, spec: Json) -> None:
    for name, kind in _LINKS.items():
        if name in spec:
            info = tarfile.TarInfo(spec["name"])
            info.type, info.linkname = kind, spec[name]
            opened.addfile(info)
            return
    if "device" in spec:
        info = tarfile.TarInfo(spec["name"])
        info.type = tarfile.CHRTYPE
        opened.addfile(info)
        return
    _add(opened, spec["name"], b"x", int(str(spec.get("mode", "644")), 8))


def amr(change: Json | None = None) -> bytes:
    """A package of the sample's files, signed by the sample's key, with what a change says.

    Besides what ``tar_of`` takes: ``id``, ``version``, ``key`` (bits, "other" or null), ``sign`` (a SIGN.json too),
    ``manifest`` and ``cert`` (their text), ``signed`` (what is signed in place of an entry), ``tarName``, ``tar`` (its
    bytes), ``without`` entries, further ``entries``, ``order`` of entries, ``wrapped`` base64, ``prefix``,
    entries that are there ``twice``, ``pss`` (the digest of signatures by RSASSA-PSS).
    """
    spec: Json = {"id": ID, "version": "1.0.0.1", "key": 2048, **(change or {})}
    name = spec.get("tarName", f"{spec['id']}.tar")
    inner = spec.get("tar")
    about = manifest(spec["id"], "h5app", spec["version"])
    parts = {
        name: inner.encode() if isinstance(inner, str) else inner or tar_of(spec),
        "Manifest.xml": spec["manifest"].encode() if "manifest" in spec else about,
    }
    if spec.get("sign"):
        parts["SIGN.json"] = _certificate(parts, other_key(), spec)
    parts["CERT.json"] = spec["cert"].encode() if "cert" in spec else _certificate(parts, _key(spec["key"]), spec)
    order = spec.get("order") or ["Manifest.xml", "CERT.json", name, "SIGN.json"]
    method = STORED if "random" in spec else DEFLATED  # how small zlib makes it differs from machine to machine
    chosen_parts = [one for one in order if one in parts and one not in spec.get("without", ())]
    entries = [NewEntry(name=one, data=parts[one], method=method) for one in chosen_parts]
    entries += [_entry(one, text.encode()) for one, text in spec.get("entries", {}).items()]
    entries += [one for one in entries if one.name in spec.get("twice", ())]
    return build_zip(entries, prefix=spec.get("prefix", "").encode())


def _key(named: object) -> RSAPrivateKey | None:
    if named is None:
        return None
    if named == "other":
        return other_key()
    return key() if named == 2048 else key(int(str(named)))


def _certificate(parts: Mapping[str, bytes], private: RSAPrivateKey | None, spec: Json) -> bytes:
    signed = {one: spec.get("signed", {}).get(one, data) for one, data in parts.items()}
    texts = {one: data.encode() if isinstance(data, str) else data for one, data in signed.items()}
    wrapped = bool(spec.get("wrapped"))
    made = {
        one: signature(private, data, wrapped=wrapped, pss=spec.get("pss", "")) if private else ""
        for one, data in texts.items()
    }
    return json.dumps(made).encode() if wrapped else cert(made)


def _entry(name: str, data: bytes) -> NewEntry:
    return NewEntry(name=name, data=data, method=DEFLATED)


def upload(change: Json | None = None) -> bytes:
    """A zip as it is uploaded: ``level`` is its first level, ``files`` and ``entries`` are in it too."""
    spec: Json = {"level": ID, **(change or {})}
    files = {f"{spec['level']}/{path}": text for path, text in {**FILES, **spec.get("files", {})}.items()}
    entries = [_entry(name, text.encode()) for name, text in {**files, **spec.get("entries", {})}.items()]
    for name, target in spec.get("links", {}).items():
        entries.append(NewEntry(name=name, data=target.encode(), external_attributes=0o120777 << 16))
    return build_zip(entries)


def write(folder: Path, described: Mapping[str, str]) -> tuple[list[Path], list[Path]]:
    """Write packages and uploads into a folder; returns those that are verified, and those in ``base``."""
    files: list[Path] = []
    for name, change in described.items():
        spec: Any = parse(change.encode()) if change.startswith("{") else change
        count = spec.pop("count", 1) if isinstance(spec, dict) else 1
        for number in range(count):
            path = folder / (f"{number}/{name}" if count > 1 else name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_built(name, spec))
            files.append(path)
    base = folder / "base"
    return [one for one in files if one.parent != base], [one for one in files if one.parent == base]


def _built(name: str, spec: Json | str) -> bytes:
    if isinstance(spec, str):
        return spec.encode()
    return upload(spec) if name.endswith(".zip") else amr(spec)


def sequence(pieces: Sequence[bytes], size: int) -> list[bytes]:
    """The same bytes in pieces of another size."""
    whole = b"".join(pieces)
    return [whole[at : at + size] for at in range(0, len(whole), size)]
