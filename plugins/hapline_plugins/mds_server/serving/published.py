"""Which content lies at which address."""

from __future__ import annotations

import json

from hapline.store import Content, Store
from hapline_plugins.mds_server.model.packages import Hotpatch, UpgradePackage
from hapline_plugins.mds_server.storage.state import State

_KEPT = 64
"""Manifests that are kept in memory."""


class Published:
    """Looks up addresses: those of released files, and none of what was merely uploaded, which may be a key."""

    def __init__(self, state: State, files: Store) -> None:
        """Look at this state."""
        self._state = state
        self._files = files
        self._manifests: dict[str, dict[str, Content]] = {}

    def find(self, path: str) -> Content | None:
        """The content at an address, which has no slash at its front; None where nothing is published there."""
        space = path.partition("/")[0]
        for resource in self._state.offline_resources.of(space):
            if path.startswith(resource.path.rpartition("/")[0] + "/"):
                found = self._manifest(resource.manifest, resource.manifest_size).get(path)
                if found is not None:
                    return found
        files: list[Hotpatch | UpgradePackage] = [*self._state.hotpatches.of(space), *self._state.upgrades.of(space)]
        for one in files:
            if one.path == path:
                return Content(sha256=one.digest, size=one.size)
            for attached, digest, size in one.attachments if isinstance(one, UpgradePackage) else ():
                if attached == path:
                    return Content(sha256=digest, size=size)
        return None

    def _manifest(self, digest: str, size: int) -> dict[str, Content]:
        found = self._manifests.get(digest)
        if found is None:
            content = json.loads(b"".join(self._files.pieces(Content(sha256=digest, size=size))))
            found = {path: Content(sha256=one, size=length) for path, (one, length) in content.items()}
            if len(self._manifests) >= _KEPT:
                self._manifests.clear()
            self._manifests[digest] = found
        return found
