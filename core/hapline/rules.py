"""What rules are made with: findings and fixes, each in one call.

Public: the rules of plugins whose findings answer to no tool's codes derive from ``PlainRule``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from hapline_hooks import Finding, Fix, JsonEdit, Location, Related, Rule, Severity, Subject, TextEdit

S = TypeVar("S", bound=Subject)


class PlainRule(Rule[S]):
    """A rule that says what it finds, and nothing of what other tools say."""

    def found(
        self,
        message: str,
        location: Location,
        /,
        *,
        severity: Severity | None = None,
        related: Iterable[Related] = (),
        fixes: Iterable[Fix] = (),
        **args: object,
    ) -> Finding:
        """A finding of this rule.

        Args:
            message: An id of ``messages``. location: Where. severity: Where it differs from the rule's.
            related: Further places. fixes: Edits. args: For the message.
        """
        return Finding(
            rule=self.code,
            message=message,
            args=args,
            location=location,
            severity=severity,
            related=tuple(related),
            fixes=tuple(fixes),
        )


def edit(title: str, path: str, edits: Iterable[TextEdit | JsonEdit], *, safe: bool = False) -> tuple[Fix, ...]:
    """A fix that edits one file; none where there is nothing to edit.

    Args:
        title: An id of the rule's messages. path: The file. edits: The edits. safe: Whether it keeps what is meant.
    """
    made = tuple(edits)
    return (Fix(title=title, path=path, edits=made, safe=safe),) if made else ()


def in_release(*, is_release: bool) -> Severity | None:
    """How grave it is that something is there which is for development: the rule's own in a release, else a note."""
    return None if is_release else "note"
