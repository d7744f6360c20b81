"""A built package as JSON: what it says of itself, what lies in it, and what its signatures are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline_plugins.offline.amr.package import AmrPackage
    from hapline_plugins.offline.keys.public import PublicKey
    from hapline_plugins.offline.verifying.built import BuiltAmr
    from hapline_plugins.offline.verifying.verdicts import Verdict

VERSION = 1
"""Of the form; it grows when something is removed from it, or means something else."""


def inspected(built: BuiltAmr, package: AmrPackage) -> dict[str, object]:
    """All that is known of a package, as JSON values; sizes are bytes."""
    tar = package.tar
    return {
        "version": VERSION,
        "file": package.path,
        "size": package.size,
        "package": {
            "id": package.id,
            "name": package.manifest.name if package.manifest is not None else "",
            "version": package.version,
            "type": package.kind,
            "flavour": package.flavour,
        },
        "entries": [
            {"name": one.name, "size": one.size, "compressedSize": one.compressed_size}
            for one in package.archive.entries
        ],
        "tar": {"name": tar.name, "size": tar.size, "sha1": package.digest(tar.name).hex()} if tar else None,
        "files": [{"path": one.path, "size": one.size} for one in package.content.files],
        "odd": [{"path": one.path, "kind": one.kind, "reason": str(one.reason)} for one in package.content.odd],
        "keys": [_key(one) for one in built.expected.keys],
        "signature": _signature(built.verdict),
        "sign": _signature(built.sign_verdict) if built.sign_verdict is not None else None,
        "errors": [{"entry": entry, "message": str(error)} for entry, error in package.errors.items()],
    }


def _signature(verdict: Verdict) -> dict[str, object]:
    found: dict[str, object] = {
        "state": verdict.state,
        "bits": verdict.bits,
        "entries": list(verdict.entries),
        "failures": [{"entry": one.entry, "fault": one.fault} for one in verdict.failures],
    }
    if verdict.key is not None:
        found["key"] = _key(verdict.key)
        found["ofSdk"] = verdict.of_sdk
    return found


def _key(key: PublicKey) -> dict[str, object]:
    return {"sha256": key.sha256, "bits": key.bits, "from": key.where}
