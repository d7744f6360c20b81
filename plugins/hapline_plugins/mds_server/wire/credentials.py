"""Who may call: access keys, with or without a security token of STS."""

from __future__ import annotations

from hapline_hooks import noun


@noun
class Credential:
    """One access key.

    Attributes:
        key_id: The access key id. secret: The access key secret.
        token: The security token that must come with it; "" for a lasting key.
        expires: When the token ends, in seconds since 1970; 0 for never.
    """

    key_id: str
    secret: str
    token: str = ""
    expires: float = 0.0


LOCAL = Credential(key_id="hapline", secret="hapline")  # noqa: S106 known to everybody, and only good on loopback
"""The key of a server that only listens on loopback, where nobody has given another."""
