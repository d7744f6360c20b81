"""Finds the public keys that apps embed, in PEM or base64, in source of Android, iOS and HarmonyOS, or in files."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from typing import NamedTuple

from hapline_plugins.offline.keys.public import public_key_in

_JOINT = re.compile(r"""\\[nr]|["'`]\s*\+?\s*@?["'`]""")
"""What stands between the parts of a string: line breaks written as such, and where one literal ends and one begins."""
_RUN = re.compile(r"MI[A-Za-z0-9+/][A-Za-z0-9+/=\s]{80,12000}")
_MOST = 64
_HEAD = 24
"""Characters by which a key is found again in the text as it stands."""


class EmbeddedKey(NamedTuple):
    """A public key in a file.

    Attributes:
        spki: It as DER (SubjectPublicKeyInfo). offset: The character at which it begins.
    """

    spki: bytes
    offset: int


def keys_in(text: str) -> list[EmbeddedKey]:
    """The RSA public keys in a text, each once; of what else looks like a key nothing is said."""
    found: dict[bytes, EmbeddedKey] = {}
    for run in _runs(text):
        data = _sequence(run)
        key = public_key_in(data) if data is not None else None
        if key is not None and key.spki not in found:
            found[key.spki] = EmbeddedKey(key.spki, max(0, text.find(run[:_HEAD])))
    return list(found.values())


def _runs(text: str) -> Iterator[str]:
    for number, match in enumerate(_RUN.finditer(_JOINT.sub("", text))):
        if number >= _MOST:
            return
        yield "".join(match[0].split())


def _sequence(text: str) -> bytes | None:
    """The sequence in DER at the start of a base64 text; what is behind it is left out."""
    plain = text.replace("=", "")
    try:
        head = b64decode(plain[:8])
        size = _size(head)
        count = -(-size * 4 // 3)
        part = plain[:count]
        data = b64decode(part + "=" * (-len(part) % 4))
    except (Error, ValueError):
        return None
    return data[:size] if size and len(data) >= size else None


def _size(head: bytes) -> int:
    """The length in bytes of a sequence, by its head; 0 where it is none."""
    if len(head) < len(b"\x30\x82\x00\x00") or head[0] != 0x30:  # noqa: PLR2004 the tag of a sequence
        return 0
    extra = head[1] - 0x80
    if extra <= 0:
        return 2 + head[1]
    return 2 + extra + int.from_bytes(head[2 : 2 + extra], "big") if extra <= 2 else 0  # noqa: PLR2004 64 KB are enough
