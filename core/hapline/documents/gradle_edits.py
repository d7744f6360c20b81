"""Minimal edits of Gradle scripts: all else stays byte for byte, and what is added is written as its neighbours are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hapline.documents.gradle_layout import EOL, Layout
from hapline.documents.gradle_source import skip_newlines
from hapline.documents.gradle_strings import quoted
from hapline.documents.gradle_tokens import MARK, NEWLINE, OPEN
from hapline_hooks import TextEdit

if TYPE_CHECKING:
    from hapline.documents.gradle_blocks import Block
    from hapline.documents.gradle_coordinates import Piece
    from hapline.documents.gradle_script import GradleScript
    from hapline.documents.gradle_statements import Statement
    from hapline.documents.gradle_values import Value

Plain = str | int | float | bool
_SAFE = re.compile(r"[\w.+\-\[\](), ]*+")


def set_value(script: GradleScript, value: Value, new: Plain) -> list[TextEdit]:
    """Replace a value; none where it says that already. Strings keep their quotes where the language allows.

    Raises:
        hapline.documents.DocumentError: The script has errors.
    """
    script.check()
    if value.plain == new and type(value.plain) is type(new):
        return []
    return [TextEdit(start=value.start, end=value.end, text=written(script, new, value))]


def set_piece(script: GradleScript, piece: Piece, new: str) -> list[TextEdit]:
    """Replace a part of a coordinate, such as its version; none where it says that already.

    Raises:
        hapline.documents.DocumentError: The script has errors.
        ValueError: The script does not say it there but refers to it, or the new text needs escapes.
    """
    script.check()
    if not piece.is_written:
        raise ValueError(f"{script.text[piece.start : piece.end]} is a reference")
    if not _SAFE.fullmatch(new):
        raise ValueError(f"{new!r} cannot stand in a coordinate")
    return [] if piece.text == new else [TextEdit(start=piece.start, end=piece.end, text=new)]


def ensure_value(script: GradleScript, path: tuple[str, ...], new: Plain) -> list[TextEdit]:
    """Give a name in a block a value: change the last that is given, or add a statement; none where it has it.

    Args:
        script: The script.
        path: The names of the blocks, created where they are absent, and the name.
        new: The value.

    Raises:
        hapline.documents.DocumentError: The script has errors.
        ValueError: The value is given under conditions only, so that it is not sure what is meant.
    """
    script.check()
    given = [one for one in script.values(*path) if _plain_blocks(one.parent)]
    sure = [one for one in given if not one.conditions]
    if given and not sure:
        raise ValueError(f"{'.'.join(path)} is given under conditions only")
    value = sure[-1].value if sure else None
    if value is not None:
        return set_value(script, value, new)
    found = _block(script, path[:-1])
    siblings = found.statements if found is not None else script.statements
    assigned = sum(one.kind == "assignment" for one in siblings) * 2 > len(siblings)
    assigned = assigned or not path[:-1]
    gap = " = " if script.kotlin or assigned else " "
    return insert_statement(script, path[:-1], f"{path[-1]}{gap}{written(script, new)}")


def ensure_statement(script: GradleScript, path: tuple[str, ...], code: str) -> list[TextEdit]:
    """Add a statement at the end of a block, unless one that reads the same stands there without conditions.

    Args:
        script: The script.
        path: The names of the blocks, created where they are absent; nothing for the script itself.
        code: The statement.

    Raises:
        hapline.documents.DocumentError: The script has errors.
    """
    script.check()
    wanted = _reading(script, code)
    for block in _blocks(script, path) if path else [None]:
        statements = block.statements if block is not None else script.statements
        if any(not one.branches and _reading(script, one.text) == wanted for one in statements):
            return []
    return insert_statement(script, path, code)


def insert_statement(script: GradleScript, path: tuple[str, ...], code: str, *, first: bool = False) -> list[TextEdit]:
    """Add a statement to a block, with the indentation of its neighbours.

    Args:
        script: The script.
        path: The names of the blocks; what is absent of them is created. Nothing for the script itself.
        code: The statement; further lines are indented as they are, below the first.
        first: Whether it goes to the start of the block (of the script: behind its imports) rather than to its end.

    Raises:
        hapline.documents.DocumentError: The script has errors.
    """
    script.check()
    layout = Layout(script)
    for depth in range(len(path), 0, -1):
        block = _block(script, path[:depth])
        if block is not None:
            return [layout.into(block, _nested(path[depth:], code, layout.unit), first=first)]
    lines = _nested(path, code, layout.unit)
    return [layout.on_top(lines) if first else layout.at_end(lines)]


def insert_after(script: GradleScript, statement: Statement, code: str) -> list[TextEdit]:
    """Add a statement behind another one, in a line of its own where that has one.

    Args:
        script: The script. statement: What it goes behind; where it belongs to a branch, so does the new one.
        code: The statement; further lines are indented as they are, below the first.

    Raises:
        hapline.documents.DocumentError: The script has errors.
        ValueError: It is all that an ``if`` without braces does, where nothing can stand behind it.
    """
    script.check()
    if _is_all(script, statement):
        raise ValueError(f"{statement.text!r} is all that a condition without braces does")
    return [Layout(script).behind(statement, EOL.split(code))]


def remove_statement(script: GradleScript, statement: Statement) -> list[TextEdit]:
    """Take out a statement, with its line and the comment behind it where it has the line to itself.

    Raises:
        hapline.documents.DocumentError: The script has errors.
        ValueError: It is all that an ``if`` without braces does.
    """
    script.check()
    if _is_all(script, statement):
        raise ValueError(f"{statement.text!r} is all that a condition without braces does")
    return [Layout(script).without(statement)]


def written(script: GradleScript, new: Plain, old: Value | None = None) -> str:
    """A value as a script writes it, a string with the quotes of the one that it replaces, or of most others."""
    if isinstance(new, bool):
        return "true" if new else "false"
    if not isinstance(new, str):
        return str(new)
    if old is not None and old.kind == "string":
        quote = script.text[old.start]
    else:
        quote = "'" if script.text.count("'") >= script.text.count('"') else '"'
    return quoted(new, quote, kotlin=script.kotlin)


def _is_all(script: GradleScript, statement: Statement) -> bool:
    """Whether a statement is all that an ``if`` without braces does."""
    source = script.source
    parent = statement.parent
    if parent is None or not parent.branches:
        return False
    before = statement.tokens[0] - 1
    while source.tokens[before][0] == NEWLINE:
        before -= 1
    alone = any(branch.statements[:1] == (statement,) for branch in parent.branches)
    return alone and not (source.tokens[before][0] == OPEN or source.word(before) == ":")


def _nested(path: tuple[str, ...], code: str, unit: str) -> list[str]:
    lines = EOL.split(code)
    for name in reversed(path):
        lines = [f"{name} {{", *(unit + line for line in lines), "}"]
    return lines


def _blocks(script: GradleScript, path: tuple[str, ...]) -> list[Block]:
    """The blocks of a path that stand under no condition and belong to nothing that is named by an argument."""
    return [
        block
        for block in script.blocks(*path)
        if block.owner is not None and not block.owner.conditions and _plain_blocks(block.owner)
    ]


def _block(script: GradleScript, path: tuple[str, ...]) -> Block | None:
    found = _blocks(script, path) if path else []
    return found[-1] if found else None


def _plain_blocks(one: Statement | None) -> bool:
    while one is not None:
        if not one.branches and (one.kind != "call" or one.args):
            return False
        one = one.parent
    return True


def _reading(script: GradleScript, code: str) -> list[str]:
    """What a statement says, however it is spaced and quoted."""
    from hapline.documents.gradle_source import Source
    from hapline.documents.gradle_tokens import STRING
    from hapline.documents.gradle_values import Value

    source = Source(code, kotlin=script.kotlin)
    found: list[str] = []
    for at in range(skip_newlines(source, 0, len(source.tokens)), len(source.tokens)):
        kind, start, end = source.tokens[at]
        word = code[start:end]
        if kind == STRING:
            said = Value(source, "string", start, end).string
            word = repr(said) if said is not None else word
        if kind != NEWLINE and not (kind == MARK and word == ";"):
            found.append(word)
    return found
