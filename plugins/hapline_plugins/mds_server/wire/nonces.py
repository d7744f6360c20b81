"""Numbers used once: a signed request is carried out once, also when the service was killed in between.

Nonces are in memory. So that a restart does not open the door to a replay, the highest date that was accepted is
persisted ahead, a few seconds each time: after a restart nothing dated before that is accepted, and what comes later
cannot have been seen before. A service that ended in peace persists nothing ahead and loses nothing.
Source: answers of Alibaba Cloud's staff name 31 minutes for which a nonce must not come again.
"""

from __future__ import annotations

from collections import deque

from hapline_plugins.mds_server.wire.acs3 import Signed
from hapline_plugins.mds_server.wire.faults import GatewayError

KEPT = 31 * 60
"""Seconds for which a nonce is remembered: longer than a request of that date is accepted."""
AHEAD = 2
"""Seconds by which the persisted mark runs ahead of the dates that were accepted."""


class Nonces:
    """The nonces that were used lately.

    Attributes:
        mark: No request dated after this was accepted before it is persisted; seconds since 1970.
    """

    def __init__(self, barred: int = 0) -> None:
        """Begin anew.

        Args:
            barred: Requests dated at this or before may have been seen by a service that was killed; in seconds.
        """
        self.mark = barred
        self._barred = barred
        self._used: set[str] = set()
        self._order: deque[tuple[float, str]] = deque()

    def use(self, signed: Signed, now: float) -> bool:
        """Use a request's nonce.

        Returns:
            Whether ``mark`` has moved, and must be persisted before the request is carried out.

        Raises:
            GatewayError: It was used before, or nobody can tell whether it was.
        """
        while self._order and self._order[0][0] < now - KEPT:
            self._used.discard(self._order.popleft()[1])
        name = f"{signed.credential.key_id}\n{signed.nonce}"
        if name in self._used:
            raise GatewayError(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
        if signed.date <= self._barred:
            wait = max(1, self._barred - int(now) + 1)
            raise GatewayError(
                503,
                "ServiceUnavailable",
                "The service was restarted and cannot tell whether it has seen this request: sign it anew.",
                retry_after=wait * 1000,
            )
        self._used.add(name)
        self._order.append((now, name))
        if signed.date <= self.mark:
            return False
        self.mark = signed.date + AHEAD
        return True
