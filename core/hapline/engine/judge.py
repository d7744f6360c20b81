"""The judge: one subject with its parts goes in, what the rules say of it comes out, merged and placed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hapline.engine.placing import Places
from hapline.engine.report import Judged
from hapline.engine.selection import AnyRule, Selection, present
from hapline.plugins import CRASHES, Host
from hapline.progress import Progress
from hapline.vetting import BrokenContract
from hapline_hooks import Finding, Phrase, Project, Rule, Subject, Workspace, replace

_Step = tuple[AnyRule, Rule[Subject], type[Subject]]


class Judge:
    """Judges subjects by the rules of a run.

    Attributes:
        subjects: All that was judged, with their parts. kinds: The kinds of subject that they were.
        last: The kinds of the subject that was judged last, and of its parts.
        at_once: How many processes judge at the same time, each its part of the projects.
        meanwhile: Is called once, when the first rule has judged all projects together, if any does.
    """

    def __init__(self, host: Host, selection: Selection, places: Places, progress: Progress | None = None) -> None:
        """Judge by the rules of the host that are selected.

        Args:
            host: Where the rules come from. selection: Which of them. places: What is found is placed in these.
            progress: Is told of each project.
        """
        self.subjects: list[Subject] = []
        self.kinds: set[str] = set()
        self.last: frozenset[str] = frozenset()
        self.at_once = 1
        self.meanwhile: Callable[[], None] | None = None
        self._in_tree = False
        self._host = host
        self._selection = selection
        self._places = places
        self._progress = progress
        self._families = host.families()
        self._known: dict[frozenset[str], list[tuple[AnyRule, Rule[Subject]]]] = {}
        self._plans: dict[tuple[frozenset[type[Subject]], frozenset[str]], list[_Step]] = {}
        if selection.select or selection.ignore or selection.severities:
            selection.check_words(host.rules(self._families))

    def rules(self) -> list[AnyRule]:
        """The rules that apply to what was judged."""
        return [rule for rule, _ in self._rules(frozenset(self.kinds))]

    def applies(self) -> bool:
        """Whether there are rules, selected or not, for what was judged; the engine's own are for everything."""
        return bool(present(self._families, frozenset(self.kinds - {""})))

    def wants(self, workspace: Workspace) -> bool:
        """Whether any rules, selected or not, are for all these projects together."""
        return bool(present(self._families, _together(workspace) | {workspace.kind}))

    def rule(self, module: str, code: str) -> AnyRule:
        """One rule, by the module that it is in.

        Raises:
            LookupError: There is none.
        """
        family = [one for one in self._families if one.module == module]
        found = next((rule for rule in self._host.rules(family) if rule.code == code), None)
        if found is None:
            raise LookupError(code)
        return found

    def judged(self, subject: Subject) -> list[Judged]:
        """What is to be said of a subject and its parts; a rule that crashes is kept in the host's faults."""
        self._in_tree = isinstance(subject, Project | Workspace)
        by_type: dict[type[Subject], list[Subject]] = {}
        for part in self._with_parts(subject):
            by_type.setdefault(type(part), []).append(part)
            self.subjects.append(part)
        if self._progress and isinstance(subject, Project):
            self._progress.step(self.at_once)
        types = frozenset(by_type)
        self.last = frozenset(kind for type_ in types for kind in kinds_of(type_))
        if isinstance(subject, Workspace):
            self.last |= _together(subject)
        self.kinds |= self.last
        found: dict[tuple[object, ...], Judged] = {}
        for rule, judge, type_ in self._plan(types):
            for part in by_type[type_]:
                # Most rules have nothing to say about most subjects: this loop is what a large workspace costs.
                try:
                    for finding in judge.check(part):
                        self._add(found, rule, finding, part)
                except CRASHES as error:  # a broken rule must not hide what the others find
                    self._host.failed(self._host.owner(rule), Phrase("rule {code}", code=rule.code), error)
            if self.meanwhile is not None and isinstance(subject, Workspace):
                start, self.meanwhile = self.meanwhile, None
                start()
        return [replace(one, finding=self._places.placed(one.finding, one.subject)) for one in found.values()]

    def _rules(self, kinds: frozenset[str]) -> list[tuple[AnyRule, Rule[Subject]]]:
        known = self._known.get(kinds)
        if known is None:
            rules = self._host.rules(present(self._families, kinds))
            known = self._known[kinds] = [(rule, rule()) for rule in rules if self._selection.wants(rule)]
        return known

    def _plan(self, types: frozenset[type[Subject]]) -> list[_Step]:
        """Which rule judges subjects of which type; the same for one project after the other."""
        known = self._plans.get((types, self.last))
        if known is None:
            ordered = sorted(types, key=lambda type_: type_.__qualname__)
            known = self._plans[types, self.last] = [
                (rule, judge, type_)
                for rule, judge in self._rules(self.last)
                for type_ in ordered
                if issubclass(type_, rule.subject)
            ]
        return known

    def _add(self, found: dict[tuple[object, ...], Judged], rule: AnyRule, finding: Finding, subject: Subject) -> None:
        severity = self._selection.severity(rule, finding) if self._sound(finding, rule) else None
        if severity is not None:
            merge(found, Judged(finding=finding, rule=rule, severity=severity, subject=subject))

    def _sound(self, finding: Finding, rule: AnyRule) -> bool:
        # Imported here: a run without findings has nothing to vet.
        from hapline.vetting.findings import vet_finding

        try:
            vet_finding(finding, rule, in_tree=self._in_tree)
        except BrokenContract as error:
            self._host.failed(self._host.owner(rule), Phrase("rule {code}", code=rule.code), error)
            return False
        return True

    def _with_parts(self, subject: Subject) -> Iterator[Subject]:
        yield subject
        try:
            parts = list(subject.parts())
        except CRASHES as error:
            self._host.failed(self._host.owner(type(subject)), Phrase("opening {kind}", kind=subject.kind), error)
            return
        for part in parts:
            yield from self._with_parts(part)


def kinds_of(type_: type[Subject]) -> frozenset[str]:
    """The kinds by which rule families name a subject of this type."""
    return frozenset(one.kind for one in type_.__mro__ if issubclass(one, Subject))


def _together(workspace: Workspace) -> frozenset[str]:
    """The kinds by which rule families name all projects together."""
    kinds = frozenset().union(*map(kinds_of, {type(one) for one in workspace.projects}))
    return frozenset(f"{kind}[]" for kind in kinds if kind)


def merge(found: dict[tuple[object, ...], Judged], one: Judged) -> None:
    """Add a finding; the same statement about the same place, made for several products, is one that names them."""
    finding = one.finding
    key = _statement(finding)
    known = found.get(key)
    if known is None:
        found[key] = one
    elif finding.products:
        products = dict.fromkeys((*known.finding.products, *finding.products))
        found[key] = replace(known, finding=replace(known.finding, products=tuple(products)))


def _statement(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    return (
        finding.rule,
        finding.message,
        place.file,
        place.keys,
        place.on,
        place.span,
        repr(sorted(finding.args.items())),
    )
