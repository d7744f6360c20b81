"""What the rules of this plugin share: findings with their places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from hapline_hooks import Finding, Fix, Location, Related, Rule, Severity, Subject, TextEdit
from hapline_plugins.hotpatch.source.build import HotpatchBuild
from hapline_plugins.hotpatch.source.modules import AppModule

S = TypeVar("S", bound=Subject)
GUIDE = "mPaaS Mobile Delivery Service guide, 5. Hotpatch"
DEXPATCH_GUIDE = "mPaaS Mobile Delivery Service guide, 5.2.1 DexPatch integration method"
INSTANTRUN_GUIDE = "mPaaS Mobile Delivery Service guide, 5.2.2 InstantRun integration method"


class HotpatchRule(Rule[S]):
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


class BuildRule(HotpatchRule[HotpatchBuild]):
    """A rule about one build."""

    subject = HotpatchBuild


class AppRule(HotpatchRule[AppModule]):
    """A rule about one app."""

    subject = AppModule


def edit(title: str, path: str, edits: Iterable[TextEdit], *, safe: bool = False) -> tuple[Fix, ...]:
    """A fix that edits one file; none where there is nothing to edit.

    Args:
        title: An id of the rule's messages. path: The file. edits: The edits. safe: Whether it keeps what is meant.
    """
    made = tuple(edits)
    return (Fix(title=title, path=path, edits=made, safe=safe),) if made else ()
