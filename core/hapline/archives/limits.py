"""What an archive may cost: limits on one archive, and the budget it shares with the archives inside it."""

from __future__ import annotations

from threading import Lock

from hapline.archives.errors import ArchiveError
from hapline_hooks import Phrase, noun

_KB = 1024
_MB = 1024 * _KB
_GB = 1024 * _MB


@noun
class Limits:
    """How much an archive may ask for before it is refused. Sizes are bytes.

    No honest package comes near these. Deflate cannot shrink anything to less than a 1032nd, so a single
    layer never meets ``max_ratio``; layers within layers multiply, and there the same ratio, taken from the
    outermost file to all that it unfolds to, is what stops a bomb.

    Attributes:
        max_entries: Entries of one archive. max_directory: The central directory of one archive.
        max_name: The name of one entry. max_entry_size: An entry that is read or inflated.
        max_total: All that an archive and those inside it say they hold.
        max_ratio: How many times larger than its compressed form content may be.
        ratio_floor: Entries up to this size are not asked for their ratio.
        free_total: Totals up to this size are not asked for their ratio.
        max_nesting: How many archives may be opened one inside the other, beyond the outermost.
    """

    max_entries: int = 65_536
    max_directory: int = 64 * _MB
    max_name: int = 4096
    max_entry_size: int = 512 * _MB
    max_total: int = 2 * _GB
    max_ratio: int = 1100
    ratio_floor: int = 1 * _MB
    free_total: int = 256 * _MB
    max_nesting: int = 3


class Budget:
    """What may still be unfolded from one outermost file, over all the archives inside it."""

    def __init__(self, limits: Limits, length: int) -> None:
        """Take the budget of an outermost file of ``length`` bytes."""
        by_ratio = max(limits.free_total, limits.max_ratio * length)
        self._cap = min(limits.max_total, by_ratio)
        self._reason = "bomb-total" if limits.max_total <= by_ratio else "bomb-ratio"
        self._limit = f"max_total {limits.max_total}" if limits.max_total <= by_ratio else f"1 : {limits.max_ratio}"
        self._spent = 0
        self._lock = Lock()

    def charge(self, size: int, inner: tuple[str, ...]) -> None:
        """Take ``size`` bytes from the budget.

        Raises:
            ArchiveError: ``bomb-total`` or ``bomb-ratio``: more would be unfolded than the limits allow.
        """
        with self._lock:
            total = self._spent + size
            if total <= self._cap:
                self._spent = total
                return
        message = Phrase(
            "unfolds to {size} bytes in all; {most} are allowed ({limit})",
            size=total,
            most=self._cap,
            limit=self._limit,
        )
        raise ArchiveError(reason=self._reason, message=message, inner=inner)
