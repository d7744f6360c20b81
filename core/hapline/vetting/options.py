"""Sections of the configuration are vetted when they are declared: each option can be set, and has a sound default."""

from __future__ import annotations

from typing import get_args

from hapline.config.values import ValueProblem, checked
from hapline.vetting import BrokenContract
from hapline_hooks import ConfigSection, Option, OptionType, Phrase

_TYPES = get_args(OptionType)
_WITH_CHOICES = frozenset({"choice", "table"})


def vet_options(section: ConfigSection) -> None:
    """Refuse a section whose options nobody could set, or whose defaults nobody could write.

    Raises:
        BrokenContract: With what is wrong.
    """
    _vet_words(section.name, section.help)
    _vet_several(section.name, section.options)
    for option in section.options:
        _vet_option(f"{section.name}.{option.name}", option)


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
