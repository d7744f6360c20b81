"""assets/bundles.cfg: the Bundles of a Portal, as the framework reads them when the app starts.

The file is binary, big-endian: the names by themselves, then a record for each Bundle. Of the records two formats are
known, by two apps that were taken apart to their last byte: 4, where texts and lists have a length of one byte, and 5,
where it has four and -1 stands for nothing. Both have the same fields in the same order. What follows a record of
another format cannot be found: the names are read all the same.
"""

from __future__ import annotations

from hapline_hooks import noun
from hapline_plugins.portal.built.fields import RequiredBundle, required

NAME = "assets/bundles.cfg"
LIMIT = 16 * 1024 * 1024
"""Bytes. Apps with fifty Bundles have 25 KB."""
_SHORT, _LONG = 4, 5
_NARROW, _WIDE = 1, 4


@noun
class BundleRecord:
    """A Bundle as the framework knows it when the app starts.

    Attributes:
        name: Its bundle name. version: Its version. init_level: 2147483647 where it has none.
        package_id: Its package id. location: Its file, such as ``libandroid-mpaas-scan.so``.
        contains_code: Whether that file holds code. contains_res: Whether it holds resources.
        package_names, components, native_libraries, requires, export_packages: Lists, empty for none.
        size: A number of 64 bits that goes with the file, -1 where there is none.
        md5: Of the file, empty where there is none.
    """

    name: str
    version: str
    init_level: int
    package_id: int
    location: str
    contains_code: bool
    contains_res: bool
    package_names: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    native_libraries: tuple[str, ...] = ()
    requires: tuple[RequiredBundle, ...] = ()
    export_packages: tuple[str, ...] = ()
    size: int = -1
    md5: str = ""


@noun
class BundlesCfg:
    """A bundles.cfg.

    Attributes:
        names: The names of the Bundles. records: What is said of them, as far as it could be read.
        problem: Why not all could be read: ``truncated``, ``format`` (a record of another one), ``text`` (no UTF-8),
            ``rest`` (bytes after the last record), ``size``; empty where all was.
        at: The byte at which that was seen.
    """

    names: tuple[str, ...] = ()
    records: tuple[BundleRecord, ...] = ()
    problem: str = ""
    at: int = 0


class _Stop(Exception):
    """Nothing more can be read. reason: As ``BundlesCfg.problem``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_bundles_cfg(data: bytes) -> BundlesCfg:
    """Read a bundles.cfg; nothing in it is an error."""
    if len(data) > LIMIT:
        return BundlesCfg(problem="size")
    reader = _Reader(data)
    names: tuple[str, ...] = ()
    records: list[BundleRecord] = []
    try:
        names = reader.texts(_NARROW)
        for _ in range(reader.number(4)):
            records.append(reader.record())  # noqa: PERF401 those before a broken one are kept
        reader.finish()
    except _Stop as stop:
        return BundlesCfg(names=names, records=tuple(records), problem=stop.reason, at=reader.at)
    return BundlesCfg(names=names, records=tuple(records))


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def record(self) -> BundleRecord:
        start = self.at
        width = {_SHORT: _NARROW, _LONG: _WIDE}.get(self.number(4))
        if width is None:
            self.at = start
            raise _Stop("format")
        return BundleRecord(
            name=self.text(width),
            version=self.text(width),
            init_level=self.number(4),
            package_names=self.texts(width),
            components=self.texts(width),
            package_id=self.number(4),
            contains_code=bool(self.number(1)),
            contains_res=bool(self.number(1)),
            native_libraries=self.texts(width),
            requires=tuple([required(one) for one in self.texts(width)]),
            location=self.text(width),
            export_packages=self.texts(width),
            size=self.number(8),
            md5=self.text(width),
        )

    def finish(self) -> None:
        if self.at != len(self.data):
            raise _Stop("rest")

    def texts(self, width: int) -> tuple[str, ...]:
        return tuple([self.text(width) for _ in range(self.length(width))])

    def text(self, width: int) -> str:
        raw = self.take(self.length(width))
        try:
            return raw.decode()
        except UnicodeDecodeError:
            raise _Stop("text") from None

    def length(self, width: int) -> int:
        """A length or a count: of one byte without a sign, or of four with one; -1 is nothing."""
        count = self.number(4) if width == _WIDE else self.take(1)[0]
        if count < -1 or count > len(self.data) - self.at:
            raise _Stop("truncated")
        return max(count, 0)

    def number(self, width: int) -> int:
        return int.from_bytes(self.take(width), "big", signed=True)

    def take(self, count: int) -> bytes:
        end = self.at + count
        if end > len(self.data):
            raise _Stop("truncated")
        raw = self.data[self.at : end]
        self.at = end
        return raw
