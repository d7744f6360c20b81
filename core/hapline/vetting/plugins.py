"""Plugins are vetted when they are added, and what their hooks return when they are called."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import pluggy

from hapline.vetting import BrokenContract
from hapline_hooks import (
    API,
    ConfigSection,
    Generator,
    Option,
    OptionType,
    Packager,
    Phrase,
    Project,
    RuleFamily,
    Subject,
    Workspace,
)

if TYPE_CHECKING:
    import click

_T = TypeVar("_T")
_PREFIX = "hapline_"
_DATA = frozenset({"hapline_api", "hapline_extras", "hapline_locale"})
_TYPES = get_args(OptionType)
_WITH_CHOICES = frozenset({"choice", "table"})
_LETTERS = 3
"""Capital letters that the codes of rules begin with; as many digits follow."""


def vet_module(module: object, hooks: Iterable[str]) -> None:
    """Refuse a plugin that was written for another contract, or has names that mean nothing.

    A hook that is misspelt, or not marked, would never be called, and nobody would notice.

    Args:
        module: The plugin. hooks: The names of all hooks.

    Raises:
        BrokenContract: With what is wrong.
    """
    _vet_api(getattr(module, "hapline_api", None))
    _vet_extras(getattr(module, "hapline_extras", {}))
    for name in dir(module):
        if not name.startswith(_PREFIX) or name in _DATA:
            continue
        value = getattr(module, name)
        if name in hooks:
            if not hasattr(value, "hapline_impl"):
                raise BrokenContract(Phrase("{name} is not marked with hapline_hooks.impl", name=name))
        elif not (isinstance(value, type(sys)) or getattr(value, "hapline_impl", {}).get("optionalhook")):
            raise BrokenContract(_no_hook(name, hooks))


def vet_hooks(manager: pluggy.PluginManager, module: object) -> None:
    """Refuse what pluggy takes and hapline has no use for: hooks of other names, and wrappers.

    Args:
        manager: Where the plugin is registered. module: The plugin.

    Raises:
        BrokenContract: With what is wrong.
    """
    for caller in manager.get_hookcallers(module) or ():
        for one in caller.get_hookimpls():
            if one.plugin is not module:
                continue
            if one.hookwrapper or one.wrapper:
                raise BrokenContract(
                    Phrase(
                        "wraps {hook}: hapline calls each plugin by itself, so wrappers have no effect",
                        hook=caller.name,
                    )
                )
            if not (caller.has_spec() or one.optionalhook):
                raise BrokenContract(_no_hook(caller.name, vars(manager.hook)))


def listed(result: object) -> Iterator[object]:
    """What a hook returned, one by one.

    Raises:
        BrokenContract: It is no list.
    """
    if result is None:
        return
    if isinstance(result, str | dict) or not isinstance(result, Iterable):
        raise BrokenContract(Phrase("returned something of type {type}, and no list", type=_type(result)))
    yield from result


def vet_project(item: object) -> Project:
    """Refuse what is no project, or can neither be named nor matched with rules."""
    project = _must_be(Project, item)
    name = type(project).__name__
    kind: object = project.kind
    if not isinstance(kind, str) or not kind:
        raise BrokenContract(Phrase("{name} has no kind, and rules find their subjects by it", name=name))
    if not all(hasattr(project, one) for one in ("tree", "root", "name")):
        raise BrokenContract(Phrase("{name} has no tree, root or name: call super().__init__()", name=name))
    return project


def vet_family(item: object) -> RuleFamily:
    """Refuse a family that cannot be matched with subjects, or whose codes nobody knows beforehand."""
    family = _must_be(RuleFamily, item)
    subjects: object = family.subjects
    if not isinstance(subjects, frozenset) or not all(isinstance(one, str) for one in subjects):
        raise BrokenContract(Phrase("subjects of family {name} must be a frozenset of kinds", name=family.name))
    if not subjects:
        raise BrokenContract(Phrase("family {name} names no subjects", name=family.name))
    wrong = next((one for one in sorted(subjects) if ("[" in one or "]" in one) and not _names_all_projects(one)), None)
    if wrong is not None:
        raise BrokenContract(
            Phrase(
                "family {name}: {subject} is not the kind of a project followed by []", name=family.name, subject=wrong
            )
        )
    if not _could_begin_codes(family.codes):
        raise BrokenContract(
            Phrase(
                "family {name}: codes must be what the codes of its rules begin with: three capital letters and digits",
                name=family.name,
            )
        )
    return family


def vet_generator(item: object) -> Generator:
    """Refuse what cannot be called as a generator."""
    generator: Generator = _tool(item, "changes")
    return generator


def vet_packager(item: object) -> Packager:
    """Refuse what cannot be called as a packager."""
    packager: Packager = _tool(item, "deliverables")
    return packager


def vet_command(item: object) -> click.Command:
    """Refuse what is no click command."""
    import click

    command = _must_be(click.Command, item)
    if not command.name:
        raise BrokenContract("a command has no name")
    return command


def vet_section(item: object) -> ConfigSection:
    """Refuse a section whose options nobody could set, or whose defaults nobody could write."""
    section = _must_be(ConfigSection, item)
    _vet_words(section.name, section.help)
    _vet_several(section.name, section.options)
    for option in section.options:
        _vet_option(f"{section.name}.{option.name}", option)
    return section


def vet_subject(item: object) -> Subject:
    """Refuse what no rule could judge."""
    return _must_be(Subject, item)


def _vet_several(name: str, options: object) -> None:
    if not isinstance(options, tuple) or not all(isinstance(option, Option) for option in options):
        raise BrokenContract(Phrase("options of {name} must be a tuple of Option", name=name))
    names = [option.name for option in options]
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice is not None:
        raise BrokenContract(Phrase("{name} is declared twice", name=f"{name}.{twice}"))


def _vet_option(name: str, option: Option, *, is_field: bool = False) -> None:
    _vet_words(option.name, option.help)
    kind: object = option.type
    if kind not in _TYPES:
        raise BrokenContract(Phrase("type of {name} must be one of {known}", name=name, known=_TYPES))
    choices: object = option.choices
    if not isinstance(choices, tuple) or not all(isinstance(one, str) for one in choices):
        raise BrokenContract(Phrase("choices of {name} must be a tuple of texts", name=name))
    if kind in _WITH_CHOICES and not choices:
        raise BrokenContract(Phrase("{name} needs choices", name=name))
    if kind == "objects":
        _vet_several(name, option.fields)
        for field in option.fields:
            _vet_option(f"{name}.{field.name}", field, is_field=True)
    if is_field and option.default is None:
        return  # a field that must be given
    from hapline.config.values import ValueProblem, checked

    try:
        if not (option.type == "date" and option.default == ""):  # no day
            checked(option, option.default)
    except ValueProblem as problem:
        raise BrokenContract(Phrase("default of {name} {problem}", name=name, problem=problem.what)) from None


def _vet_words(name: object, help_: object) -> None:
    if not isinstance(name, str) or not (name.isascii() and name.isalnum() and name[0].islower()):
        raise BrokenContract(Phrase("{name} is no name in camel case", name=repr(name)))
    if not isinstance(help_, str) or not help_:
        raise BrokenContract(Phrase("{name} has no help", name=name))


def _must_be(kind: type[_T], item: object) -> _T:
    if not isinstance(item, kind):
        raise BrokenContract(
            Phrase(
                "returned something of type {type} where a {kind} belongs: {value}",
                type=_type(item),
                kind=_type_name(kind),
                value=f"{item!r:.80}",
            )
        )
    return item


def _type(value: object) -> str:
    return _type_name(type(value))


def _type_name(kind: type) -> str:
    package = kind.__module__.partition(".")[0]
    return kind.__name__ if package in {"builtins", "hapline_hooks"} else f"{package}.{kind.__name__}"


def _names_all_projects(subject: str) -> bool:
    kind = subject.removesuffix("[]")
    return kind not in {"", Workspace.kind} and "[" not in kind and "]" not in kind


def _could_begin_codes(text: object) -> bool:
    if not isinstance(text, str) or not text.isascii():
        return False
    letters, digits = text[:_LETTERS], text[_LETTERS:]
    if len(letters) < _LETTERS or len(digits) > _LETTERS:
        return False
    return letters.isalpha() and letters.isupper() and (not digits or digits.isdigit())


def _tool(item: object, method: str) -> Any:  # noqa: ANN401 a generator or a packager
    if isinstance(item, type):
        raise BrokenContract(Phrase("{name} is a class: return an object of it", name=item.__name__))
    name = type(item).__name__
    for attribute in ("name", "help"):
        text = getattr(item, attribute, None)
        if not isinstance(text, str) or not text:
            raise BrokenContract(Phrase("{name} has no {attribute}", name=name, attribute=attribute))
    if not callable(getattr(item, method, None)):
        raise BrokenContract(Phrase("{name} has no method {method}", name=name, method=method))
    return item


def _vet_extras(extras: object) -> None:
    if not isinstance(extras, Mapping) or not all(
        isinstance(name, str) and isinstance(modules, tuple) and all(isinstance(one, str) for one in modules)
        for name, modules in extras.items()
    ):
        raise BrokenContract(Phrase("hapline_extras must name for each requirement the modules that come with it"))


def _vet_api(wanted: object) -> None:
    if wanted is None:
        raise BrokenContract("states no hapline_api = (major, minor): the version of hapline_hooks it was written for")
    match wanted:
        case (int(major), int(minor)):
            if major != API[0] or minor > API[1]:
                raise BrokenContract(
                    Phrase(
                        "was written for version {wanted} of hapline_hooks, this is {ours}",
                        wanted=f"{major}.{minor}",
                        ours=".".join(map(str, API)),
                    )
                )
        case _:
            raise BrokenContract(Phrase("hapline_api is {value}, not two whole numbers", value=repr(wanted)))


def _no_hook(name: str, hooks: Iterable[str]) -> Phrase:
    import difflib

    known = [one.removeprefix(_PREFIX) for one in (*_DATA, *hooks) if one.startswith(_PREFIX)]
    near = difflib.get_close_matches(name.removeprefix(_PREFIX), known, n=1)
    if near:
        return Phrase("{name} is no hook; did you mean {near}?", name=name, near=_PREFIX + near[0])
    return Phrase("{name} is no hook; hapline keeps all names that begin with hapline_", name=name)
