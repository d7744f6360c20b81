"""How each shell asks and is answered: click's own classes, with what they lack.

What they lack: a value behind ``--option=``, a text that goes on behind what was completed (``check.failOn=``), and
bash's habit to break words at ``=`` and ``:``.
"""

from __future__ import annotations

import os

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from hapline.templates import template

SCRIPTS = {"bash": "hapline.bash", "zsh": "_hapline", "fish": "hapline.fish"}
"""The scripts, by shell."""
_TEXTS = ("plain", "open")


class _Joined(ShellComplete):
    """Answers with whole words: ``--format=json`` where ``--format=j`` was begun."""

    def source(self) -> str:
        """The script."""
        return script(self.name)

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What can stand there."""
        name, equals, _ = incomplete.partition("=")
        items = super().get_completions(args, incomplete)
        if equals and name.startswith("--"):
            for item in items:
                if item.type in _TEXTS:
                    item.value = f"{name}={item.value}"
        return items


class Bash(_Joined, BashComplete):
    """bash: gets the line up to the cursor, and is told only what follows the last break in the last word."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is begun, and that one."""
        line = os.environ["COMP_WORDS"]
        words = split_arg_string(line)[1:]
        return (words, "") if not words or line[-1].isspace() else (words[:-1], words[-1])

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What can stand there, behind the last break."""
        items = super().get_completions(args, incomplete)
        line, breaks = os.environ["COMP_WORDS"], os.environ.get("COMP_WORDBREAKS", "")
        quoted = line.rsplit(None, 1)[-1][:1] in {"'", '"'}
        cut = 0 if quoted else max((incomplete.rfind(char) + 1 for char in "=:" if char in breaks), default=0)
        for item in items:
            if item.type in _TEXTS and item.value.startswith(incomplete[:cut]):
                item.value = item.value[cut:]
        return items


class Zsh(_Joined, ZshComplete):
    """zsh."""


class Fish(_Joined, FishComplete):
    """fish."""


def script(shell: str) -> str:
    """The script that makes a shell (of ``SCRIPTS``) complete the command lines of hapline."""
    return template(f"completion/{SCRIPTS[shell]}")


def register() -> None:
    """Let click use these in place of its own."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell)
