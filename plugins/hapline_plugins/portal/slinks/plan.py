"""The plan of an app: each Bundle static or dynamic, and why; made of facts, and of what the configuration wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from hapline_hooks import Phrase, noun, replace
from hapline_plugins.portal.official import NO_LEVEL
from hapline_plugins.portal.slinks.budget import Candidate, spend
from hapline_plugins.portal.slinks.needs import Reason, may_be_dynamic, needs

if TYPE_CHECKING:
    from hapline_plugins.portal.slinks.facts import Facts
    from hapline_plugins.portal.slinks.known import Known
    from hapline_plugins.portal.slinks.policy import Policy
    from hapline_plugins.portal.source.composition import App, Member


@noun
class Decision:
    """What is decided of a Bundle.

    Attributes:
        member: The Bundle. facts: What is known of it. is_static: Whether it is to be static.
        reasons: Why, the strongest first. remarks: What else is to be said, such as a wish that is not followed.
    """

    member: Member
    facts: Facts
    is_static: bool
    reasons: tuple[Reason, ...]
    remarks: tuple[Phrase, ...] = ()

    @property
    def is_must(self) -> bool:
        """Whether it must be static, by what is known."""
        return any(one.is_must and one.is_sure for one in self.reasons)


class Plan:
    """The plan of one app.

    Attributes:
        app: The app. decisions: By ``group:artifact``, in the order in which the Portal declares the Bundles.
        notes: What is to be said of the whole, such as a budget that is not enough.
    """

    def __init__(self, app: App, decisions: Mapping[str, Decision], notes: Iterable[Phrase] = ()) -> None:
        """Hold decisions together."""
        self.app = app
        self.decisions = decisions
        self.notes = tuple(notes)

    def lines(self, *, dev: bool) -> list[str]:
        """The lines of slinks, or of dev_slinks, in the order of the declarations."""
        found = [one for one in self.decisions.values() if one.is_static and one.member.is_dev is dev]
        return list(dict.fromkeys(one.member.slinks_name for one in found))


def plan_of(known: Known, policy: Policy) -> Plan:
    """Decide for each Bundle that a Portal declares.

    The order in which a Portal declares its Bundles does not matter. What must be static is; ``portal.dynamic`` can
    only set aside what is static for want of knowledge.
    """
    return _Planning(known, policy).made()


class _Planning:
    """One plan in the making."""

    def __init__(self, known: Known, policy: Policy) -> None:
        self.known = known
        self.app = known.app
        self.policy = policy
        self.notes: list[Phrase] = []
        self.decisions: dict[str, Decision] = {}
        self.candidates: dict[str, tuple[Member, Facts]] = {}

    @cached_property
    def listed(self) -> tuple[frozenset[str], frozenset[str]]:
        return self.app.portal.slinks, self.app.portal.dev_slinks

    def made(self) -> Plan:
        for key, member in self.app.members.items():
            self._decide(key, member, self.known.of(member))
        if self.candidates:
            self._spend()
        self._share_lines()
        return Plan(self.app, {key: self.decisions[key] for key in self.app.members}, self.notes)

    def _decide(self, key: str, member: Member, facts: Facts) -> None:
        must = list(needs(key, facts, self.known.named.get(key)))
        sure = [one for one in must if one.is_sure]
        remarks = list(facts.problems)
        if key in self.policy.dynamic and sure:
            remarks.append(Phrase("portal.dynamic names it; it must be static all the same"))
        if must and not sure and self._is_kept(member):
            self._keep(member, facts, must, remarks)
        elif sure or (must and key not in self.policy.dynamic):
            reasons = (*sure, *(one for one in must if not one.is_sure))
            self._put(member, facts, reasons, static=True, remarks=remarks)
        elif key in self.policy.dynamic:
            self._put(member, facts, (_policy(Phrase("portal.dynamic names it")), *must), static=False, remarks=remarks)
        elif key in self.policy.static:
            self._put(member, facts, [_policy(Phrase("portal.static names it"))], static=True, remarks=remarks)
        elif self.policy.kind == "budget":
            self.candidates[key] = (member, facts)
        else:
            self._by_policy(member, facts, remarks)

    def _is_kept(self, member: Member) -> bool:
        """Whether a Bundle that nothing sure is known of stays as the files have it."""
        portal = self.app.portal
        file = portal.dev_slinks_file if member.is_dev else portal.slinks_file
        chosen = self.policy.static | self.policy.dynamic
        return self.policy.kind == "keep" and file is not None and member.key not in chosen

    def _keep(self, member: Member, facts: Facts, must: Iterable[Reason], remarks: Iterable[Phrase]) -> None:
        static = member.slinks_name in self.listed[member.is_dev]
        text = (
            Phrase("it is static now, and portal.slinks is {kind}", kind="keep")
            if static
            else Phrase("it is dynamic now, and portal.slinks is {kind}", kind="keep")
        )
        little = Phrase("too little is known of it to say whether it must be static")
        why = [replace(one, text=little) if one.kind == "unknown" else one for one in must]
        self._put(member, facts, (_policy(text), *why), static=static, remarks=remarks)

    def _by_policy(self, member: Member, facts: Facts, remarks: Iterable[Phrase]) -> None:
        kind = self.policy.kind
        if kind == "all":
            text, static = Phrase("portal.slinks is {kind}", kind=kind), True
        elif kind == "keep" and member.slinks_name in self.listed[member.is_dev]:
            text, static = Phrase("it is static now, and portal.slinks is {kind}", kind=kind), True
        else:
            text, static = Phrase("nothing asks for it to be static: portal.slinks is {kind}", kind=kind), False
        may = () if static else tuple(may_be_dynamic(facts))
        self._put(member, facts, (_policy(text), *may), static=static, remarks=remarks)

    def _spend(self) -> None:
        """Take as many of the candidates as the budget allows."""
        taken = [one for one in self.decisions.values() if one.is_static]
        unknown = sorted(
            one.member.key for one in taken if one.facts.dex_size is None and one.facts.has_code is not False
        )
        if unknown:
            self.notes.append(
                Phrase("not counted in the budget, since their size is not known: {names}", names=unknown)
            )
        spent = sum(one.facts.dex_size.value for one in taken if one.facts.dex_size is not None)
        if spent > self.policy.budget:
            self.notes.append(
                Phrase(
                    "what must be static has {spent:size} of dex files, more than the budget of {budget:size}",
                    spent=spent,
                    budget=self.policy.budget,
                )
            )
        candidates = [_candidate(member, facts) for member, facts in self.candidates.values()]
        chosen = spend(candidates, self.policy.budget - spent)
        for key, (member, facts) in self.candidates.items():
            size = facts.dex_size.value if facts.dex_size is not None else None
            if key in chosen:
                text = Phrase("its {size:size} of dex files fit the budget", size=size)
            elif size is None:
                text = Phrase("how long its dex files are is not known, so that the budget does not take it")
            else:
                text = Phrase("its {size:size} of dex files do not fit the rest of the budget", size=size)
            may = () if key in chosen else tuple(may_be_dynamic(facts))
            self._put(member, facts, (_policy(text), *may), static=key in chosen, remarks=facts.problems)

    def _share_lines(self) -> None:
        """Bundles whose lines are the same are static together."""
        by_line: dict[tuple[str, bool], str] = {}
        for key, one in sorted(self.decisions.items()):
            if one.is_static:
                by_line.setdefault((one.member.slinks_name, one.member.is_dev), key)
        for one in list(self.decisions.values()):
            other = by_line.get((one.member.slinks_name, one.member.is_dev))
            if other is not None and not one.is_static:
                text = Phrase("its line is that of {other} too, which is static", other=other)
                self._put(one.member, one.facts, (_policy(text),), static=True, remarks=one.remarks)

    def _put(
        self, member: Member, facts: Facts, reasons: Iterable[Reason], *, static: bool, remarks: Iterable[Phrase]
    ) -> None:
        self.decisions[member.key] = Decision(
            member=member, facts=facts, is_static=static, reasons=tuple(reasons), remarks=tuple(remarks)
        )


def _policy(text: Phrase) -> Reason:
    return Reason(kind="policy", text=text)


def _candidate(member: Member, facts: Facts) -> Candidate:
    return Candidate(
        key=member.key,
        init_level=facts.init_level.value if facts.init_level is not None else NO_LEVEL,
        size=facts.dex_size.value if facts.dex_size is not None else None,
    )
