"""The settings of one run: every option's value and where it came from."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import hapline_hooks
from hapline.config.core import SECTIONS
from hapline.config.values import ValueProblem, checked, closest, from_text
from hapline.errors import UsageError
from hapline_hooks import ConfigSection, Option, Phrase

FILE = "hapline.json5"
PREFIX = "HAPLINE_"
"""How the variables of options begin."""
_SHORT = {"output.lang": "HAPLINE_LANG"}
"""Variables with a name of their own, beside the one that is made of the option's."""


class Settings(hapline_hooks.Settings):
    """Values by dotted name (``check.failOn``), read-only for plugins.

    Attributes:
        sections: What is declared. origins: Where each value came from: ``default``, a place in a file,
            an environment variable, or ``--set``. file: The configuration file; empty where there is none.
        start: Where the run starts: the checked folder, or the one that built files are named from.
        elsewhere: Reads a file from elsewhere than disk, such as the index; None where it is not there.
    """

    def __init__(self, sections: Iterable[ConfigSection] = ()) -> None:
        """Start with the defaults of the host's sections and these."""
        self.sections = (*SECTIONS, *sections)
        self.options: dict[str, Option] = {
            f"{section.name}.{option.name}": option for section in self.sections for option in section.options
        }
        self._values = {name: checked(option, option.default) for name, option in self.options.items()}
        self.origins = dict.fromkeys(self.options, "default")
        self.file = ""
        self.start = ""
        self.elsewhere: Callable[[str], bytes | None] | None = None

    def __getitem__(self, name: str) -> object:
        """The value of an option."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """The names of all options."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many options there are."""
        return len(self._values)

    def origin(self, name: str) -> str:
        """Where a value comes from."""
        return self.origins[name]

    def is_from_file(self, name: str) -> bool:
        """Whether the value of an option stands in the configuration file."""
        return ":" in self.origins[name]

    def located(self, name: str) -> str:
        """The file that an option names, seen from the folder of the configuration; empty where it names none."""
        return self._located(self.text(name))

    def located_all(self, name: str) -> tuple[str, ...]:
        """The files that an option with several names, each seen from the folder of the configuration."""
        return tuple(map(self._located, self.texts(name)))

    def _located(self, given: str) -> str:
        folder = os.path.dirname(self.file) if self.file else self.start
        if not given or not (folder or os.path.isabs(given)):
            return ""
        return os.path.join(folder, given)

    def content(self, path: str) -> bytes:
        """The content of the configuration file, or of one that it names: in the state that is judged.

        Raises:
            OSError: It cannot be read.
        """
        found = self.elsewhere(path) if self.elsewhere else None
        if found is not None:
            return found
        with open(path, "rb") as file:
            return file.read()

    def shown(self, path: str) -> str:
        """A path as findings name it: seen from where the run starts."""
        if not self.start:
            return os.path.basename(path)
        try:
            return os.path.relpath(os.path.realpath(path), os.path.realpath(self.start)).replace(os.sep, "/")
        except ValueError:  # on another drive
            return os.path.abspath(path)

    def put(self, name: str, value: object, origin: str) -> None:
        """Set a value that is already in its normal form."""
        self._values[name] = value
        self.origins[name] = origin

    def set(self, name: str, text: str, origin: str) -> None:
        """Set an option from the command line or the environment.

        Raises:
            hapline.errors.UsageError: There is no such option, or the text does not fit it.
        """
        option = self.options.get(name)
        if option is None:
            raise UsageError(
                Phrase("{origin}: there is no option {name}", origin=origin, name=name),
                todo=closest(name, self.options) or "see `hapline config show`",
            )
        try:
            self.put(name, from_text(option, text), origin)
        except ValueProblem as problem:
            at = "".join(f"[{key}]" for key in problem.keys)
            what = Phrase("{origin}: {name} {what}", origin=origin, name=f"{name}{at}", what=problem.what)
            raise UsageError(what, todo=problem.todo or option.help) from None

    def read_environment(self, environment: Mapping[str, str]) -> None:
        """Take over variables such as ``HAPLINE_CHECK_FAIL_ON``.

        Raises:
            hapline.errors.UsageError: A value does not fit.
        """
        if not any(name.startswith(PREFIX) for name in environment):
            return
        for name in self.options:
            variable = environment_name(name)
            short = _SHORT.get(name, "")
            if variable in environment:
                self.set(name, environment[variable], variable)
            elif environment.get(short):
                self.set(name, environment[short], short)

    def read_file(self, path: str, content: bytes | None = None) -> None:
        """Take over a configuration file, or a content of it that is not on disk.

        Raises:
            hapline.errors.HaplineError: It cannot be read, is no JSON5, or does not fit the declarations;
                with line and column.
        """
        from hapline.config.file import ConfigFile

        file = ConfigFile(path, content)
        self.file = path
        for name, values in file.sections({section.name: section for section in self.sections}):
            for key, value in values.items():
                option = self.options.get(f"{name}.{key}")
                if option is None:
                    names = [known.partition(".")[2] for known in self.options if known.startswith(f"{name}.")]
                    todo = closest(key, names) or Phrase("known options are {names}", names=", ".join(names))
                    what = Phrase("unknown option {name}", name=f"{name}.{key}")
                    raise file.refusal((name, key), what, todo, on="key")
                try:
                    normal = checked(option, value)
                except ValueProblem as problem:
                    what = Phrase("{name}: {what}", name=f"{name}.{key}", what=problem.what)
                    on: Literal["key", "value"] = "key" if problem.on_key else "value"
                    raise file.refusal((name, key, *problem.keys), what, problem.todo or option.help, on=on) from None
                self.put(f"{name}.{key}", normal, f"{file.shown}:{file.line((name, key))}")


def find_file(start: str) -> str:
    """The configuration file of a folder: the nearest one upwards; empty where there is none."""
    folder, above = os.path.abspath(start), ""
    while folder != above:
        candidate = os.path.join(folder, FILE)
        if os.path.isfile(candidate):
            return candidate
        folder, above = os.path.dirname(folder), folder
    return ""


def load(
    sections: Iterable[ConfigSection],
    *,
    start: str,
    file: str | None = None,
    read: Callable[[str], bytes | None] | None = None,
    assignments: Iterable[str] = (),
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """All settings of a run: defaults, then the file, the environment, and ``--set`` on top.

    Args:
        sections: What the plugins declare. start: Where the search for ``hapline.json5`` begins.
        file: A file to use instead of searching. read: Reads it from elsewhere than disk, where it is there.
        assignments: ``name=value`` texts.
        environment: Variables; those of the process where it is not given.

    Raises:
        hapline.errors.HaplineError: Something is wrong with one of them.
    """
    settings = Settings(sections)
    settings.start = start
    settings.elsewhere = read
    path = file or find_file(start)
    if path:
        settings.read_file(path, read(path) if read else None)
    settings.read_environment(os.environ if environment is None else environment)
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals:
            raise UsageError(
                Phrase("--set {given}: must be name=value", given=assignment),
                todo="for example --set check.failOn=warning",
            )
        settings.set(name.strip(), text, "--set")
    return settings


def environment_name(option: str) -> str:
    """The environment variable of an option: ``check.failOn`` is ``HAPLINE_CHECK_FAIL_ON``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", option).replace(".", "_")
    return f"{PREFIX}{words.upper()}"
