"""An AndroidManifest.xml in source: the components that it declares, with their places.

Sources: Android developers, "App manifest overview" (a name that begins with a dot, or has none, is in the package);
the vendor's guide, "Bundle project" (a Bundle with a ContentProvider must be static).
"""

from __future__ import annotations

from collections.abc import Iterator

from hapline.documents import ANDROID, TOOLS, XmlDocument, XmlElement
from hapline_hooks import Location, noun
from hapline_hooks.once import cached_property

KINDS = ("activity", "activity-alias", "service", "receiver", "provider")
"""Elements of an application that declare a component."""


@noun
class Component:
    """A component of an app.

    Attributes:
        kind: The element, such as ``activity``. name: The full name of its class (of an alias its own name).
        authorities: Of a provider, the names that it answers to. element: The element.
        is_removed: Whether it takes the component out when manifests are merged (``tools:node="remove"``).
        replaces: What ``tools:node`` says otherwise, or ``tools:replace``: it is meant to meet another one.
    """

    kind: str
    name: str
    authorities: tuple[str, ...] = ()
    element: XmlElement
    is_removed: bool = False
    replaces: bool = False


class Manifest:
    """One manifest.

    Attributes:
        path: The file. document: What is read of it.
    """

    def __init__(self, path: str, data: bytes) -> None:
        """Read a manifest.

        Raises:
            hapline.documents.DocumentError: It is no XML.
        """
        self.path = path
        self.document = XmlDocument(data)

    @property
    def package(self) -> str:
        """The package that names are relative to; empty where it gives none."""
        return self.document.root.get("package") or ""

    @cached_property
    def application(self) -> XmlElement | None:
        """The element ``application``."""
        return next((one for one in self.document.root.children if one.tag == "application"), None)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The components, in order."""
        return tuple(self._components())

    @property
    def providers(self) -> list[Component]:
        """Its ContentProviders, those left out that are removed in the merge."""
        return [one for one in self.components if one.kind == "provider" and not one.is_removed]

    def _components(self) -> Iterator[Component]:
        for element in self.application.children if self.application is not None else ():
            name = element.get("name", ANDROID) if element.tag in KINDS else None
            if name:
                node = element.get("node", TOOLS) or ""
                yield Component(
                    kind=element.tag,
                    name=self.full_name(name),
                    authorities=tuple(filter(None, (element.get("authorities", ANDROID) or "").split(";"))),
                    element=element,
                    is_removed=node in {"remove", "removeAll"},
                    replaces=node not in {"", "remove", "removeAll"} or element.get("replace", TOOLS) is not None,
                )

    def full_name(self, name: str) -> str:
        """The full name of a class that the manifest gives."""
        if name.startswith("."):
            return f"{self.package}{name}"
        return name if "." in name or not self.package else f"{self.package}.{name}"

    def at(self, element: XmlElement, attribute: str = "", namespace: str = ANDROID) -> Location:
        """The place of an attribute's value, or of an element."""
        found = element.attribute(attribute, namespace) if attribute else None
        span = self.document.place_of(found if found is not None else element)
        return Location(path=self.path, keys=element.path, span=span)
