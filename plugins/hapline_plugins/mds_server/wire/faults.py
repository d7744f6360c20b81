"""Why a request is not carried out: refused by the gateway, or by the service itself."""

from __future__ import annotations

from typing import ClassVar


class GatewayError(Exception):
    """The gateway refuses a request: a status of 400 and more, with a code that SDKs raise as their exception.

    Attributes:
        status: The HTTP status. code: The code, such as ``SignatureDoesNotMatch``. message: What happened, for people.
        retry_after: Milliseconds after which to try again; 0 where trying again does not help.
    """

    def __init__(self, status: int, code: str, message: str, *, retry_after: int = 0) -> None:
        """Say with which status and code a request is refused, and why."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


class RefusedError(Exception):
    """The service refuses: status 200, ``Success`` false, and the reason in ``ResultMsg``.

    The codes of the real service are nowhere public, so these are hapline's own; only ``Success`` and ``ResultMsg``
    are documented (MDS guide, 6.6.3).

    Attributes:
        error_code: What goes into ``ErrorCode``, where the reply has one. message: What goes into ``ResultMsg``.
        content: What the reply holds all the same.
    """

    code: ClassVar[str] = "ILLEGAL_ARGUMENT"

    def __init__(self, message: str, **content: object) -> None:
        """Say why."""
        super().__init__(message)
        self.message = message
        self.error_code = self.code
        self.content = content


class NotThereError(RefusedError):
    """What the request names is not there (any more)."""

    code = "NOT_EXIST"


class ConflictError(RefusedError):
    """What the request asks for does not go with what is there."""

    code = "CONFLICT"
