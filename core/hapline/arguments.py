"""Command lines: what a command takes, declared once as data, and the quick reader of lines that are as declared.

click shows the help, completes and says what is wrong with a line, and is built from the same declarations
(``hapline.click_line``). But importing it costs more than checking a small project, so a line that is plainly right is
read here; of any other this reader says nothing, and click has the word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from hapline_hooks import noun

ParameterType = Literal["text", "path", "choice", "flag"]
COMPLETION = "_HAPLINE_COMPLETE"
"""The variable by which a shell asks what may follow; click makes it of the program's name."""
Completes = Literal["", "folder", "rule", "level", "option", "generator", "packager"]
"""What shells suggest beyond what the type says: ``rule`` is codes and slugs, ``level`` is ``RULE=LEVEL``, ``option``
is ``NAME=VALUE`` of the configuration."""


@noun
class Parameter:
    """One argument or option of a command.

    Attributes:
        to: The keyword under which the command receives it.
        names: The option as it is written, ``-q`` and ``--quiet``; empty for an argument.
        type: ``choice`` is one of ``choices``; a ``flag`` takes no value.
        default: What the command receives where it is not given; not for flags and repeated ones.
        choices: For ``choice``. value: What a flag means, where several flags share one keyword (else True).
        many: Whether it may be given several times, and is received as a tuple.
        required: Whether it must be given. metavar: What the help calls its value. help: One sentence.
        completes: What shells suggest for its value.
    """

    to: str
    names: tuple[str, ...] = ()
    type: ParameterType = "text"
    default: str | None = None
    choices: tuple[str, ...] = ()
    value: str = ""
    many: bool = False
    required: bool = False
    metavar: str = ""
    help: str = ""
    completes: Completes = ""


def option(  # noqa: PLR0913 all that a parameter with a value may have
    *names: str,
    help: str,  # noqa: A002 what it is called everywhere
    to: str = "",
    type: ParameterType = "text",  # noqa: A002 see above
    default: str | None = None,
    choices: tuple[str, ...] = (),
    many: bool = False,
    required: bool = False,
    metavar: str = "",
    completes: Completes = "",
) -> Parameter:
    """An option with a value; received under its long name, where no other is given."""
    return Parameter(
        to=to or _keyword(names),
        names=names,
        type="choice" if choices else type,
        default=default,
        choices=choices,
        many=many,
        required=required,
        metavar=metavar,
        help=help,
        completes=completes,
    )


def flag(
    *names: str,
    help: str,  # noqa: A002 what it is called everywhere
    to: str = "",
    value: str = "",
    default: str | None = None,
    many: bool = False,
) -> Parameter:
    """An option without a value; received under its long name, where no other is given."""
    return Parameter(
        to=to or _keyword(names), names=names, type="flag", value=value, default=default, many=many, help=help
    )


def _keyword(names: Sequence[str]) -> str:
    return names[-1].lstrip("-").replace("-", "_")


@noun
class Command:
    """A command of hapline.

    Attributes:
        name: Its name. help: What it does, for people. parameters: What it takes.
        run: Does it, and returns the exit code; None for a group. commands: The members of a group.
    """

    name: str
    help: str
    parameters: tuple[Parameter, ...] = ()
    run: Callable[..., int] | None = None
    commands: tuple[Command, ...] = ()


def read(command: Command, words: Sequence[str]) -> tuple[Callable[..., int], dict[str, object]] | None:
    """What is to be called with what; None where the line is not plainly right, so that click has to look at it.

    Args:
        command: The command. words: The command line behind its name.
    """
    if command.commands:
        member = next((one for one in command.commands if words and one.name == words[0]), None)
        return read(member, words[1:]) if member else None
    given = _given(command, words)
    if given is None or command.run is None:
        return None
    values: dict[str, object] = {}
    for parameter in command.parameters:
        known = given.get(parameter.to, [])
        if parameter.required and not known:
            return None
        if parameter.many:
            values[parameter.to] = tuple(known)
        elif known:
            values[parameter.to] = known[-1]
        elif parameter.to not in values:  # flags that share a keyword have at most one default between them
            values[parameter.to] = False if parameter.type == "flag" and not parameter.value else parameter.default
        elif parameter.default is not None:
            values[parameter.to] = parameter.default
    return command.run, values


def _given(command: Command, words: Sequence[str]) -> Mapping[str, list[object]] | None:
    """The values by keyword; None where something is not as declared."""
    options = {name: one for one in command.parameters for name in one.names}
    free: list[str] = []
    found: dict[str, list[object]] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            free.append(word)
            continue
        if word == "--":
            free.extend(rest)
            break
        name, equals, text = word.partition("=")
        option = options.get(name)
        if option is None or (option.type == "flag" and equals):
            return None  # help, several letters in one word, a misspelt name
        value: object = option.value or True
        if option.type != "flag":
            value = text if equals and name.startswith("--") else next(rest, None)
            if not _fits(option, value) or (not equals and str(value).startswith("-")):
                return None
        known = found.setdefault(option.to, [])
        if option.value and known and known[-1] != value:
            return None  # flags that exclude each other
        known.append(value)
    return found if _placed([one for one in command.parameters if not one.names], free, found) else None


def _placed(arguments: Sequence[Parameter], free: Sequence[str], found: dict[str, list[object]]) -> bool:
    """Give the words that are no options to the arguments; False where they are too many."""
    left = list(free)
    for argument in arguments:
        taken, left = (left, []) if argument.many else (left[:1], left[1:])
        if not all(_fits(argument, word) for word in taken):
            return False
        if taken:
            found[argument.to] = list(taken)
    return not left


def _fits(parameter: Parameter, value: object) -> bool:
    return isinstance(value, str) and (not parameter.choices or value in parameter.choices)
