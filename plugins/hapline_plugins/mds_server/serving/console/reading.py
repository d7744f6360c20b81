"""JSON of requests: read without surprises."""

from __future__ import annotations

import json
from typing import Any

from hapline_plugins.mds_server.serving.console.shapes import WrongError


def json_of(body: bytes, member: str = "") -> Any:  # noqa: ANN401 any JSON
    """The JSON that bytes hold.

    Args:
        body: The bytes. member: What they are called in reasons; "" for the body.

    Raises:
        WrongError: They hold none, or something that is not of the standard, or one member twice.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            names = [name for name, _ in pairs]
            raise WrongError(next(name for name in names if names.count(name) > 1)[:60], "is there twice")
        return made

    def no_number(text: str) -> object:
        raise WrongError(member, f"is no JSON: {text}" if member else f"the body is no JSON: {text}")

    try:
        return json.loads(body, object_pairs_hook=once, parse_constant=no_number)
    except WrongError:
        raise
    except (ValueError, RecursionError):
        raise WrongError(member, "is no JSON" if member else "the body is no JSON") from None
