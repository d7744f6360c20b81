"""Membership: the whitelists of a task or a switch, ready to be asked for a user."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from hapline_plugins.mds_server.model.expressions import matcher
from hapline_plugins.mds_server.storage.state import State


class Membership(NamedTuple):
    """Some whitelists together.

    Attributes:
        members: The user ids of each that has user ids, as they are now.
        matches: Whether a user id matches an expression of the others; None where there are no others.
    """

    members: tuple[set[str], ...]
    matches: Callable[[str], bool] | None

    def has_user(self, user_id: str) -> bool:
        """Whether a user is on one of the whitelists."""
        if not user_id:
            return False
        return any(user_id in one for one in self.members) or (self.matches is not None and self.matches(user_id))


def membership(state: State, space: str, whitelists: Iterable[int]) -> Membership:
    """The whitelists of these numbers; one that is gone has no members."""
    plain: list[set[str]] = []
    expressions: list[str] = []
    regular = False
    for number in whitelists:
        whitelist = state.whitelists.get(space, number)
        if whitelist is not None and whitelist.regular:
            regular = True
            expressions += state.members.get(number, ())
        else:
            plain.append(state.members.setdefault(number, set()))
    return Membership(tuple(plain), matcher(expressions) if regular else None)
