"""The keys that the configuration names: the private one that packages are signed with, and the public one of apps."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline_hooks import Phrase, Settings, Tree
from hapline_plugins.offline.keys.public import PublicKey, public_key_in, read_public_key

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


def verifying_keys(settings: Settings) -> tuple[PublicKey, ...]:
    """What built packages are verified with.

    The public key that the configuration names; else those in the files of apps that it names; else the public half of
    the private key, where that is there. People are told which.

    Raises:
        hapline.errors.HaplineError: As of ``read_public_key``, or the private key is there and cannot be used.
    """
    found = public_keys(settings) or tuple(_embedded(settings))
    path = settings.located(PRIVATE)
    if found or not path or not os.path.exists(path):
        return found
    from hapline_plugins.offline.keys.signing import read_key

    where = Phrase("the public half of {option}, {file}", option=PRIVATE, file=settings.text(PRIVATE))
    return (read_key(path).public.named(where),)


def _embedded(settings: Settings) -> Iterator[PublicKey]:
    """The keys in the files of apps; that one cannot be read, or has none, is said by a rule on these files."""
    from hapline_plugins.offline.keys.embedding import EMBEDDING, EMBEDDING_LIMIT
    from hapline_plugins.offline.keys.public_in_source import keys_in

    for name, place in zip(settings.texts(EMBEDDING), settings.located_all(EMBEDDING), strict=True):
        for one in keys_in(_text_of(place or name, EMBEDDING_LIMIT)):
            key = public_key_in(one.spki)
            if key is not None:
                yield key.named(name)


def _text_of(path: str, limit: int) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(limit).decode("utf-8", "replace")
    except OSError:
        return ""


def expected_key(tree: Tree, settings: Settings) -> PublicKey | None:
    """The public half of the key that packages are signed with, else the configured public key; None without both.

    People know it by the option that it comes from.

    Raises:
        hapline.errors.HaplineError: The key is there and cannot be used.
    """
    return private_half(tree, settings) or public_key(tree, settings)


def private_half(tree: Tree, settings: Settings) -> PublicKey | None:
    """The public half of the key that packages are signed with; None where that is not there.

    Raises:
        hapline.errors.HaplineError: The key is there and cannot be used.
    """
    path = settings.located(PRIVATE)
    if not path or not tree.depends_on(os.path.abspath(path)):
        return None
    from hapline_plugins.offline.keys.signing import read_key

    return read_key(path).public.named(PRIVATE)


def public_key(tree: Tree, settings: Settings) -> PublicKey | None:
    """The public key that the configuration names or holds; None where it does not.

    Raises:
        hapline.errors.HaplineError: As of ``read_public_key``.
    """
    place = settings.located(PUBLIC)
    if place:
        tree.depends_on(os.path.abspath(place))
    return next((one.named(PUBLIC) for one in public_keys(settings)), None)
