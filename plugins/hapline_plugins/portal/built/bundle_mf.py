"""META-INF/BUNDLE.MF: what a Bundle says of itself, in the form of Java's manifests.

What is malformed is a problem beside what could be read: ``not-utf8``, ``no-colon``, ``name`` (a key that Java
refuses), ``continuation`` (a line that continues nothing), ``duplicate`` (the last one counts), ``number``,
``boolean``, ``require`` (no ``name@version``; the framework dies of it), ``size`` (longer than is read; nothing was).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hapline_hooks import noun
from hapline_plugins.portal.built.fields import RequiredBundle, items, required
from hapline_plugins.portal.built.problems import Malformed
from hapline_plugins.portal.numbers import whole_number
from hapline_plugins.portal.official import NO_LEVEL

NAME = "META-INF/BUNDLE.MF"
LIMIT = 4 * 1024 * 1024
"""Bytes. Those of the largest Bundles have some ten kilobytes."""
KEYS = (
    "Manifest-Version",
    "Created-By",
    "Bundle-Name",
    "Bundle-Version",
    "Init-Level",
    "Package-Id",
    "Package-Name",
    "Contains-Dex",
    "Contains-Res",
    "Export-Package",
    "Native-Library",
    "Require-Bundle",
    "Activity-Name",
    "Service-Name",
    "Receiver-Name",
    "Provider-Name",
    "Application-Name",
    "Aspect-Info",
    "Inject-ClassVerifier",
    "GAV",
)
"""The keys that the framework knows, and the coordinate that newer builds add."""
_BY_FOLDED = {key.lower(): key for key in KEYS}
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,69}")
_BREAK = re.compile(rb"\r\n?|\n")


@noun
class BundleManifest:
    """A BUNDLE.MF.

    Attributes:
        values: The value of each key as it stands; keys as the framework writes them, others as they are.
        lines: The line of each key, from 1. problems: What is malformed.
    """

    values: Mapping[str, str]
    lines: Mapping[str, int]
    problems: tuple[Malformed, ...] = ()

    def list(self, key: str) -> tuple[str, ...]:
        """The items of a key that holds a list; none where the key is absent."""
        return items(self.values.get(key, ""))

    @property
    def name(self) -> str:
        """The bundle name, such as ``android-phone-wallet-nebula``; empty where absent."""
        return self.values.get("Bundle-Name", "")

    @property
    def version(self) -> str:
        """The version of the Bundle; empty where absent."""
        return self.values.get("Bundle-Version", "")

    @property
    def init_level(self) -> int | None:
        """The init level; None where absent or no number."""
        return whole_number(self.values.get("Init-Level", ""))

    @property
    def effective_init_level(self) -> int:
        """The init level by which the framework starts it: 2147483647 where there is none."""
        return NO_LEVEL if self.init_level is None else self.init_level

    @property
    def package_id(self) -> int | None:
        """The package id; None where absent or no number: ``values`` has what stands there."""
        return whole_number(self.values.get("Package-Id", ""))

    @property
    def contains_dex(self) -> bool:
        """Whether it says that it has code."""
        return self._flag("Contains-Dex")

    @property
    def contains_res(self) -> bool:
        """Whether it says that it has resources."""
        return self._flag("Contains-Res")

    @property
    def export_packages(self) -> tuple[str, ...]:
        """The packages that others may use."""
        return self.list("Export-Package")

    @property
    def native_libraries(self) -> tuple[str, ...]:
        """Its native libraries."""
        return self.list("Native-Library")

    @property
    def requires(self) -> tuple[RequiredBundle, ...]:
        """The Bundles that it needs."""
        return tuple([required(item) for item in self.list("Require-Bundle")])

    @property
    def components(self) -> tuple[str, ...]:
        """The classes of its activities, services, receivers and providers."""
        names = ("Activity-Name", "Service-Name", "Receiver-Name", "Provider-Name")
        return tuple([item for key in names for item in self.list(key)])

    @property
    def providers(self) -> tuple[str, ...]:
        """The classes of its ContentProviders."""
        return self.list("Provider-Name")

    def _flag(self, key: str) -> bool:
        return self.values.get(key, "").strip().lower() == "true"  # as Boolean.parseBoolean


def read_manifest(data: bytes) -> BundleManifest:
    """Read a BUNDLE.MF; nothing in it is an error."""
    if len(data) > LIMIT:
        return BundleManifest(values={}, lines={}, problems=(Malformed(line=1, reason="size", value=str(len(data))),))
    problems: list[Malformed] = []
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, raw in _joined(data, problems):
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            text = raw.decode("utf-8", "replace")
            problems.append(Malformed(line=line, reason="not-utf8", key=text.partition(":")[0][:70]))
        key, colon, value = text.partition(":")
        if not colon:
            problems.append(Malformed(line=line, reason="no-colon", value=text))
            continue
        if not _KEY.fullmatch(key):
            problems.append(Malformed(line=line, reason="name", key=key))
            continue
        key = _BY_FOLDED.get(key.lower(), key)
        if key in values:
            problems.append(Malformed(line=line, reason="duplicate", key=key, value=value.strip()))
        values[key], lines[key] = value.strip(), line
    problems += _of_values(values, lines)
    return BundleManifest(values=values, lines=lines, problems=tuple(problems))


def _joined(data: bytes, problems: list[Malformed]) -> list[tuple[int, bytes]]:
    """The lines of the main section, each with those that continue it: these begin with one space.

    They are joined as bytes, since a line may be broken inside a character.
    """
    found: list[tuple[int, list[bytes]]] = []
    for number, line in enumerate(_BREAK.split(data.removeprefix(b"\xef\xbb\xbf")), 1):
        if not line:
            if found:
                break
        elif line[:1] != b" ":
            found.append((number, [line]))
        elif found:
            found[-1][1].append(line[1:])
        else:
            problems.append(
                Malformed(line=number, reason="continuation", value=line.decode("utf-8", "replace").strip())
            )
    return [(number, b"".join(pieces)) for number, pieces in found]


def _of_values(values: Mapping[str, str], lines: Mapping[str, int]) -> list[Malformed]:
    """What the framework cannot read, or reads as something else than is written."""
    found = [
        Malformed(line=lines[key], reason="number", key=key, value=values[key])
        for key in ("Init-Level", "Package-Id")
        if key in values and whole_number(values[key]) is None
    ]
    found += [
        Malformed(line=lines[key], reason="boolean", key=key, value=values[key])
        for key in ("Contains-Dex", "Contains-Res", "Inject-ClassVerifier")
        if key in values and values[key].lower() not in {"true", "false"}
    ]
    found += [
        Malformed(line=lines["Require-Bundle"], reason="require", key="Require-Bundle", value=item)
        for item in items(values.get("Require-Bundle", ""))
        if not all(piece.strip() for piece in item.partition("@"))
    ]
    return found
