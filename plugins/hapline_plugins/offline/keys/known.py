"""The public keys that apps are known to verify packages with: the configured one, and those that they embed."""

from __future__ import annotations

from collections.abc import Callable

from hapline.documents import DocumentError, TolerantText
from hapline.errors import HaplineError
from hapline_hooks import Settings, Tree, Unreadable
from hapline_plugins.offline.keys.public import PublicKey


def known_keys(tree: Tree, settings: Settings) -> tuple[PublicKey, ...]:
    """The keys, each once; what cannot be read has rules of its own.

    They come in the order of ``verifying_keys``: the configured one, those of apps, the public half of the private one.

    Args:
        tree: What apps are read from, which is told what the keys depend on. settings: The configuration.
    """
    from hapline_plugins.offline.keys.configured import private_half, public_key
    from hapline_plugins.offline.keys.embedding import embeddings
    from hapline_plugins.offline.keys.public import public_key_in
    from hapline_plugins.offline.keys.public_in_source import keys_in

    found: dict[bytes, PublicKey] = {}

    def add(read: Callable[[Tree, Settings], PublicKey | None]) -> None:
        try:
            key = read(tree, settings)
        except HaplineError:
            return
        if key is not None:
            found.setdefault(key.spki, key)

    add(public_key)
    for one in embeddings(tree, settings):
        try:
            text = TolerantText(one.read()).text
        except (Unreadable, DocumentError, OSError):
            continue
        for embedded in keys_in(text):
            key = public_key_in(embedded.spki)
            if key is not None:
                found.setdefault(key.spki, key.named(one.name))
    add(private_half)
    return tuple(found.values())
