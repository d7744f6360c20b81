"""Rules are vetted when the module of their family is loaded, each class once, and never while they judge."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from hapline.vetting import BrokenContract
from hapline_hooks import SEVERITIES, Phrase, Rule, RuleFamily, Subject, Workspace

AnyRule: TypeAlias = type[Rule[Subject]]
_TEXTS = ("slug", "title", "since", "why", "help")
_TABLES = ("messages", "bad", "good")
_LISTS = ("official", "sources")
_FIXABLE = ("no", "safe", "unsafe")
_DIGITS = 3


class RuleBook:
    """The rules that were loaded so far.

    Attributes:
        owners: The plugin of each.
    """

    def __init__(self, failed: Callable[[str, str, BaseException], None]) -> None:
        """Start with none; what is wrong with a plugin's rules is told to ``failed``."""
        self.owners: dict[type, str] = {}
        self._failed = failed
        self._loaded: dict[str, list[AnyRule]] = {}
        self._taken: dict[str, AnyRule] = {}

    def rules(self, family: RuleFamily, plugin: str) -> list[AnyRule]:
        """The sound rules of a family, loaded when they are first asked for."""
        if family.module not in self._loaded:
            self._loaded[family.module] = list(self._load(family, plugin))
        return self._loaded[family.module]

    def _load(self, family: RuleFamily, plugin: str) -> Iterator[AnyRule]:
        try:
            module = importlib.import_module(family.module)
        except (Exception, SystemExit) as error:  # noqa: BLE001 a plugin may fail in any way, and the others go on
            self._failed(plugin, Phrase("rules {family}", family=family.name), error)
            return
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Rule) and ("code" in vars(value) or "slug" in vars(value)):
                try:
                    vet_rule(value, family)
                    self._take(value)
                except BrokenContract as error:
                    self._failed(plugin, Phrase("rule {code}", code=_name(value)), error)
                else:
                    self.owners[value] = plugin
                    yield value

    def _take(self, rule: AnyRule) -> None:
        """Refuse a rule whose code or slug is that of another one; a family may import rules from another module."""
        for name in (rule.code, rule.slug):
            other = self._taken.get(name, rule)
            if other is not rule:
                what = Phrase("{name} is already that of a rule of plugin {other}", name=name, other=self.owners[other])
                raise BrokenContract(what)
        self._taken[rule.code] = self._taken[rule.slug] = rule


def vet_rule(rule: AnyRule, family: RuleFamily) -> None:
    """Refuse a rule that lacks something that is shown of it, or that could not judge.

    Raises:
        BrokenContract: With what is wrong.
    """
    _vet_code(getattr(rule, "code", None), family)
    for name in _TEXTS:
        text = getattr(rule, name, None)
        if not isinstance(text, str) or not text:
            raise BrokenContract(Phrase("has no {attribute}", attribute=name))
    for name in _TABLES:
        table = getattr(rule, name, None)
        if not (isinstance(table, Mapping) and _are_texts(table) and _are_texts(table.values())):
            raise BrokenContract(Phrase("{attribute} must be texts by name", attribute=name))
    for name in _LISTS:
        several: object = getattr(rule, name)
        if not (isinstance(several, tuple) and _are_texts(several)):
            raise BrokenContract(Phrase("{attribute} must be a tuple of texts", attribute=name))
    for name, known in (("severity", SEVERITIES), ("fixable", _FIXABLE)):
        if getattr(rule, name) not in known:
            raise BrokenContract(Phrase("{attribute} must be one of {known}", attribute=name, known=known))
    _vet_subject(getattr(rule, "subject", None), family)
    if rule.check is Rule.check:
        raise BrokenContract(Phrase("has no method {method}", method="check"))


def _vet_code(code: object, family: RuleFamily) -> None:
    if code is None:
        raise BrokenContract(Phrase("has no {attribute}", attribute="code"))
    if not isinstance(code, str) or not (
        len(code) == 2 * _DIGITS
        and code.isascii()
        and code[:_DIGITS].isalpha()
        and code[:_DIGITS].isupper()
        and code[_DIGITS:].isdigit()
    ):
        raise BrokenContract(Phrase("code {code} is not three capital letters and three digits", code=str(code)))
    if not code.startswith(family.codes):
        raise BrokenContract(
            Phrase(
                "code {code} does not begin with {codes}, as all codes of family {name} do",
                code=code,
                codes=family.codes,
                name=family.name,
            )
        )


def _vet_subject(subject: object, family: RuleFamily) -> None:
    if not (isinstance(subject, type) and issubclass(subject, Subject)):
        raise BrokenContract("subject must be a class of subjects")
    alone = {one for one in family.subjects if not one.endswith("[]")}
    if len(alone) < len(family.subjects) and issubclass(Workspace, subject):
        return
    # A rule on a class without a kind (Project, Subject) judges whatever is derived from it.
    if not alone or (subject.kind and subject.kind not in alone and alone.isdisjoint(_kinds(subject))):
        raise BrokenContract(
            Phrase(
                "judges {kind}, and family {name} is for {subjects}",
                kind=subject.kind or subject.__name__,
                name=family.name,
                subjects=sorted(family.subjects),
            )
        )


def _kinds(subject: type[Subject]) -> Iterator[str]:
    yield subject.kind
    for derived in subject.__subclasses__():
        yield from _kinds(derived)


def _are_texts(values: Iterable[Any]) -> bool:
    # Each run pays for the vetting of a hundred rules, and nothing asks for the type of many things as fast as this.
    try:
        "".join(values)
    except TypeError:
        return False
    return True


def _name(rule: type) -> str:
    code = getattr(rule, "code", None)
    return code if isinstance(code, str) else rule.__name__
