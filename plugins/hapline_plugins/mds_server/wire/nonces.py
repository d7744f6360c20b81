"""Numbers used once: a signed request is carried out once, also when the service ended in between.

Nonces are in memory. A service that ends in peace writes down those that could still come again. So that a killed one
does not open the door to a replay either, the highest date that is accepted is persisted ahead, a few seconds each
time: after such a restart nothing dated before that is accepted, and what comes later cannot have been seen before.
Source: answers of Alibaba Cloud's staff name 31 minutes for which a nonce must not come again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from hapline_plugins.mds_server.wire.acs3 import Signed
from hapline_plugins.mds_server.wire.faults import GatewayError

KEPT = 31 * 60
"""Seconds for which a nonce is remembered: longer than a request of that date is accepted."""
AHEAD = 2
"""Seconds by which the persisted mark runs ahead of the dates that were accepted."""
_MOST = 10_000
"""Nonces that are written down at the end; where there were more, the dates of the older ones are barred."""


class Used(NamedTuple):
    """A nonce that was used.

    Attributes:
        name: Access key and nonce. date: The date of the request, in seconds since 1970.
    """

    name: str
    date: int


class Nonces:
    """The nonces that were used lately."""

    def __init__(self, barred: int = 0, used: Iterable[Used] = ()) -> None:
        """Begin anew.

        Args:
            barred: Requests dated at this or before may have been seen by a service that was killed; in seconds.
            used: What was written down by one that ended in peace.
        """
        self._barred = barred
        self._order: deque[tuple[float, Used]] = deque((one.date + KEPT, one) for one in used)
        self._names = {one.name for _, one in self._order}

    def use(self, signed: Signed, now: float) -> None:
        """Use a request's nonce.

        Raises:
            GatewayError: It was used before, or nobody can tell whether it was.
        """
        while self._order and self._order[0][0] < now:
            self._names.discard(self._order.popleft()[1].name)
        name = f"{signed.credential.key_id}\n{signed.nonce}"
        if name in self._names:
            raise GatewayError(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
        if signed.date <= self._barred:
            wait = max(1, self._barred - int(now) + 1)
            raise GatewayError(
                503,
                "ServiceUnavailable",
                "The service was restarted and cannot tell whether it has seen this request: sign it anew.",
                retry_after=wait * 1000,
            )
        self._names.add(name)
        self._order.append((now + KEPT, Used(name, signed.date)))

    def left(self) -> tuple[int, list[Used]]:
        """What to write down at the end: a date up to which everything is barred, and the nonces dated later."""
        used = sorted((one for _, one in self._order), key=lambda one: one.date)
        barred = max([self._barred, *(one.date for one in used[:-_MOST])])
        return barred, [one for one in used if one.date > barred]
