"""Releases as they are kept: one record each, which names contents by their checksums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from hapline.store import Content, Record
from hapline_hooks import noun
from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.options import METHODS
from hapline_plugins.hotpatch.source.configuration import MATCH_MODES

KIND = "releases"
"""The kind of their records."""
_FORMAT = 1
USUAL = "release"
"""The variant that a release is taken to be of where nothing says it, as with an apk that was built elsewhere."""
_TEXTS = ("version", "application", "variant", "flavor", "method", "commit", "time")


@noun
class Release:
    """A release of an app.

    Attributes:
        version: Its versionName, which is the target version of its patches. version_code: None where not known.
        application: The application id; empty where only jars are kept.
        variant: The build variant, such as ``freeRelease``; empty where not known. flavor: Of it, ``free``.
        method: How it is patched. match_mode: Its ``methodMatchMode``; empty where not known.
        obfuscated: Whether its classes have been given other names.
        files: What is kept, by name. broken: Parts that were there, and were not what their names say.
        is_read: Whether the parts were read to their ends before they were kept, and are what their names say.
        commit: The git commit that it was built from; empty where there is none.
        dirty: Whether the work tree had changes. tools: The versions of the tools, by name.
        time: When it was archived, in UTC, as ISO 8601 has it.
    """

    version: str
    application: str = ""
    version_code: int | None = None
    variant: str = ""
    flavor: str = ""
    method: str = "instantrun"
    match_mode: str = ""
    obfuscated: bool = False
    files: Mapping[str, Content]
    broken: tuple[str, ...] = ()
    is_read: bool = False
    commit: str = ""
    dirty: bool = False
    tools: Mapping[str, str] = {}
    time: str = ""

    @property
    def key(self) -> str:
        """The name of its record: apps may share an archive, and variants a version; the usual variant is not named."""
        variant = "" if self.variant == USUAL else self.variant
        return f"{self.application}/{variant}/{self.version}"

    @property
    def size(self) -> int:
        """Bytes of all that is kept of it."""
        return sum({content.sha256: content.size for content in self.files.values()}.values())


def missing_of(release: Release) -> list[str]:
    """The parts that a release must have, or should have had, and has not; none where it is complete.

    Of a release of Bundles the jars take the place of the apk.
    """
    has_jars = any(name.startswith(parts.JARS) for name in release.files)
    product = () if has_jars and release.method != "instantrun" else (parts.APK,)
    wanted = (*product, *_taken(release).always, *release.broken)
    return [name for name in dict.fromkeys(wanted) if name not in release.files]


def unsure_of(release: Release) -> list[str]:
    """The parts that a release has not, and that only some release builds write."""
    return [name for name in _taken(release).perhaps if name not in release.files and name not in release.broken]


def _taken(release: Release) -> parts.Taken:
    return parts.taken(release.method, release.match_mode, renamed=release.obfuscated)


def value_of(release: Release) -> dict[str, object]:
    """A release as its record says it."""
    return {
        "format": _FORMAT,
        **{name: getattr(release, name) for name in _TEXTS},
        "matchMode": release.match_mode,
        "versionCode": release.version_code,
        "obfuscated": release.obfuscated,
        "dirty": release.dirty,
        "tools": dict(release.tools),
        "files": {
            name: {"sha256": content.sha256, "size": content.size} for name, content in sorted(release.files.items())
        },
        "broken": list(release.broken),
        "isRead": release.is_read,
        "missing": missing_of(release),
    }


def release_of(record: Record) -> Release | None:
    """The release that a record is about; None where it says what no release can be, or is of a later hapline."""
    value = record.value
    texts = {name: value.get(name) for name in _TEXTS}
    code, files, tools = value.get("versionCode"), value.get("files"), value.get("tools")
    if (
        value.get("format") != _FORMAT
        or not all(isinstance(text, str) for text in texts.values())
        or texts["method"] not in METHODS
        or not (code is None or type(code) is int)
        or not isinstance(files, dict)
        or not isinstance(tools, dict)
    ):
        return None
    contents = {str(name): Content.of(content) for name, content in files.items() if parts.is_name(str(name))}
    known = {name: content for name, content in contents.items() if content is not None}
    if len(known) != len(files):
        return None
    found = Release(
        **cast("dict[str, str]", texts),
        version_code=code,
        match_mode=_mode(value.get("matchMode")),
        obfuscated=value.get("obfuscated") is True,
        dirty=value.get("dirty") is True,
        tools={str(name): str(version) for name, version in tools.items()},
        files=known,
        broken=_names(value.get("broken")),
        is_read=value.get("isRead") is True,
    )
    return found if found.key == record.name else None


def _mode(value: object) -> str:
    """The match mode in a record; older ones have none."""
    return value if isinstance(value, str) and value in MATCH_MODES else ""


def _names(value: object) -> tuple[str, ...]:
    """The names of parts in a list of a record; older ones have none."""
    listed = value if isinstance(value, list) else []
    return tuple([name for name in listed if isinstance(name, str) and parts.is_name(name)])
