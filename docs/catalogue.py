"""Brings the message catalogues up to date with the code: new texts in, gone ones out, translations kept.

``make catalogue`` runs it and names what is still to be translated; a test fails when anything differs.
"""

from __future__ import annotations

import ast
import importlib
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from hapline import click_line, errors
from hapline.arguments import Command
from hapline.cli import COMMANDS, load
from hapline.config.core import SECTIONS
from hapline.engine.selection import AnyRule
from hapline.plugins import Host
from hapline_hooks import SEVERITIES, ConfigSection

ROOT = Path(__file__).parent.parent
LANGUAGE = "zh_CN"
HEADER = rf"""# Messages of hapline in simplified Chinese: written by `make catalogue`, translated by hand.
msgid ""
msgstr ""
"Language: {LANGUAGE}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
ERRORS = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.HaplineError)}
Takers = dict[str, tuple[slice, frozenset[str]]]
NOTHING: tuple[slice, frozenset[str]] = slice(0, 0), frozenset()
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
ARGUMENTS: Takers = {
    "Phrase": (slice(0, 1), frozenset()),
    "words": (slice(0, 1), frozenset()),
    "_words": (slice(0, 1), frozenset()),
    "translate": (slice(0, 1), frozenset()),
    "BrokenContract": (slice(0, 1), frozenset()),
    "Field": (slice(0, 0), frozenset({"help"})),
    "Left": (slice(0, 0), frozenset({"reason"})),
    "ValueProblem": (slice(0, 2), frozenset({"todo"})),
    "refusal": (slice(1, 3), frozenset()),
    "refused": (slice(2, 3), frozenset({"todo"})),
    "Unreadable": (slice(1, 2), frozenset()),
    "Plugin": (slice(0, 0), frozenset({"problem"})),
    "Fact": (slice(0, 0), frozenset({"label", "text"})),
    "Trouble": (slice(0, 0), frozenset({"what", "todo"})),
    "DocumentError": (slice(0, 1), frozenset({"hint"})),
    "BinaryError": (slice(0, 1), frozenset()),
    "ArchiveError": (slice(0, 0), frozenset({"message"})),
    "Hint": (slice(0, 0), frozenset({"what", "todo"})),
    **{name: (slice(0, 1), frozenset({"todo"})) for name in ERRORS},
}
"""What is called, and which of its arguments are texts: by position and by name."""
SENTENCES = (
    "core/hapline/archives/*.py",
    "core/hapline/documents/gradle_source.py",
    "core/hapline/documents/json5_errors.py",
    "core/hapline/documents/json5_strict.py",
    "core/hapline/documents/json5_words.py",
    "core/hapline/documents/text.py",
    "core/hapline/documents/xml_characters.py",
    "core/hapline/documents/xml_encoding.py",
    "core/hapline/documents/xml_errors.py",
    "core/hapline/documents/xml_names.py",
    "core/hapline/documents/xml_parsing.py",
)
"""Modules whose messages go through tables and helpers: every constant that reads as words is a message."""
TABLES = (("hapline.archives.errors", "HINTS"), ("hapline_plugins.harmony.shapes", "_NAMES"))
"""Tables whose values are texts."""
BY_NAME = {
    "core/hapline/reporters/text.py": SEVERITIES,
    "core/hapline/reporters/wording.py": (
        "{count} error",
        "{count} errors",
        "{count} warning",
        "{count} warnings",
        "{count} note",
        "{count} notes",
        ": ",
    ),
}
"""Texts that reach ``words`` in variables."""
CLICK: tuple[str | tuple[str, str], ...] = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Show the version and exit.",
    "Try '{command} {option}' for help.",
    "Error: {message}",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "No such command {name!r}.",
    "No such option {name!r}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    "Option {name!r} does not take a value.",
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "required",
    "default: {default}",
)
"""What click says when hapline uses it; a version that says it otherwise says it in English."""


class Text(NamedTuple):
    """A text that is translated: itself (and its plural), where it comes from, and what it is there."""

    text: str | tuple[str, str]
    place: str
    note: str = ""


def catalogues() -> Iterator[tuple[Path, bytes]]:
    """Every catalogue as it must be: its path in the repository, and its content."""
    files: dict[Path, list[Text]] = {}
    for text in texts():
        if text.text and (isinstance(text.text, tuple) or text.text.strip()):
            files.setdefault(_catalogue(text.place), []).append(text)
    for path, several in sorted(files.items()):
        yield path, _written(path, several)


def texts() -> Iterator[Text]:
    """Every text that must be translated."""
    host = Host(third_party=False)
    for rule in host.rules(host.families()):
        yield from _of_rule(rule)
    for plugin in host.plugins:
        place = _place(getattr(plugin.module, "__file__", ""))
        if hasattr(plugin.module, "hapline_config_sections"):
            yield from _of_sections(plugin.module.hapline_config_sections(), place)
        if hasattr(plugin.module, "hapline_commands"):
            for command in plugin.module.hapline_commands():
                yield from _of_click(command, place)
    for name, (_, generator) in host.named_generators().items():
        yield Text(generator.help, _place(sys.modules[type(generator).__module__].__file__), name)
    for name, (_, packager) in host.named_packagers().items():
        yield Text(packager.help, _place(sys.modules[type(packager).__module__].__file__), name)
    yield from _of_sections(SECTIONS, "core/hapline/config/core.py")
    yield Text(click_line.ROOT_HELP, "core/hapline/click_line.py", "hapline")
    for name in COMMANDS:
        yield from _of_command(load(name), f"core/hapline/commands/{name}.py")
    yield from (Text(text, "core/hapline/click_line.py", "click") for text in CLICK)
    yield from (Text(text, place) for place, several in BY_NAME.items() for text in several)
    for module, name in TABLES:
        found = importlib.import_module(module)
        yield from (Text(text, _place(found.__file__)) for text in getattr(found, name).values())
    sentences = {path for pattern in SENTENCES for path in ROOT.glob(pattern)}
    for path in sorted((*ROOT.glob("core/**/*.py"), *ROOT.glob("plugins/**/*.py"))):
        tree = ast.parse(path.read_bytes())
        yield from (Text(text, _place(path)) for text in _literals(tree, path))
        if path in sentences:
            yield from (Text(text, _place(path)) for text in _sentences(tree))


def _of_rule(rule: AnyRule) -> Iterator[Text]:
    place = _place(sys.modules[rule.__module__].__file__)
    for note, text in (("title", rule.title), ("why", rule.why), ("help", rule.help)):
        yield Text(text, place, f"{rule.code} {note}")
    for name, text in rule.messages.items():
        yield Text(text, place, f"{rule.code} {name}")
    yield from (Text(word, "core/hapline/commands/explain.py") for word in (rule.severity, rule.fixable))


def _of_sections(sections: Iterable[ConfigSection], place: str) -> Iterator[Text]:
    for section in sections:
        yield Text(section.help, place, section.name)
        for option in section.options:
            yield Text(option.help, place, f"{section.name}.{option.name}")
            for field in option.fields:
                yield Text(field.help, place, f"{section.name}.{option.name}[].{field.name}")


def _of_command(command: Command, place: str) -> Iterator[Text]:
    yield Text(command.help, place, command.name)
    for parameter in command.parameters:
        yield Text(parameter.help, place, f"{command.name} {parameter.names[-1] if parameter.names else parameter.to}")
    for member in command.commands:
        yield from _of_command(member, place)


def _of_click(command: click.Command, place: str) -> Iterator[Text]:
    yield Text(command.help or "", place, command.name or "")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield Text(parameter.help or "", place, f"{command.name} {parameter.opts[-1]}")
    for child in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _of_click(child, place)


def _literals(tree: ast.AST, path: Path) -> Iterator[str]:
    """The texts that are given to what translates them sooner or later."""
    scopes = [tree, *(node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))]
    takers = {**ARGUMENTS, **_helpers(scopes)}
    named = _named(tree)
    for scope in scopes:
        inside = {**named, **_named(scope)}
        for line, argument in _handed_over(scope, takers):
            for text in _strings(argument, f"{_place(path)}:{line}", inside):
                if not re.fullmatch(r"{\w+}", text):  # nothing but a field: there is nothing to translate
                    yield text


def _handed_over(scope: ast.AST, takers: Takers) -> Iterator[tuple[int, ast.expr]]:
    """What a function or module hands over as a text: the line, and the argument."""
    for node in _within(scope):
        if isinstance(node, ast.Call):
            positions, names = takers.get(getattr(node.func, "attr", getattr(node.func, "id", "")), NOTHING)
            for argument in node.args[positions] + [one.value for one in node.keywords if one.arg in names]:
                yield node.lineno, argument


def _helpers(scopes: Iterable[ast.AST]) -> Takers:
    """The functions of a module that hand an argument of theirs on as a text."""
    found: Takers = {}
    for scope in scopes:
        if not isinstance(scope, FUNCTIONS) or scope.name in ARGUMENTS:
            continue
        names = [one.arg for one in (*scope.args.posonlyargs, *scope.args.args) if one.arg not in {"self", "cls"}]
        keywords = [one.arg for one in scope.args.kwonlyargs]
        handed = {one.id for _, one in _handed_over(scope, ARGUMENTS) if isinstance(one, ast.Name)}
        places = [at for at, name in enumerate(names) if name in handed]
        if places or handed.intersection(keywords):
            positions = slice(places[0], places[-1] + 1) if places else slice(0, 0)
            found[scope.name] = positions, frozenset(handed.intersection([*names, *keywords]))
    return found


def _within(scope: ast.AST) -> Iterator[ast.AST]:
    """What is in a function or module, but not in the functions inside it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, FUNCTIONS):
            yield child
            yield from _within(child)


def _named(scope: ast.AST) -> dict[str, list[ast.expr]]:
    """What the names of a function or module are set to, and nothing for arguments."""
    found: dict[str, list[ast.expr]] = {}
    if isinstance(scope, FUNCTIONS):
        found.update((one.arg, []) for one in ast.walk(scope.args) if isinstance(one, ast.arg))
    for node in _within(scope):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                pairs = list(zip(targets, values, strict=False))
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                pairs = [(target, value)]
            case _:
                continue
        for target, value in pairs:
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(value)
    return found


def _strings(node: ast.expr, place: str, named: Mapping[str, list[ast.expr]]) -> Iterator[str]:
    several: list[ast.expr] = []
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.BoolOp(values=several) | ast.Dict(values=several):
            pass
        case ast.IfExp(body=one, orelse=other):
            several = [one, other]
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            several, named = named.get(name, []), {one: what for one, what in named.items() if one != name}
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[_, *rest]):
            several = [*named.get(name, []), *rest]
        case ast.JoinedStr():
            sys.stderr.write(f"{place}: an f-string cannot be translated; a Phrase with fields can\n")
        case _:
            pass  # a call, whose text is taken where it is written
    for one in several:
        yield from _strings(one, place, named)


def _sentences(tree: ast.AST) -> Iterator[str]:
    passed_over: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed_over.update(id(child) for child in ast.walk(node))
        elif isinstance(node, ast.Expr):
            passed_over.add(id(node.value))  # a docstring
        elif isinstance(node, ast.BinOp | ast.Raise):
            passed_over.update(id(one) for one in ast.iter_child_nodes(node))
        elif isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "re":
            passed_over.update(map(id, node.args))  # a pattern
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in passed_over:
            continue
        if isinstance(node.value, str) and re.search(r"[a-z]{2,} |[a-z}]+ [a-z{]", node.value):
            yield node.value


def _place(file: str | Path | None) -> str:
    return Path(file or "").resolve().relative_to(ROOT.resolve()).as_posix()


def _catalogue(place: str) -> Path:
    """The catalogue that holds the texts of a module: its plugin's, or the host's."""
    folder = Path(*place.split("/")[: 3 if place.startswith("plugins/") else 2])
    return folder / "locale" / LANGUAGE / "LC_MESSAGES" / "hapline.po"


def _written(path: Path, several: list[Text]) -> bytes:
    known = Catalog(locale=LANGUAGE)
    if (ROOT / path).exists():
        with (ROOT / path).open("rb") as file:
            known = read_po(file, locale=LANGUAGE)
    catalogue = Catalog(locale=LANGUAGE)
    for text in sorted(set(several), key=lambda one: (one.place, one.note, str(one.text))):
        old = known.get(text.text)
        places = [(text.place, 0)]
        notes = [text.note] if text.note else []
        catalogue.add(text.text, old.string if old else "", locations=places, auto_comments=notes)
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=True, include_lineno=False)
    return HEADER.encode() + buffer.getvalue()


def untranslated(content: bytes) -> list[str]:
    """The texts of a catalogue that have no translation yet."""
    messages = read_po(io.BytesIO(content), locale=LANGUAGE)
    return [str(message.id) for message in messages if message.id and not all(_forms(message.string))]


def _forms(string: str | Iterable[str] | None) -> list[str]:
    return [string or ""] if string is None or isinstance(string, str) else list(string)


def main() -> int:
    """Write the catalogues."""
    missing = 0
    for path, content in catalogues():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            sys.stdout.write(f"wrote {path}\n")
        for text in untranslated(content):
            missing += 1
            sys.stdout.write(f"to be translated in {path}: {text!r}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
