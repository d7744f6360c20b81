"""The manifest of a built app: what it is called, what it consists of, what it asks for."""

from __future__ import annotations

from typing import Literal, Self

from hapline.android.binary_xml import LIMIT, XmlElement, read_xml
from hapline.android.errors import wrong_value
from hapline_hooks import noun

ComponentKind = Literal["activity", "activity-alias", "service", "receiver", "provider"]
_KINDS: tuple[ComponentKind, ...] = ("activity", "activity-alias", "service", "receiver", "provider")


@noun
class MetaData:
    """A ``<meta-data>``. name: Its name. value: Its value or resource as written. line: Of the source, 0 if unknown."""

    name: str
    value: str
    line: int = 0


@noun
class Component:
    """A component of an app.

    Attributes:
        kind: The name of its element. name: Its class, in full. authorities: Of a provider, each by itself.
        process: The process it is to run in, empty for the app's own. exported: None where it is not said.
        enabled: None where it is not said. target: Of an alias the activity, in full.
        meta_data: Its ``<meta-data>``.
        line: The line of the source, 0 where the file does not say.
    """

    kind: ComponentKind
    name: str
    authorities: tuple[str, ...] = ()
    process: str = ""
    exported: bool | None = None
    enabled: bool | None = None
    target: str = ""
    meta_data: tuple[MetaData, ...] = ()
    line: int = 0


@noun
class AndroidManifest:
    """An AndroidManifest.xml.

    Attributes:
        package: The application id. version_name: As written, a reference perhaps. version_code: None where absent.
        min_sdk: None where absent, or where it is a name. target_sdk: Likewise.
        application: The class of the application, in full; empty where none is named.
        components: Activities, aliases, services, receivers and providers, in order.
        libraries: The names in ``<uses-library>``. permissions: Those in ``<uses-permission>``.
        meta_data: The ``<meta-data>`` of the application.
        debuggable: Whether the application says that it is.
    """

    package: str
    version_name: str = ""
    version_code: int | None = None
    min_sdk: int | None = None
    target_sdk: int | None = None
    application: str = ""
    components: tuple[Component, ...] = ()
    libraries: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    meta_data: tuple[MetaData, ...] = ()
    debuggable: bool = False

    @classmethod
    def read(cls, data: bytes, *, limit: int = LIMIT) -> Self:
        """Read a binary AndroidManifest.xml.

        Raises:
            BinaryError: It is no binary XML, is broken, or is no manifest.
        """
        return cls.of(read_xml(data, limit=limit))

    @classmethod
    def of(cls, root: XmlElement) -> Self:
        """Make it of its element ``<manifest>``.

        Raises:
            BinaryError: ``value``: the element is another one.
        """
        if root.name != "manifest":
            raise wrong_value("manifest", 0, root.name)
        package = root.get("package", "")
        app = next(root.each("application"), None)
        sdk = next(root.each("uses-sdk"), None)
        parts = app.each(*_KINDS) if app is not None else ()
        debuggable = app.value("debuggable") if app is not None else None
        return cls(
            package=package,
            version_name=root.get("versionName"),
            version_code=_number(root, "versionCode"),
            min_sdk=_number(sdk, "minSdkVersion"),
            target_sdk=_number(sdk, "targetSdkVersion"),
            application=full_name(app.get("name"), package) if app is not None else "",
            components=tuple([_component(one, package) for one in parts]),
            libraries=_names(app, "uses-library"),
            permissions=_names(root, "uses-permission", "uses-permission-sdk-23"),
            meta_data=_meta_data(app),
            debuggable=debuggable is not None and debuggable.flag is True,
        )

    @property
    def authorities(self) -> tuple[str, ...]:
        """The authorities of all providers, in order."""
        return tuple([one for component in self.components for one in component.authorities])


def full_name(name: str, package: str) -> str:
    """The class that a manifest means: ``.Main`` and ``Main`` lie in the package; what has a dot inside is in full."""
    if name.startswith("."):
        return package + name
    return f"{package}.{name}" if name and package and "." not in name else name


def _component(one: XmlElement, package: str) -> Component:
    kind: ComponentKind = next(kind for kind in _KINDS if kind == one.name)
    exported, enabled = one.value("exported"), one.value("enabled")
    return Component(
        kind=kind,
        name=full_name(one.get("name"), package),
        authorities=tuple([name.strip() for name in one.get("authorities").split(";") if name.strip()]),
        process=one.get("process"),
        exported=exported.flag if exported is not None else None,
        enabled=enabled.flag if enabled is not None else None,
        target=full_name(one.get("targetActivity"), package),
        meta_data=_meta_data(one),
        line=one.line,
    )


def _meta_data(holder: XmlElement | None) -> tuple[MetaData, ...]:
    found = holder.each("meta-data") if holder is not None else ()
    return tuple(
        [MetaData(name=one.get("name"), value=one.get("value") or one.get("resource"), line=one.line) for one in found]
    )


def _names(holder: XmlElement | None, *elements: str) -> tuple[str, ...]:
    return tuple([one.get("name") for one in holder.each(*elements)]) if holder is not None else ()


def _number(holder: XmlElement | None, name: str) -> int | None:
    value = holder.value(name) if holder is not None else None
    return value.number if value is not None else None
