"""A patch that was built, as a packager hands it to publishers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from hapline.documents import DocumentError
from hapline.errors import FailedError, of
from hapline_hooks import Deliverable, Tree
from hapline_plugins.hotpatch.building.manifest_reading import read_manifest

KIND = "hotpatch"
_ODD = re.compile(r"[^\w.+-]|^\.+$")
"""What is not wanted in the name of a folder."""


def deliverable(tree: Tree, path: str) -> Deliverable:
    """The patch that a manifest describes.

    Args:
        tree: Where both are. path: The manifest; the patch is beside it.

    Raises:
        hapline_hooks.Unreadable: There is no such file.
        hapline.errors.HaplineError: It is no manifest. When the content is made: the patch is another one.
    """
    try:
        manifest = read_manifest(tree.read(path))
    except DocumentError as error:
        raise of(error, path) from None
    folder, slash, _ = path.rpartition("/")
    file = f"{folder}{slash}{manifest.file}"

    def content() -> Iterable[bytes]:
        data = tree.read(file)
        if hashlib.sha256(data).hexdigest() != manifest.sha256:
            todo = "take the patch and the manifest of one build"
            raise FailedError("the patch is not the one that its manifest describes", where=file, todo=todo)
        yield data

    return Deliverable(
        kind=KIND,
        name=manifest.application_id,
        version=manifest.md5,
        path="/".join((KIND, manifest.application_id, _ODD.sub("_", manifest.target_version), manifest.file)),
        content=content,
        facts=manifest.as_json(),
    )
