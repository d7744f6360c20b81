"""Takes secrets out of a stream of bytes, wherever the borders of its pieces fall."""

from __future__ import annotations

from collections.abc import Iterable

MASK = b"***"


class Masking:
    """A stream in which each secret is ``***``; secrets that overlap are one.

    At most as many bytes as the longest secret has are held back, and only where they may be the start of one.
    """

    def __init__(self, secrets: Iterable[bytes]) -> None:
        """Mask these; an empty one is none."""
        self._secrets = tuple(filter(None, secrets))
        self._held = b""
        self._covered = 0  # so many bytes of what is held belong to a secret whose mask is written already

    def feed(self, piece: bytes) -> bytes:
        """What can be shown after this piece."""
        if not self._secrets:
            return piece
        data = self._held + piece
        return self._shown(data, self._first_open(data))

    def end(self) -> bytes:
        """What is left when nothing follows."""
        return self._shown(self._held, len(self._held))

    def _shown(self, data: bytes, until: int) -> bytes:
        """The part of the data before ``until``, masked; the rest is held."""
        parts: list[bytes] = []
        done = self._covered
        covered = max(0, self._covered - until)
        for start, end in self._found(data):
            if start >= until:
                break
            if start >= done:
                parts += (data[done:start], MASK)
            done = max(done, end)
            covered = max(0, done - until)
        parts.append(data[done:until])
        self._held, self._covered = data[until:], covered
        return b"".join(parts)

    def _found(self, data: bytes) -> list[tuple[int, int]]:
        """Where secrets stand, in order, also those that overlap."""
        found: list[tuple[int, int]] = []
        for secret in self._secrets:
            at = data.find(secret)
            while at >= 0:
                found.append((at, at + len(secret)))
                at = data.find(secret, at + 1)
        return sorted(found)

    def _first_open(self, data: bytes) -> int:
        """Where a secret may have begun that is not complete yet; the end of the data where none has."""
        longest = 0
        for secret in self._secrets:
            for length in range(min(len(secret) - 1, len(data)), longest, -1):
                if data.endswith(secret[:length]):
                    longest = length
                    break
        return len(data) - longest
