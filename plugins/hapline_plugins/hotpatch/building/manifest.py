"""The patch manifest: what a publisher has to know of a patch, in a file beside it (``patch.json`` of ``patch.jar``).

It is strict JSON, written here and read here. ``version`` is raised when a field changes its meaning or goes away; new
fields may come at any time, and are passed over by older readers.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

from hapline_hooks import noun
from hapline_plugins.hotpatch.building.naming import PatchedClass
from hapline_plugins.hotpatch.source.build import Method

VERSION = 1
SUFFIX = ".json"


@noun
class PatchManifest:
    """What is known of a patch.

    Attributes:
        method: ``instantrun`` or ``dexpatch``.
        application_id: The app. target_version: The versionName of the release that is patched.
        file: The name of the patch's file, which is beside the manifest.
        size: Bytes. sha256: Of the file. md5: Of the file; the service calls it the version of the hotpatch.
        patched: The classes of the app that are changed. added: Those that are added.
        generated: Those that InstantRun's plugin made around them.
        schemes: How the file is signed: ``v1``, ``v2``, ``v3``; nothing where it is not.
        signers: The SHA-256 of the signers' certificates, where they were looked at.
        base_commit: The commit of the release; empty where it is not known. commit: That of the build, likewise.
        is_uncommitted: Whether something was changed that the commit does not have.
        supersedes: The md5 of the published patch that this one takes the place of; empty for none.
        created: When it was built, in UTC, such as ``2026-12-31T23:59:59Z``.
        tools: The versions of the tools, by name.
    """

    method: Method
    application_id: str
    target_version: str
    file: str
    size: int
    sha256: str
    md5: str
    patched: tuple[PatchedClass, ...]
    added: tuple[str, ...] = ()
    generated: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    base_commit: str = ""
    commit: str = ""
    is_uncommitted: bool = False
    supersedes: str = ""
    created: str = ""
    tools: Mapping[str, str] = MappingProxyType({})

    def as_json(self) -> dict[str, object]:
        """The manifest as JSON values, in the order of the file."""
        return {
            "version": VERSION,
            "method": self.method,
            "applicationId": self.application_id,
            "targetVersion": self.target_version,
            "file": self.file,
            "size": self.size,
            "sha256": self.sha256,
            "md5": self.md5,
            "patched": [{"class": one.name, "patch": one.patch} for one in self.patched],
            "added": list(self.added),
            "generated": list(self.generated),
            "schemes": list(self.schemes),
            "signers": list(self.signers),
            "baseCommit": self.base_commit,
            "commit": self.commit,
            "uncommitted": self.is_uncommitted,
            "supersedes": self.supersedes,
            "created": self.created,
            "tools": dict(sorted(self.tools.items())),
        }

    def render(self) -> bytes:
        """The content of its file."""
        import json

        return json.dumps(self.as_json(), ensure_ascii=False, indent=2).encode() + b"\n"


def manifest_path(patch: str) -> str:
    """Where the manifest of a patch is: beside it, with ``.json`` in place of its ending."""
    return os.path.splitext(patch)[0] + SUFFIX


def write_manifest(patch: str, manifest: PatchManifest) -> str:
    """Write the manifest of a patch beside it, as a whole, and return its path.

    Raises:
        hapline.errors.PartlyDoneError: It cannot be written; the patch is there.
    """
    from hapline.errors import PartlyDoneError
    from hapline.files import write
    from hapline_hooks import Phrase

    path = manifest_path(patch)
    try:
        write(path, manifest.render())
    except OSError as error:
        reason = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
        raise PartlyDoneError(reason, where=path) from None
    return path
