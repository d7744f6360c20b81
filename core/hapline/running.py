"""One run of the command line: the plugins that it loads, the language that it speaks, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Self

from hapline import console
from hapline.errors import EXIT_BUG, HaplineError
from hapline.plugins import Fault, Host
from hapline.vetting import BrokenContract
from hapline.words import Words, on_the_line
from hapline_hooks import Phrase

_MOST = 3
"""What is said of one rule or hook: one that goes wrong on one module goes wrong on the next."""


class Run:
    """A run; while it is entered, ``current`` is this one.

    Whatever a command does, it ends here: what kept plugins from finishing is said, before an error that may only be
    its consequence, and has the last word on the exit code.

    Attributes:
        line: The command line.
        command: The command of a plugin that is run, and plugin: whose it is; empty where it is the host's own.
    """

    def __init__(self, line: Sequence[str], load: Callable[[], Host] | None = None) -> None:
        """Start with nothing loaded.

        Args:
            line: The command line. load: Loads the plugins; those of the environment where it is not given.
        """
        self.line = line
        self.command = ""
        self.plugin = ""
        self._load = load or Host.from_environment
        self._host: Host | None = None
        self._words: Words | None = None
        self._said: dict[str, set[str]] = {}

    def __enter__(self) -> Self:
        """Become the current run."""
        _entered.append(self)
        return self

    def __exit__(self, *_error: object) -> None:
        """Let the run before be the current one again."""
        _entered.pop()

    @property
    def host(self) -> Host:
        """The plugins, loaded when somebody first asks for them."""
        if self._host is None:
            self._host = self._load()
        return self._host

    @property
    def lang(self) -> str:
        """What ``--lang`` says, wherever it stands on the line; empty where it is not there."""
        return on_the_line(self.line)

    @property
    def words(self) -> Words:
        """The language of the session, once there is one; else the one that is asked for, as far as that is known."""
        if self._words is None:
            from hapline.config.language import asked

            lang = asked(self.line)
            # An error may quote a plugin, whose words are in its own catalogue.
            self._words = self.host.words_in(lang) if lang != "en" else Words()
        return self._words

    def speak(self, words: Words) -> None:
        """Say everything from now on in this language."""
        self._words = words

    def end(self, code: int) -> int:
        """What the process exits with, now that the command has ended with this code."""
        if self._host is None or not self._host.faults:
            return code
        self._say_faults(self._host.faults)
        return _code(self._host.faults)

    def refuse(self, error: HaplineError) -> int:
        """Say what keeps the command from going on, and return the exit code."""
        code = self.end(error.exit_code)
        self._say(error, self.plugin)
        return code

    def _say_faults(self, faults: Sequence[Fault]) -> None:
        crashed = False
        for fault in faults:
            if isinstance(fault.error, HaplineError):
                if self._is_new("", str(fault.error)):
                    self._say(fault.error, fault.plugin, Phrase("plugin {plugin}", plugin=fault.plugin))
            elif self._is_new(f"{fault.plugin} {fault.what}", self._words_about(fault)):
                crashed = True
                console.err(console.printable(self._words_about(fault)))
        if crashed:
            from hapline.bugs import write_faults

            log = write_faults((one for one in faults if not isinstance(one.error, HaplineError)), self.line)
            console.err(
                self.words("the result is incomplete; details for a report to the plugin's authors: {file}", file=log)
            )

    def _is_new(self, thing: str, text: str) -> bool:
        """Whether something is still to be said: once, and of one thing not much; the log has it all."""
        said = self._said.setdefault(thing, set())
        if text in said or (thing and len(said) >= _MOST):
            return False
        said.add(text)
        return True

    def _words_about(self, fault: Fault) -> str:
        error = fault.error
        if isinstance(error, BrokenContract):
            return self.words(
                "hapline: plugin {plugin}, {what}: {problem}", plugin=fault.plugin, what=fault.what, problem=error.what
            )
        text = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return self.words(
            "hapline: plugin {plugin} crashed ({what}): {error}", plugin=fault.plugin, what=fault.what, error=text
        )

    def _say(self, error: HaplineError, plugin: str = "", who: str = "") -> None:
        words = self.words
        theirs = words.of(self.host.locale(plugin)) if plugin else words
        where = error.where or words.translate(who)
        colon = words(": ")
        place = f"{where}: " if where else ""
        console.err(console.printable(f"hapline: {place}{words('error')}{colon}{theirs.translate(error.what)}"))
        if error.todo:
            console.err(console.printable(f"  {words('help')}{colon}{theirs.translate(error.todo)}"))


def current() -> Run:
    """The run in progress; where there is none (in other programs, in tests), one for whoever asks."""
    return _entered[-1] if _entered else Run(sys.argv[1:])


_entered: list[Run] = []


def _code(faults: Iterable[Fault]) -> int:
    codes = [fault.error.exit_code if isinstance(fault.error, HaplineError) else EXIT_BUG for fault in faults]
    return EXIT_BUG if EXIT_BUG in codes else codes[0]
