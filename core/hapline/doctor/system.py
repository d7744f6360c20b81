"""What hapline runs with: versions, encodings, the language and the colour in force and why."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from typing import TextIO

from hapline import __version__, console
from hapline.config.settings import Settings
from hapline.doctor.facts import Fact, Trouble
from hapline.words import language
from hapline_hooks import Phrase

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def facts(settings: Settings, stream: TextIO, environment: Mapping[str, str]) -> Iterator[Fact | Trouble]:
    """The facts about this process.

    Args:
        settings: The configuration in force. stream: Where results go. environment: Variables.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(console.__file__)))
    yield Fact(
        name="hapline",
        label="hapline",
        text=Phrase("{version}, in {folder}", version=__version__, folder=package),
        data={"version": __version__, "folder": package},
    )
    yield _python()
    yield _platform()
    yield from _encoding(settings, stream, environment)
    yield _language(settings, environment)
    yield _color(settings, stream, environment)
    names = sorted(name for name in environment if name.startswith("HAPLINE_"))
    if names:
        yield Fact(name="variables", label="variables", text=Phrase("{items}", items=names), data={"names": names})


def _python() -> Fact:
    data = {
        "implementation": platform.python_implementation(),
        "version": platform.python_version(),
        "executable": sys.executable,
        "environment": sys.prefix != sys.base_prefix,
    }
    return Fact(
        name="python", label="Python", text="{implementation} {version}, {executable}".format(**data), data=data
    )


def _platform() -> Fact:
    release = ""
    if sys.platform == "linux":
        try:
            release = platform.freedesktop_os_release().get("PRETTY_NAME", "")
        except OSError:
            release = ""
    data = {"system": platform.system(), "release": platform.release(), "machine": platform.machine(), "name": release}
    text = "{system} {release} {machine}".format(**data) + (f", {release}" if release else "")
    return Fact(name="platform", label="platform", text=text, data=data)


def _encoding(settings: Settings, stream: TextIO, environment: Mapping[str, str]) -> Iterator[Fact | Trouble]:
    data = {"output": stream.encoding or "ascii", "files": sys.getfilesystemencoding()}
    text = Phrase("output {output}, file names {files}", **data)
    yield Fact(name="encoding", label="encoding", text=text, data=data)
    lang, _ = language_and_reason(settings, environment)
    try:
        "元服务".encode(data["output"])
    except (UnicodeEncodeError, LookupError):
        if lang == "zh":
            what = Phrase("the output cannot hold Chinese: its encoding is {encoding}", encoding=data["output"])
            yield Trouble(what=what, todo="set the variable PYTHONUTF8=1, or use --lang en")


def _language(settings: Settings, environment: Mapping[str, str]) -> Fact:
    lang, reason = language_and_reason(settings, environment)
    return Fact(
        name="language",
        label="language",
        text=Phrase("{what}, {reason}", what=lang, reason=reason),
        data={"language": lang},
    )


def language_and_reason(settings: Settings, environment: Mapping[str, str]) -> tuple[str, str]:
    """The language in force, and why it is that one."""
    wanted = settings.text("output.lang")
    lang = language(wanted, environment)
    if wanted != "auto":
        return lang, Phrase("by {origin}", origin=settings.origins["output.lang"])
    if environment.get("HAPLINE_LANG") in {"en", "zh"}:
        return lang, Phrase("by {origin}", origin="HAPLINE_LANG")
    for name in _LOCALE:
        if environment.get(name):
            return lang, Phrase("by {origin}", origin=f"{name}={environment[name]}")
    return lang, Phrase("since no locale is set")


def _color(settings: Settings, stream: TextIO, environment: Mapping[str, str]) -> Fact:
    wanted = settings.text("output.color")
    shown = console.wants_color(wanted, stream, environment)
    reason: str
    if wanted != "auto":
        reason = Phrase("by {origin}", origin=settings.origins["output.color"])
    elif environment.get("NO_COLOR") or environment.get("FORCE_COLOR"):
        reason = Phrase("by {origin}", origin="NO_COLOR" if environment.get("NO_COLOR") else "FORCE_COLOR")
    elif not stream.isatty():
        reason = Phrase("since standard output is no terminal")
    elif environment.get("TERM") == "dumb":
        reason = Phrase("by {origin}", origin="TERM=dumb")
    else:
        reason = Phrase("since standard output is a terminal")
    text = Phrase("{what}, {reason}", what=Phrase("used") if shown else Phrase("not used"), reason=reason)
    return Fact(name="color", label="colour", text=text, data={"color": shown})
