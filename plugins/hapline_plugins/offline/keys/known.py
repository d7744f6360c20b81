"""The public keys that apps are known to verify packages with: those that they embed, and the configured one."""

from __future__ import annotations

from hapline.documents import DocumentError, TolerantText
from hapline.errors import HaplineError
from hapline_hooks import Settings, Tree, Unreadable
from hapline_plugins.offline.keys.public import PublicKey


def known_keys(tree: Tree, settings: Settings) -> tuple[PublicKey, ...]:
    """The keys, each once, those of apps first; what cannot be read has rules of its own.

    Args:
        tree: What apps are read from, which is told what the keys depend on. settings: The configuration.
    """
    from hapline_plugins.offline.keys.configured import expected_key
    from hapline_plugins.offline.keys.embedding import embeddings
    from hapline_plugins.offline.keys.public import public_key_in
    from hapline_plugins.offline.keys.public_in_source import keys_in

    found: dict[bytes, PublicKey] = {}
    for one in embeddings(tree, settings):
        try:
            text = TolerantText(one.read()).text
        except (Unreadable, DocumentError, OSError):
            continue
        for embedded in keys_in(text):
            key = public_key_in(embedded.spki)
            if key is not None:
                found.setdefault(key.spki, key.named(one.name))
    try:
        expected = expected_key(tree, settings)
    except HaplineError:
        expected = None
    if expected is not None:
        found.setdefault(expected.spki, expected)
    return tuple(found.values())
