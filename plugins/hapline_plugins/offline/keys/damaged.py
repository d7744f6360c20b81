"""What is wrong with a public key that somebody has copied: it is cut, glued, or has another letter in it."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from hapline_hooks import Phrase

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

_LIKE_KEY = "MI"
"""What the base64 of every RSA key begins with: a sequence whose length takes two or three bytes."""
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_SEQUENCE = 0x30
_SHORT = 0x80
_HEAD = 4
"""Bytes by which the length of a sequence is known."""
_MOST = 2
"""Bytes of the length of any key."""
_SMALL = 4096
"""Up to where factors are looked for."""


def damage_in_text(text: str) -> Phrase | None:
    """What is wrong with a text that begins as the base64 of a key does; None for others, and where nothing is seen."""
    plain = "".join(text.split())
    if not plain.startswith(_LIKE_KEY):
        return None
    letters = plain.rstrip("=")
    for place, letter in enumerate(letters, 1):
        if letter not in _LETTERS:
            shown = letter if letter.isprintable() else repr(letter)[1:-1]
            return Phrase(
                "the key is garbled: {letter}, its character {place}, is no base64", letter=shown, place=place
            )
    return damage_in_der(b64decode(letters[: len(letters) // 4 * 4] + _padded(letters[len(letters) // 4 * 4 :])))


def damage_in_der(der: bytes) -> Phrase | None:
    """Whether a sequence in DER has another length than it says; None where it has not, or is none."""
    if len(der) < _HEAD or der[0] != _SEQUENCE:
        return None
    extra = max(0, der[1] - _SHORT)
    if extra > _MOST:
        return None
    size = 2 + extra + (int.from_bytes(der[2 : 2 + extra], "big") if extra else der[1])
    if len(der) < size:
        return Phrase("the key is cut: {count} of its {size} bytes are there", count=len(der), size=size)
    if len(der) > size:
        return Phrase("something stands behind the key: it has {size} bytes, and {count} are there",
                      size=size, count=len(der))  # fmt: skip
    return None


def is_garbled(key: RSAPublicKey) -> bool:
    """Whether a key has numbers that nobody's key has: of keys with a wrong letter in them most are so.

    The modulus of a key is the product of two large primes, and its exponent is a prime.
    """
    numbers = key.public_numbers()
    return any(not numbers.n % one or (not numbers.e % one and numbers.e != one) for one in range(2, _SMALL))


def _padded(rest: str) -> str:
    """The last letters of base64 with what is missing; a single one is no byte yet."""
    return rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""
