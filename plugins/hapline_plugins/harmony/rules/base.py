"""What the rules of this plugin share: findings that know which of the vendor's codes they answer to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, TypeVar

from hapline_hooks import Finding, Fix, Location, Related, Rule, Severity, Subject
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.module import Module

S = TypeVar("S", bound=Subject)
PACKING_TOOL = "packing tool (openharmony/developtools_packing_tool)"
GUIDE = "元服务开发指南"


class HarmonyRule(Rule[S]):
    """A rule of this plugin; most have one code of the packing tool, printed in one of its modes.

    Attributes:
        stage: The packing tool's modes that check this: the code is claimed only where one of them will run.
        early: Whether it is checked before a lone shared HSP is accepted without further rules.
    """

    stage: ClassVar[frozenset[str]] = frozenset({"app"})
    early: ClassVar[bool] = False

    def found(  # noqa: PLR0913 one call says all there is to say
        self,
        message: str,
        location: Location,
        /,
        *,
        of: Bundle | None,
        code: str | tuple[str, ...] = "",
        store: str = "",
        stage: frozenset[str] | None = None,
        severity: Severity | None = None,
        related: Iterable[Related] = (),
        fixes: Iterable[Fix] = (),
        **args: object,
    ) -> Finding:
        """A finding of this rule.

        Args:
            message: An id of ``messages``. location: Where. of: The app it is about.
            code: What the packing tool prints about it. store: The store's code. stage: Instead of the rule's own.
            severity: Where it differs from the rule's. related: Further places. fixes: Edits. args: For the message.
        """
        official: list[str] = []
        if code and (of is None or self._reached(of, stage or self.stage)):
            official += [code] if isinstance(code, str) else code
        if store:
            official.append(store)
        return Finding(
            rule=self.code,
            message=message,
            args=args,
            location=location,
            severity=severity,
            related=tuple(related),
            fixes=tuple(fixes),
            official=tuple(official),
            products=(of.product,) if of is not None and of.product else (),
        )

    def _reached(self, bundle: Bundle, stages: frozenset[str]) -> bool:
        seen = bundle.stages & stages
        return bool(seen - {"app"} if bundle.accepted_unseen and not self.early else seen)


class BundleRule(HarmonyRule[Bundle]):
    """A rule about an app as a whole."""

    subject = Bundle


class ModuleRule(HarmonyRule[Module]):
    """A rule about one module."""

    subject = Module

    def at(  # noqa: PLR0913 as above
        self,
        module: Module,
        message: str,
        /,
        *keys: str | int,
        on: Literal["value", "key"] = "value",
        code: str | tuple[str, ...] = "",
        store: str = "",
        stage: frozenset[str] | None = None,
        severity: Severity | None = None,
        fixes: Iterable[Fix] = (),
        related: Iterable[Related] = (),
        **args: object,
    ) -> Finding:
        """A finding at a symbolic path of the module."""
        return self.found(
            message,
            module.at(*keys, on=on),
            of=module.bundle,
            code=code,
            store=store,
            stage=stage,
            severity=severity,
            fixes=fixes,
            related=related,
            **args,
        )
