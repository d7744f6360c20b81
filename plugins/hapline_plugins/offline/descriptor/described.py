"""A package as it is described: what the delivery service is told of it when it is created."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from hapline_hooks import Keys, noun
from hapline_plugins.offline.target import Target

FILE = "offline-package.json5"
"""The name of the descriptor."""
Kind = Literal["normal", "global"]
PLATFORMS = ("all", "Android", "iOS", "Harmony")
"""What a package is for, as the service writes it (MDS guide, 6.6.3)."""
USUAL_NAME = "h5app"
"""What the console calls a package in its Manifest.xml."""


@noun
class Problem:
    """Something in a descriptor that is not as it must be.

    Attributes:
        keys: The member. kind: ``unknown`` for a member that there is not, ``type`` for a value of another kind.
        expected: What the value should be, or the member that was probably meant.
    """

    keys: Keys
    kind: Literal["unknown", "type", "missing"]
    expected: str = ""


@noun
class Described:
    """A package, by the names that the delivery service has for these things (MDS guide, 6.3 and 6.6.3).

    Attributes:
        id: The package id, eight digits. name: What people call it.
        version: Such as ``1.0.0.1``; empty where the build is given it.
        kind: A normal resource package, or a global one that others refer to.
        source: The folder with its files, relative to the descriptor; empty for the folder named by the id, or ``www``.
        directory: What the files of ``source`` are put into, below the id; None for what is usual for the kind.
        main_url: The entry page, such as ``/www/index.html``. sub_url: A further one, for what needs it.
        vhost: The virtual host; empty for what the configured virtual domain makes of the id.
        platform: One of ``PLATFORMS``. client_version_min: ``iOS;Android;Harmony``. client_version_max: Likewise.
        auto_install: 0: downloaded on Wi-Fi only; 1: on any network. install_type: 0: installed when it is opened;
            1: when it is downloaded. extend_info: Parameters for pages. description: What it is for.
        repeat_nebula: Whether a global package is used again, 0 or 1; None where nothing is said.
        problems: What is wrong with the descriptor itself.
    """

    id: str = ""
    name: str = ""
    version: str = ""
    kind: Kind = "normal"
    source: str = ""
    directory: str | None = None
    main_url: str = ""
    sub_url: str = ""
    vhost: str = ""
    platform: str = "all"
    client_version_min: str = ""
    client_version_max: str = ""
    auto_install: int = 0
    install_type: int = 1
    extend_info: Mapping[str, object] = MappingProxyType({})
    description: str = ""
    repeat_nebula: int | None = None
    problems: tuple[Problem, ...] = ()

    def directory_for(self, target: Target) -> str:
        """What the files of ``source`` are put into: as described, else what the target says for a global package."""
        if self.directory is not None:
            return self.directory.strip("/")
        return target.global_directory if self.kind == "global" else ""
