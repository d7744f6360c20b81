"""What is set once for a space: its virtual domain and its signing key."""

from __future__ import annotations

from hapline_hooks import noun


@noun
class VirtualDomain:
    """The virtual domain of a space; it cannot be changed (MDS guide, 6.1).

    Attributes:
        id: Its number. space: The space. domain: Such as ``h5app.com``.
    """

    kind = "virtual domain"

    id: int
    space: str
    domain: str


@noun
class SigningKey:
    """The RSA key with which offline packages of a space are signed; it cannot be changed (MDS guide, 6.1).

    Attributes:
        id: Its number. space: The space. pem: The private key, as it was uploaded.
    """

    kind = "signing key"

    id: int
    space: str
    pem: str

    def __repr__(self) -> str:
        """Without the key."""
        return f"SigningKey(space={self.space!r})"


@noun
class Upload:
    """A file that was uploaded with a token, for an operation to take.

    Attributes:
        id: Its number. space: The space of the token. key: Its object key. digest: SHA-256 of its content, by which
            it is kept. size: Its length in bytes.
    """

    kind = "upload"

    id: int
    space: str
    key: str
    digest: str
    size: int
