"""What all rules of this plugin are: findings with their places. Nothing of the source is imported for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from hapline_hooks import Finding, Fix, Location, Related, Rule, Severity, Subject

S = TypeVar("S", bound=Subject)
GUIDE = "mPaaS component-based framework guide"
BUNDLE_GUIDE = f"{GUIDE}, Bundle project"
PORTAL_GUIDE = f"{GUIDE}, Portal project"


def in_release(*, is_release: bool) -> Severity | None:
    """How grave it is that something is there which is for development: the rule's own in a release, else a note."""
    return None if is_release else "note"


class PortalRule(Rule[S]):
    """A rule of this plugin."""

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
