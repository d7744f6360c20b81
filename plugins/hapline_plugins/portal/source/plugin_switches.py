"""The switches of the vendor's Portal plugin in gradle.properties: which of its checks would run, and which are hidden.

Source: the file that the project wizard writes beside the Portal's script, with its comments. ``skipcheck=true``, which
it writes too, passes over all of them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hapline_hooks import Phrase, Span, noun

if TYPE_CHECKING:
    from hapline.documents import Properties

NAME = "gradle.properties"
SKIP_ALL = "skipcheck"
CHECKS = MappingProxyType(
    {
        "checkBundleDependencyCycle": Phrase("Bundles that need each other in a circle"),
        "checkClassDuplicate": Phrase("classes that two Bundles hold"),
        "checkBundlePackageId": Phrase("package ids: missing, not needed, or taken twice"),
        "checkBundleExportPackages": Phrase("exportPackages of Bundles"),
        "checkBundleDependencyExist": Phrase("dependencies on Bundles that the baseline does not have"),
        "checkBundleDependencyVersion": Phrase("versions that Bundles need of each other"),
        "checkBundleInitLevel": Phrase("initLevel of Bundles"),
        "checkBundleNativeLibrary": Phrase("native libraries of Bundles"),
        "checkBundleInjectClassVerifier": Phrase("whether the code of Bundles is prepared for patches"),
        "checkClassInvoke": Phrase("calls between Bundles"),
        "checkAspectInfo": Phrase("aspects of Bundles"),
    }
)
"""What each check looks at, by its key."""


@noun
class Switch:
    """One key.

    Attributes:
        key: The key. value: What is written, empty where it is not there. is_on: Whether the value is ``true``.
        start: Where the value starts, in characters. end: Where it ends; both -1 where it is not there.
        span: The key and its value in lines and columns; None where it is not there.
    """

    key: str
    value: str
    is_on: bool
    start: int
    end: int
    span: Span | None

    @property
    def is_written(self) -> bool:
        """Whether the file has the key."""
        return self.span is not None

    @property
    def checks(self) -> Phrase:
        """What it checks, for people; empty for a key that is no check."""
        return CHECKS.get(self.key, Phrase(""))


class PluginSwitches:
    """The switches of one file; of a key that stands twice the last one counts.

    Attributes:
        path: The file. properties: It, for edits. skip_all: The switch that passes over all checks.
        checks: The switch of each check, in the order of ``CHECKS``.
    """

    def __init__(self, path: str, properties: Properties) -> None:
        """Read a file; nothing in it is an error."""
        self.path = path
        self.properties = properties
        self.skip_all = self.switch(SKIP_ALL)
        self.checks = tuple(map(self.switch, CHECKS))

    def switch(self, key: str) -> Switch:
        """One key, written or not."""
        found = self.properties.find(key)
        if found is None:
            return Switch(key=key, value="", is_on=False, start=-1, end=-1, span=None)
        return Switch(
            key=key,
            value=found.value,
            is_on=found.value.strip().lower() == "true",
            start=found.value_start,
            end=found.end,
            span=self.properties.place(found.start, found.end),
        )

    @property
    def running(self) -> tuple[Switch, ...]:
        """The checks that the plugin runs."""
        return () if self.skip_all.is_on else self.wanted

    @property
    def wanted(self) -> tuple[Switch, ...]:
        """The checks that are switched on by themselves."""
        return tuple(one for one in self.checks if one.is_on)

    @property
    def hidden(self) -> tuple[Switch, ...]:
        """The checks that are on, and passed over because of ``skipcheck``."""
        return self.wanted if self.skip_all.is_on else ()

    @property
    def off(self) -> tuple[Switch, ...]:
        """The checks that are switched off by themselves, or are not in the file."""
        return tuple(one for one in self.checks if not one.is_on)
