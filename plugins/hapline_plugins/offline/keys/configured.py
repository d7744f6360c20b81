"""The keys that the configuration names: the private one that packages are signed with, and the public one of apps."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hapline_hooks import Settings, Tree
from hapline_plugins.offline.keys.public import PublicKey, read_public_key

if TYPE_CHECKING:
    from hapline_plugins.offline.keys.signing import SigningKey

PRIVATE, PUBLIC = "offline.key", "offline.publicKey"
"""The options."""


def signing_key(tree: Tree, settings: Settings) -> SigningKey | None:
    """The private key that the configuration names; None where it names none.

    Raises:
        hapline.errors.HaplineError: It is not there, cannot be read, or is none.
    """
    path = settings.located(PRIVATE)
    if not path:
        return None
    from hapline_plugins.offline.keys.signing import read_key

    tree.depends_on(os.path.abspath(path))
    return read_key(path)


def public_keys(settings: Settings) -> tuple[PublicKey, ...]:
    """The public key that the configuration names or holds, if it does.

    Raises:
        hapline.errors.HaplineError: As of ``read_public_key``.
    """
    text, path = settings.text(PUBLIC), settings.located(PUBLIC)
    if not text:
        return ()
    return (read_public_key(path if path and os.path.exists(path) else text),)


def expected_key(tree: Tree, settings: Settings) -> PublicKey | None:
    """The public half of the key that packages are signed with, else the configured public key; None without both.

    People know it by the option that it comes from.

    Raises:
        hapline.errors.HaplineError: The key is there and cannot be used.
    """
    path = settings.located(PRIVATE)
    if path and tree.depends_on(os.path.abspath(path)):
        from hapline_plugins.offline.keys.signing import read_key

        return read_key(path).public.named(PRIVATE)
    place = settings.located(PUBLIC)
    if place:
        tree.depends_on(os.path.abspath(place))
    return next((one.named(PUBLIC) for one in public_keys(settings)), None)
