"""Upload policies: what a file token allows, signed by the service and checked when the file comes.

Source: "PostObject" of OSS's API; MDS guide, 6.6.3, "Obtain a file upload token".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

from hapline_hooks import noun
from hapline_plugins.mds_server.wire.faults import GatewayError

ACCESS_ID = "hapline"
"""What a token names as the access key of uploads."""
LIFETIME = 30 * 60
"""Seconds for which a token can be used."""
LARGEST = 5 * 2**30
"""Bytes that one file may have: what PostObject takes."""


@noun
class Policy:
    """What may be uploaded, as a client gets it.

    Attributes:
        encoded: The policy, as it is signed: base64 of JSON. signature: Its signature, base64.
        prefix: What the key of a file must start with. expires: When it ends, in seconds since 1970.
    """

    encoded: str
    signature: str
    prefix: str
    expires: int


class Signer:
    """Signs policies, with a key that only the service knows."""

    def __init__(self, secret: bytes, largest: int = LARGEST) -> None:
        """Sign with this secret; allow files of up to so many bytes."""
        self._secret = secret
        self._largest = largest

    def policy(self, prefix: str, now: float) -> Policy:
        """Allow an upload below this prefix for a while from now on."""
        expires = int(now) + LIFETIME
        content = {
            "expiration": datetime.fromtimestamp(expires, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "conditions": [["content-length-range", 0, self._largest], ["starts-with", "$key", prefix]],
        }
        encoded = base64.b64encode(json.dumps(content, separators=(",", ":")).encode()).decode()
        return Policy(encoded=encoded, signature=self._signature(encoded), prefix=prefix, expires=expires)

    def allowed(self, encoded: str, signature: str, key: str, now: float) -> int:
        """Check that a policy of ours allows a file of this key now.

        Returns:
            How many bytes it may have at most.

        Raises:
            GatewayError: It does not.
        """
        if not hmac.compare_digest(self._signature(encoded).encode(), signature.encode()):
            raise GatewayError(403, "SignatureDoesNotMatch", "The signature is not that of the policy.")
        content = json.loads(base64.b64decode(encoded))
        expires = datetime.strptime(content["expiration"], "%Y-%m-%dT%H:%M:%S.000Z").replace(tzinfo=UTC).timestamp()
        if now >= expires:
            raise GatewayError(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
        (_, _, most), (_, _, prefix) = content["conditions"]
        if not key.startswith(prefix) or key == prefix:
            raise GatewayError(
                403,
                "AccessDenied",
                f'Invalid according to Policy: Policy Condition failed: ["starts-with", "$key", "{prefix}"]',
            )
        return int(most)

    def _signature(self, encoded: str) -> str:
        return base64.b64encode(hmac.new(self._secret, encoded.encode(), hashlib.sha1).digest()).decode()
