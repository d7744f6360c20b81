"""Throttling: how many calls an access key may make in a second."""

from __future__ import annotations

from hapline_plugins.mds_server.wire.faults import GatewayError


class Throttle:
    """A bucket for each access key, which holds the calls of one second and fills as time goes by."""

    def __init__(self, rate: int) -> None:
        """Let this many calls through in a second; 0 for any number."""
        self._rate = rate
        self._buckets: dict[str, tuple[float, float]] = {}

    def pass_(self, key_id: str, now: float) -> None:
        """Let a call through.

        Args:
            key_id: Whose call. now: The time, in seconds.

        Raises:
            GatewayError: There were too many; says after which time to try again.
        """
        if not self._rate:
            return
        left, since = self._buckets.get(key_id, (float(self._rate), now))
        left = min(float(self._rate), left + (now - since) * self._rate)
        if left < 1:
            wait = max(1, round((1 - left) / self._rate * 1000))
            self._buckets[key_id] = (left, now)
            raise GatewayError(429, "Throttling.User", "Request was denied due to user flow control.", retry_after=wait)
        self._buckets[key_id] = (left - 1, now)
