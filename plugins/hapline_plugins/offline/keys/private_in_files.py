"""Finds private keys in files: PEM in any text, other forms in files that are named as keys."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

KEY_ENDINGS = (".pem", ".key", ".der", ".p8", ".pk8", ".p12", ".pfx", ".jks", ".keystore", ".bks")
"""How files are named that hold keys."""
_NO_TEXT = frozenset(
    (
        *("png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "bmp", "woff", "woff2", "ttf", "otf", "eot"),
        *("mp3", "mp4", "m4a", "ogg", "wav", "webm", "pdf", "zip", "gz", "br", "wasm"),
    )
)
_HEAD = re.compile(rb"-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED) )?PRIVATE KEY-----")
_NOISE = re.compile(rb"""(?:\\[nr]|["'`,+\s]|[A-Za-z-]+: [^\r\n\\"']*)*""")
"""What may stand between the head and the key: line breaks, also written as such, and lines such as Proc-Type."""
_BODY = re.compile(rb"[A-Za-z0-9+/=]{40,}")
_STORES = (b"\xfe\xed\xfe\xed", b"\xce\xce\xce\xce")
"""What key stores of Java begin with."""
_PKCS12 = re.compile(rb"\x30(?:\x82..|\x83...|\x80)\x02\x01\x03", re.DOTALL)
_PKCS1_OR_8 = re.compile(rb"\x30\x82..\x02\x01\x00(?:\x02\x82|\x30\x0d\x06\x09)", re.DOTALL)


class FoundKey(NamedTuple):
    """A private key.

    Attributes:
        form: How it is written. offset: The byte at which it begins.
    """

    form: Literal["pem", "der", "store"]
    offset: int


def private_key_in(name: str, data: bytes) -> FoundKey | None:
    """The first private key in a file; a head without a key behind it, as programs have them, is none.

    Args:
        name: The name of the file. data: Its content.
    """
    for head in _HEAD.finditer(data):
        noise = _NOISE.match(data, head.end())
        if _BODY.match(data, noise.end() if noise else head.end()):
            return FoundKey("pem", head.start())
    if name.lower().endswith(KEY_ENDINGS):
        if data.startswith(_STORES) or _PKCS12.match(data):
            return FoundKey("store", 0)
        if _PKCS1_OR_8.match(data):
            return FoundKey("der", 0)
    return None


def may_hold_key(name: str) -> bool:
    """Whether a file of this name is looked into: pictures, fonts and the like are not."""
    return name.rpartition(".")[2].lower() not in _NO_TEXT
