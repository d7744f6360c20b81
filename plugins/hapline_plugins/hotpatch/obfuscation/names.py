"""Names both ways: classes, methods and fields of a built thing and of its source, as a mapping gives them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from hapline_hooks import noun
from hapline_plugins.hotpatch.obfuscation.members import FieldMapping, MethodMapping
from hapline_plugins.hotpatch.obfuscation.signatures import descriptor, method_descriptor, method_types

REMOVED = "R8$$REMOVED$$CLASS$$"
"""What the names begin with that R8 gives to classes that are in the built thing no more."""


class Asked(NamedTuple):
    """The names of classes that are asked for, those of the built thing and those of the source; None for all."""

    obfuscated: Collection[str] | None
    original: Collection[str] | None

    def has(self, original: str, obfuscated: str) -> bool:
        """Whether a class is asked for."""
        if self.obfuscated is None or self.original is None:
            return True
        return obfuscated in self.obfuscated or original in self.original


@noun
class MappingHeader:
    """What a mapping says of itself.

    Attributes:
        compiler: ``R8``; empty for ProGuard, which says nothing. compiler_version: Its version.
        map_id: By it R8 names the mapping in the DEX files that it goes with. map_hash: SHA-256, hexadecimal, of all
            that follows that line. map_version: The version of the comments, such as ``2.2``.
    """

    compiler: str = ""
    compiler_version: str = ""
    map_id: str = ""
    map_hash: str = ""
    map_version: str = ""


class ClassName(NamedTuple):
    """What a class was called, what it is called now, and the line that says so."""

    original: str
    obfuscated: str
    line: int


@noun
class ClassMapping:
    """A class with its members.

    Attributes:
        original: Its name in the source, such as ``com.example.Main$Inner``. obfuscated: Its name in the built thing.
        line: Where the mapping says so. methods: Its methods. fields: Its fields.
    """

    original: str
    obfuscated: str
    line: int
    methods: tuple[MethodMapping, ...] = ()
    fields: tuple[FieldMapping, ...] = ()


class NotAskedForError(LookupError):
    """A name was looked up that was not asked for when the mapping was read, so that nothing is known of it."""


class NameMapping:
    """What was asked for of a mapping.

    A class that the mapping does not name has kept its name, and so have its members. A name that was not asked for is
    refused (``NotAskedForError``), since nothing is known of it.

    Attributes:
        header: What the mapping says of itself.
        classes: The classes that were asked for and are in it, by their names in the built thing.
    """

    def __init__(
        self, header: MappingHeader, classes: Mapping[str, ClassMapping], names: Mapping[str, str], asked: Asked
    ) -> None:
        """Hold what was read; ``names`` are the new names of further classes, by their original ones."""
        self.header = header
        self.classes = classes
        self._by_original = {one.original: one for one in classes.values()}
        self._names = names
        self._asked = asked

    def of_obfuscated(self, name: str) -> ClassMapping | None:
        """The class of this name in the built thing; None where the mapping does not name it."""
        if self._asked.obfuscated is not None and name not in self._asked.obfuscated:
            self._refuse(name, self.classes)
        return self.classes.get(name)

    def of_original(self, name: str) -> ClassMapping | None:
        """The class of this name in the source; None where the mapping does not name it."""
        if self._asked.original is not None and name not in self._asked.original:
            self._refuse(name, self._by_original)
        return self._by_original.get(name)

    def original(self, name: str) -> str:
        """What a class of the built thing was called in the source."""
        found = self.of_obfuscated(name)
        return found.original if found is not None else name

    def obfuscated(self, name: str) -> str:
        """What a class of the source is called in the built thing; begins with ``REMOVED`` where it is gone."""
        found = self.of_original(name)
        return found.obfuscated if found is not None else name

    def method(self, owner: str, name: str, signature: str) -> MethodMapping | None:
        """The method that is called so in the built thing.

        Args:
            owner: Its class there. name: Its name there. signature: Its descriptor there, such as ``(La/b;I)V``.

        Returns:
            What it was; None where the mapping does not name it. Where R8 changed the types and is too old to say so,
            the only one of this name with as many parameters is taken for it.
        """
        found = self.of_obfuscated(owner)
        named = [one for one in found.methods if one.obfuscated == name] if found is not None else []
        exact = [one for one in named if signature == (one.residual or self._expected(one))]
        if exact:
            return exact[0]
        types = method_types(signature)
        count = len(types[0]) if types is not None else -1
        near = [one for one in named if not one.residual and len(one.parameters) == count]
        return near[0] if len(near) == 1 else None

    def field(self, owner: str, name: str, signature: str = "") -> FieldMapping | None:
        """The field that is called so in the built thing; its type there, a descriptor, tells two of one name apart."""
        found = self.of_obfuscated(owner)
        named = [one for one in found.fields if one.obfuscated == name] if found is not None else []
        exact = [one for one in named if signature == (one.residual or descriptor(one.type, self._renamed))]
        return next(iter(exact or (named if len(named) == 1 else ())), None)

    def _expected(self, method: MethodMapping) -> str:
        return method_descriptor(method.parameters, method.returns, self._renamed)

    def _renamed(self, name: str) -> str:
        found = self._by_original.get(name)
        return found.obfuscated if found is not None else self._names.get(name, name)

    @staticmethod
    def _refuse(name: str, known: Mapping[str, ClassMapping]) -> None:
        if name not in known:
            raise NotAskedForError(name)
