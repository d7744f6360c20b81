"""What is known of a patch that somebody names: by its manifest, or by the patch alone."""

from __future__ import annotations

import os

from hapline.archives import ArchiveError
from hapline.documents import DocumentError
from hapline.errors import FailedError, MissingError, of
from hapline_plugins.hotpatch.building.manifest import SUFFIX, PatchManifest, manifest_path
from hapline_plugins.hotpatch.building.manifest_reading import LIMIT, read_manifest
from hapline_plugins.hotpatch.building.naming import contents_of
from hapline_plugins.hotpatch.building.patch_file import PatchFile, read_patch
from hapline_plugins.hotpatch.comparing.signers import certificates


def described(path: str) -> PatchManifest:
    """The manifest in a file, or of a patch; of a patch without one what can be seen of it.

    Raises:
        hapline.errors.HaplineError: As ``described_file``.
    """
    return manifest_in(path) if path.endswith(SUFFIX) else described_file(path)[0]


def described_file(path: str) -> tuple[PatchManifest, PatchFile]:
    """A patch with its manifest; where it has none, with what can be seen of it.

    Raises:
        hapline.errors.HaplineError: There is no such file, it cannot be read, or the manifest is that of another patch.
    """
    beside = manifest_path(path)
    try:
        patch = read_patch(path)
    except ArchiveError as error:
        raise of(error, path) from None
    if not os.path.isfile(beside):
        return seen(patch), patch
    manifest = manifest_in(beside)
    check_is_of(manifest, patch, beside)
    return manifest, patch


def manifest_in(path: str) -> PatchManifest:
    """The manifest in a file.

    Raises:
        hapline.errors.HaplineError: There is no such file, or it is no manifest.
    """
    if not os.path.isfile(path):
        raise MissingError("there is no such file", where=path, todo="name a patch, or the manifest beside it")
    try:
        with open(path, "rb") as file:
            return read_manifest(file.read(LIMIT + 1))
    except (DocumentError, OSError) as error:
        raise of(error, path) from None


def check_is_of(manifest: PatchManifest, patch: PatchFile, where: str) -> None:
    """Refuse a manifest that says something of another file.

    Raises:
        hapline.errors.FailedError: It is not that of this patch.
    """
    if (manifest.size, manifest.sha256, manifest.md5) != (patch.size, patch.sha256, patch.md5):
        raise FailedError(
            "the manifest is not that of the patch beside it: the sha256 differs",
            where=where,
            todo="take the patch and the manifest of one build",
        )


def seen(patch: PatchFile) -> PatchManifest:
    """What a patch says by itself: neither the app nor its version."""
    contents = contents_of(patch.classes)
    return PatchManifest(
        method=contents.method,
        application_id="",
        target_version="",
        file=os.path.basename(patch.path),
        size=patch.size,
        sha256=patch.sha256,
        md5=patch.md5,
        patched=contents.patched,
        added=contents.added,
        generated=contents.generated,
        schemes=patch.schemes,
        signers=tuple(sorted(certificates(patch.signers))),
    )
