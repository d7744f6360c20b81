"""mpaas_packages.json: the baseline of a Portal or Bundle, and the Bundles and components that the mPaaS plugin added.

Source: the files of real projects, which the Android Studio plugin writes; its guide does not describe them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from hapline.builds import Problem
from hapline_hooks import Keys, noun
from hapline_plugins.portal.source.json_values import MAX_SIZE, JsonReader

if TYPE_CHECKING:
    from hapline.documents import Document


class Gav(NamedTuple):
    """Coordinates as this file writes them: ``group:artifact:version@type``.

    Attributes:
        text: All of it. group: The group, empty where it is not of this form. artifact: The artifact.
        version: The version. type: What stands behind ``@``, empty for nothing.
        keys: Where it stands.
    """

    text: str
    group: str
    artifact: str
    version: str
    type: str
    keys: Keys


class NeededBundle(NamedTuple):
    """A Bundle that another one needs.

    Attributes:
        gav: Its coordinates. name: Its name. keys: Where it stands.
    """

    gav: Gav
    name: str
    keys: Keys


@noun
class PackagedBundle:
    """A Bundle of the baseline that the project uses.

    Attributes:
        gav: Its coordinates. name: Its name at run time. removed: Whether the project has taken it out.
        classifiers: What else is published of it, such as ``api`` and ``AndroidManifest``.
        needs: The Bundles that it needs. depends: Their names. depends_gav: Their coordinates.
        keys: Where it stands.
    """

    gav: Gav
    name: str
    removed: bool
    classifiers: tuple[str, ...]
    needs: tuple[NeededBundle, ...]
    depends: tuple[str, ...]
    depends_gav: tuple[Gav, ...]
    keys: Keys


@noun
class Component:
    """A component of mPaaS that the project uses.

    Attributes:
        id: Its id, such as ``ANTUI``. name: Its name for people. notation: ``group:artifact`` of its native library.
        is_essential: Whether no project can do without it. bundles: The names of the Bundles that it is made of.
        flat_bundles: Those, and all that they need. keys: Where it stands.
    """

    id: str
    name: str
    notation: str
    is_essential: bool
    bundles: tuple[str, ...]
    flat_bundles: tuple[str, ...]
    keys: Keys


class MpaasPackages:
    """The file of one project.

    Attributes:
        path: The file. document: It, for places by keys.
        base_line: The baseline, such as ``10.1.68``. version_code: Its number; None where there is none.
        update_time: When it was written, in seconds or milliseconds since 1970 as text. change_id: As it is.
    """

    def __init__(self, path: str, data: bytes) -> None:
        """Read a file.

        Raises:
            hapline.documents.DocumentError: It is no JSON, or too large.
        """
        from hapline.documents import Document

        self.path = path
        self.document: Document = Document(data, limit=MAX_SIZE)
        reader = _Reader(path)
        root = reader.root(self.document)
        self.base_line = reader.text(root, (), "base_line")
        self.version_code = reader.number(root, (), "version_code")
        self.update_time = reader.text_or_number(root, (), "update_time")
        self.change_id = root.get("cp_change_id")
        self._root = root
        self._reader = reader

    @cached_property
    def bundles(self) -> Sequence[PackagedBundle]:
        """The Bundles."""
        return self._reader.bundles(self._root, (), "bundles")

    @cached_property
    def components(self) -> Sequence[Component]:
        """The components."""
        return self._reader.components(self._root)

    @property
    def problems(self) -> Sequence[Problem]:
        """What is of another type than it should be, for which all of the file is read."""
        return (self.bundles, self.components, tuple(self._reader.problems))[-1]

    @property
    def used(self) -> tuple[PackagedBundle, ...]:
        """The Bundles that the project has not taken out."""
        return tuple(bundle for bundle in self.bundles if not bundle.removed)


class _Reader(JsonReader):
    def bundles(self, within: Mapping[str, object], at: Keys, key: str) -> tuple[PackagedBundle, ...]:
        return tuple(self._bundle(keys, one) for keys, one in self.objects(within, at, key))

    def names(self, within: Mapping[str, object], at: Keys, key: str) -> tuple[str, ...]:
        return tuple(text for _, text in self.texts(within, at, key))

    def components(self, root: Mapping[str, object]) -> tuple[Component, ...]:
        return tuple(
            Component(
                id=self.text(one, keys, "component"),
                name=self.text(one, keys, "component_name_en") or self.text(one, keys, "component_name"),
                notation=self.text(one, keys, "dependency_notation"),
                is_essential=self.flag(one, keys, "essential"),
                bundles=self.names(one, keys, "bundles"),
                flat_bundles=self.names(one, keys, "flat_bundles"),
                keys=keys,
            )
            for keys, one in self.objects(root, (), "components")
        )

    def _bundle(self, keys: Keys, one: Mapping[str, object]) -> PackagedBundle:
        return PackagedBundle(
            gav=self._gav_at(one, keys),
            name=self.text(one, keys, "bundleName"),
            removed=self.flag(one, keys, "remove"),
            classifiers=self.names(one, keys, "classifier"),
            needs=tuple(
                NeededBundle(self._gav_at(need, place), self.text(need, place, "bundleName"), place)
                for place, need in self.objects(one, keys, "dependBundles")
            ),
            depends=self.names(one, keys, "depends"),
            depends_gav=tuple(gav_of(text, place) for place, text in self.texts(one, keys, "dependsGav")),
            keys=keys,
        )

    def _gav_at(self, one: Mapping[str, object], keys: Keys) -> Gav:
        return gav_of(self.text(one, keys, "bundleGav"), (*keys, "bundleGav"))


def gav_of(text: str, keys: Keys = ()) -> Gav:
    """Read coordinates; of another form than ``group:artifact:version@type`` only the text is kept."""
    front, _, kind = text.partition("@")
    parts = front.split(":")
    if len(parts) != 3 or not all(parts):  # noqa: PLR2004 group, artifact and version
        return Gav(text, "", "", "", "", keys)
    group, artifact, version = parts
    return Gav(text, group, artifact, version, kind, keys)
