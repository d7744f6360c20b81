"""``instantrun.xml``: what InstantRun's plugin is told, each value with its element.

Sources: the vendor's guide, 5.2.2.1 "Add the instantrun.xml configuration file"; names are compared as Robust does, of
which InstantRun is made: by the beginning of the full name, first with what is excepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from hapline.documents import XmlDocument
from hapline_hooks import Location

if TYPE_CHECKING:
    from hapline.documents import XmlElement
    from hapline_hooks import TextEdit

SWITCHES = ("turnOnInstantRun", "manual", "forceInsert", "catchReflectException", "patchLog", "proguard")
"""The switches that are true or false."""
TRUTH = ("true", "false")
MATCH_MODES = ("signature", "id")
"""What ``methodMatchMode`` may say: how methods are told apart in the app; the first is the default."""
KEPT = (
    "com.alipay.euler",
    "com.alipay.dexpatch",
    "com.alipay.instantrun",
    "ohos.",
    "com.alipay.mobile.quinox.LauncherApplication",
)
"""What must be excepted: InstantRun itself, and what runs before it."""
LISTS = ("acceptPackageName", "exceptPackageName", "patchPackageName", "noNeedReflectClass")
"""The lists of names."""
ACCESS = ("private", "package", "protected", "public", "synthetic")
"""The kinds of methods that ``methodExceptConfig`` has a list for."""


class Named(NamedTuple):
    """A package or class that a list names.

    Attributes:
        text: The name. element: Where it stands.
    """

    text: str
    element: XmlElement


class Configuration:
    """One ``instantrun.xml``.

    Attributes:
        path: The file. document: What is read of it. is_release: Whether it is for a release, as far as is known.
    """

    def __init__(self, path: str, data: bytes, *, is_release: bool = False) -> None:
        """Read a configuration.

        Raises:
            hapline.documents.DocumentError: It is no XML.
        """
        self.path = path
        self.is_release = is_release
        self.document = XmlDocument(data)

    @cached_property
    def switches(self) -> Mapping[str, Named]:
        """What stands in ``switch``, by the names of the elements; of a name that stands twice the last one."""
        return {one.tag: Named(one.text.strip(), one) for block in self._all("switch") for one in block.children}

    @property
    def match_mode(self) -> str:
        """How methods are told apart, ``signature`` where nothing is said; empty for what is neither of both."""
        said = self.switches.get("methodMatchMode")
        return MATCH_MODES[0] if said is None else said.text if said.text in MATCH_MODES else ""

    @property
    def reads_mapping(self) -> bool:
        """Whether a patch build reads mapping.txt: unless ``proguard`` is false."""
        said = self.switches.get("proguard")
        return said is None or said.text != "false"

    @cached_property
    def accepted(self) -> Sequence[Named]:
        """The packages whose classes are instrumented."""
        return self.names("acceptPackageName")

    @cached_property
    def excepted(self) -> Sequence[Named]:
        """The packages and classes that are not, whatever is accepted."""
        return self.names("exceptPackageName")

    @cached_property
    def patch_packages(self) -> Sequence[Named]:
        """The package of the patch."""
        return self.names("patchPackageName")

    @cached_property
    def excepted_methods(self) -> Mapping[str, Sequence[Named]]:
        """The packages whose methods of one kind are not instrumented, by kind: ``private``, ``package``, and so on."""
        found: dict[str, Sequence[Named]] = {}
        for kind in ACCESS:
            blocks = [inner for one in self._all("methodExceptConfig") for inner in one.children]
            found[kind] = [name for one in blocks if one.tag == f"{kind}MethodPackage" for name in _names_in(one)]
        return found

    @cached_property
    def without_reflection(self) -> frozenset[str]:
        """The classes whose methods a patch calls directly.

        The guide (5.2.2.2) names no element for them; that of Robust is ``noNeedReflectClass``.
        """
        return frozenset(one.text for one in self.names("noNeedReflectClass"))

    def covers(self, name: str) -> bool:
        """Whether the methods of a class are instrumented, as far as lists of packages decide it.

        Args:
            name: The full name of a class, or of a package with a dot behind it.
        """
        return not beginning(self.excepted, name) and bool(beginning(self.accepted, name))

    def names(self, tag: str) -> list[Named]:
        """The names of a list, by its element."""
        return [name for block in self._all(tag) for name in _names_in(block)]

    def block(self, tag: str) -> XmlElement | None:
        """The first element of a name."""
        return next(iter(self._all(tag)), None)

    def added(self, tag: str, names: Iterable[str]) -> list[TextEdit]:
        """The edits that add names to a list; none where the list is not there."""
        from hapline.documents import insert_child

        block = self.block(tag)
        lines = [f"<name>{name.replace('&', '&amp;').replace('<', '&lt;')}</name>" for name in names]
        return insert_child(block, "\n".join(lines)) if block is not None and lines else []

    def at(self, element: XmlElement) -> Location:
        """The place of an element."""
        return Location(path=self.path, keys=element.path, span=self.document.place_of(element))

    def _all(self, tag: str) -> list[XmlElement]:
        return [one for one in self.document.root.children if one.tag == tag]


def beginning(those: Iterable[Named], name: str) -> list[Named]:
    """The entries of a list that the full name of a class (of a package: with a dot behind it) begins with."""
    return [one for one in those if one.text and name.startswith(one.text)]


def shortest_beginnings(names: Iterable[Named], those: Iterable[Named]) -> dict[str, Named]:
    """The texts of names that begin with an entry of a list, each with the shortest such entry.

    Both are gone through once, in the order of their texts: what begins with an entry follows it there.
    """
    entries = [(one.text, 0, number, one) for number, one in enumerate(those) if one.text]
    entries += [(one.text, 1, number, one) for number, one in enumerate(names)]
    found: dict[str, Named] = {}
    above: Named | None = None
    for text, kind, _, one in sorted(entries, key=lambda entry: entry[:3]):
        if above is not None and text.startswith(above.text):
            if kind:
                found[text] = above
        elif not kind:
            above = one
    return found


def possible_values(name: str) -> tuple[str, ...]:
    """What a switch may say; nothing for what is no switch."""
    return MATCH_MODES if name == "methodMatchMode" else TRUTH if name in SWITCHES else ()


def meant(name: str, text: str) -> str:
    """What the value of a switch is surely meant to say; empty where that is not sure, or nothing is known of it.

    Capitals, white space, and the mark that is doubled in copies of the guide do not hide it.
    """
    said = text.lstrip("> \t\r\n").rstrip().lower()
    return said if said in possible_values(name) else ""


def _names_in(block: XmlElement) -> Iterator[Named]:
    for one in block.children:
        if one.tag == "name":
            yield Named(one.text.strip(), one)
