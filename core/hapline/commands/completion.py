"""``hapline completion``: prints the script that makes a shell complete the command lines of hapline."""

from __future__ import annotations

import sys

from hapline import console
from hapline.arguments import Command, Parameter
from hapline.session import LANG
from hapline.words import Words, language

PLACES = {
    "bash": "hapline completion bash > ~/.local/share/bash-completion/completions/hapline",
    "zsh": "hapline completion zsh > ~/.zfunc/_hapline",
    "fish": "hapline completion fish > ~/.config/fish/completions/hapline.fish",
}
"""How the script of a shell is put where it looks for it."""


def completion(shell: str, lang: str | None) -> int:
    """Print the script."""
    from hapline.completion.shells import script

    console.out(script(shell), end="")
    if sys.stdout.isatty():
        words = Words(language(lang or "auto"))
        console.err(words("to use it: {command}", command=PLACES[shell]))
    return 0


COMMAND = Command(
    name="completion",
    help="Print the script that completes hapline's command lines in a shell.\n\n"
    "Where it belongs, to be in force in every new shell:\n\n"
    "\b\n"
    "bash  ~/.local/share/bash-completion/completions/hapline (package bash-completion, bash 4.4)\n"
    "zsh   _hapline in a folder of $fpath, for example ~/.zfunc with\n"
    "      fpath+=(~/.zfunc); autoload -Uz compinit; compinit in ~/.zshrc\n"
    "fish  ~/.config/fish/completions/hapline.fish\n\n"
    "In the running shell: source <(hapline completion bash), or hapline completion fish | source",
    parameters=(Parameter(to="shell", type="choice", choices=("bash", "zsh", "fish"), required=True), LANG),
    run=completion,
)
