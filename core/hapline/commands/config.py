"""``hapline config``: shows the configuration and its schema."""

from __future__ import annotations

import json
import os

from hapline import console
from hapline.arguments import Command, flag
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, NothingToDoError, PartlyDoneError
from hapline.files import shown, write
from hapline.session import FORMAT, SETTINGS_OPTIONS, Session
from hapline.words import Words
from hapline_hooks import Phrase


def show(*, origin: bool, format_: str, **options: object) -> int:
    """Show every option."""
    session = Session(".", options)
    settings = session.settings
    if format_ == "json":
        values = {name: {"value": settings[name], "origin": settings.origins[name]} for name in settings}
        console.out(json.dumps({"version": 1, "options": values}, ensure_ascii=False, indent=2))
        return 0
    for name in settings:
        text = json.dumps(settings[name], ensure_ascii=False)
        said = settings.origins[name]
        said = session.words("default") if said == "default" else said  # all others are names
        console.out(f"{name} = {text}" + (f"    # {said}" if origin else ""))
    return 0


def schema(mode: str | None, **options: object) -> int:
    """Print the schema, test the file that holds it, or write that."""
    from hapline.config import schema_file

    # Editors need it most where something is wrong with the configuration.
    session = Session(".", options, forgiving=True)
    if not mode:
        console.out(schema_file.content(session.host, session.settings, session.words).decode(), end="")
        return EXIT_BUG if session.faults() else EXIT_FINE
    configuration = _configuration(options)
    path = schema_file.place(configuration)
    # Whoever works on the project: its schema stays in the language that it was made in.
    kept = "" if options.get("lang") else schema_file.language_of(path)
    words = Words(kept, session.host.locales()) if kept else session.words
    content = schema_file.content(session.host, session.settings, words)
    if session.faults():
        return EXIT_BUG
    name = shown(path)
    if schema_file.is_same(path, content):
        return EXIT_FINE
    if mode == "check":
        console.out(session.words("stale: {path}, to be made again by `hapline config schema --write`", path=name))
        return EXIT_FINDINGS
    _write(path, content)
    console.out(session.words("wrote {path}", path=name))
    if not session.problem and not schema_file.is_named(configuration):
        line = f'"$schema": "{schema_file.LINE}"'
        console.err(session.words("editors find it by this line in hapline.json5: {line}", line=line))
    return EXIT_FINE


def _configuration(options: dict[str, object]) -> str:
    from hapline.config.settings import find_file

    found = str(options.get("config_file") or "") or find_file(".")
    if not found:
        raise NothingToDoError("there is no hapline.json5 here or above", todo="`hapline init` writes one")
    return found


def _write(path: str, content: bytes) -> None:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write(path, content)
    except OSError as error:
        what = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
        raise PartlyDoneError(what, where=shown(path)) from None


_SHOW = Command(
    name="show",
    help="Show every option with its value.",
    parameters=(
        flag("--origin", help="Also say where each value comes from."),
        FORMAT,
        *SETTINGS_OPTIONS,
    ),
    run=show,
)
_SCHEMA = Command(
    name="schema",
    help="Print the JSON Schema of hapline.json5, or keep the file up to date that editors read it from.",
    parameters=(
        flag(
            "--check",
            to="mode",
            value="check",
            help="Exit 1 if the schema file beside hapline.json5 is stale; write nothing.",
        ),
        flag("--write", to="mode", value="write", help="Write the schema file, if it is stale."),
        *SETTINGS_OPTIONS,
    ),
    run=schema,
)
COMMAND = Command(
    name="config",
    help="Show the configuration, or the schema of hapline.json5.",
    commands=(_SHOW, _SCHEMA),
)
