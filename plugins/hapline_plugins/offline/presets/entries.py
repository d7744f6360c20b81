"""Entries of presets: what ``h5_json.json``, and on iOS the property lists, say of the packages beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hapline.documents import Document, DocumentError
from hapline_hooks import Keys, Phrase, Span, noun

LIMIT = 4 * 1024 * 1024
"""Bytes of a configuration that is read."""
_SPACE = r"/([^/\s]+-[^/\s]+)/{id}/"


@noun
class PresetEntry:
    """What a configuration says of one package.

    Attributes:
        id: The package. version: Its version. file: The configuration. keys: Its place there; none in a property list.
        fields: All that is said of it.
    """

    id: str
    version: str
    file: str
    keys: Keys
    fields: Mapping[str, object]

    @property
    def is_plain(self) -> bool:
        """Whether it stands in ``h5_json.json``, and not in a property list."""
        return bool(self.keys)

    def text(self, name: str) -> str:
        """One of its fields; empty where that is no text, blanks around it aside."""
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""

    @property
    def space(self) -> str:
        """The app and workspace that it was made for, ``appId-workspaceId``, by its address; empty without one."""
        match = re.search(_SPACE.format(id=re.escape(self.id)), self.text("package_url"))
        return match[1] if match else ""


@noun
class EntryProblem:
    """Something in a configuration that cannot be read.

    Attributes:
        file: The configuration. reason: What is wrong. keys: Where. span: Where, in a text that is no JSON.
    """

    file: str
    reason: Phrase
    keys: Keys = ()
    span: Span | None = None


@noun
class Entries:
    """What one configuration says.

    Attributes:
        entries: The packages. problems: What cannot be read.
    """

    entries: Sequence[PresetEntry] = ()
    problems: Sequence[EntryProblem] = ()


def config_entries(file: str, data: bytes) -> Entries:
    """The entries of an ``h5_json.json``, which has to be JSON: not all platforms read more."""
    try:
        value = Document(data, strict=True, limit=LIMIT).value
    except DocumentError as error:
        reason = Phrase(error.template, **error.fields)
        return Entries(problems=(EntryProblem(file=file, reason=reason, span=error.span),))
    packages = value.get("data") if isinstance(value, dict) else None
    if not isinstance(packages, list):
        return Entries(problems=(EntryProblem(file=file, reason=Phrase("there is no list data with the packages")),))
    found: list[PresetEntry] = []
    problems: list[EntryProblem] = []
    for number, one in enumerate(packages):
        keys: Keys = ("data", number)
        missing = [name for name in ("app_id", "version") if not _is_text(one, name)]
        if missing or not isinstance(one, dict):
            reason = Phrase("{name} is missing, or no string", name=missing[0])
            problems.append(EntryProblem(file=file, reason=reason, keys=keys))
        else:
            found.append(PresetEntry(id=one["app_id"], version=one["version"], file=file, keys=keys, fields=one))
    return Entries(entries=found, problems=problems)


def plist_entries(file: str, data: bytes) -> Entries:
    """The entries of a property list, XML or binary."""
    try:
        packages = _plist(data)
    except ValueError:
        return Entries(problems=(EntryProblem(file=file, reason=Phrase("is no property list that can be read")),))
    return Entries(entries=list(_in_plist(file, packages)))


def _in_plist(file: str, packages: object) -> Iterator[PresetEntry]:
    for one in packages.values() if isinstance(packages, dict) else packages if isinstance(packages, list) else ():
        if _is_text(one, "app_id") and _is_text(one, "version"):
            yield PresetEntry(id=one["app_id"], version=one["version"], file=file, keys=(), fields=one)


def _plist(data: bytes) -> object:
    """The content of a property list.

    Raises:
        ValueError: It is none, or too large.
    """
    import plistlib
    import struct
    from xml.parsers.expat import ExpatError

    if len(data) > LIMIT:
        raise ValueError(len(data))
    try:
        # A text in which entities are declared is refused by plistlib itself.
        return plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, struct.error, LookupError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from None
    except (OverflowError, RecursionError, MemoryError) as error:
        raise ValueError(str(error)) from None


def _is_text(one: object, name: str) -> bool:
    return isinstance(one, dict) and isinstance(one.get(name), str) and bool(one[name])
