"""bundles.csv: the table of a Portal's Bundles that its build leaves behind; lists have ``|`` between their items.

Malformed rows are problems, read as far as they go: ``header`` (no column ``Name``; nothing is read), ``columns`` (more
or fewer than the header has), ``name`` (none), ``number``, ``boolean``, ``require``, ``quoting`` (nothing after it is
read), ``size`` (longer than is read; nothing was), ``not-utf8``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping

from hapline_hooks import noun
from hapline_plugins.portal.built.fields import RequiredBundle, items, required
from hapline_plugins.portal.built.problems import Malformed
from hapline_plugins.portal.numbers import whole_number
from hapline_plugins.portal.official import NO_LEVEL

LIMIT = 16 * 1024 * 1024
"""Bytes. The table of an app with fifty Bundles has 24 KB."""
COLUMNS = (
    "Location",
    "Name",
    "Version",
    "Size",
    "MD5",
    "InitLevel",
    "PackageId",
    "ContainCode",
    "ContainRes",
    "InjectClassVerifier",
    "CreateBy",
    "ManifestVersion",
    "NativeLibs",
    "PackageNames",
    "ExportPackages",
    "Components",
    "RequiredBundles",
)
"""The columns that are known; others are passed over, and those that are absent are empty."""


@noun
class BundleRow:
    """A Bundle of the table.

    Attributes:
        line: The line, from 1. name: Its bundle name. version: Its version. location: Its file in the apk.
        size: The number in the column ``Size``: no length, more like a check sum; None where it is no number.
        md5: Empty where there is none. init_level: None where it is no number. package_id: Likewise.
        contains_code: None where it is neither ``true`` nor ``false``. contains_res, injects_class_verifier: Likewise.
        created_by: The tool that built it. manifest_version: That tool's version.
        native_libraries, package_names, export_packages, components, requires: Lists.
    """

    line: int
    name: str
    version: str = ""
    location: str = ""
    size: int | None = None
    md5: str = ""
    init_level: int | None = None
    package_id: int | None = None
    contains_code: bool | None = None
    contains_res: bool | None = None
    injects_class_verifier: bool | None = None
    created_by: str = ""
    manifest_version: str = ""
    native_libraries: tuple[str, ...] = ()
    package_names: tuple[str, ...] = ()
    export_packages: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    requires: tuple[RequiredBundle, ...] = ()

    @property
    def effective_init_level(self) -> int:
        """The init level by which the framework starts it: 2147483647 where there is none."""
        return NO_LEVEL if self.init_level is None else self.init_level


@noun
class BundlesCsv:
    """A bundles.csv. rows: Its Bundles. problems: What is malformed."""

    rows: tuple[BundleRow, ...] = ()
    problems: tuple[Malformed, ...] = ()


def read_bundles_csv(data: bytes) -> BundlesCsv:
    """Read a bundles.csv; nothing in it is an error."""
    if len(data) > LIMIT:
        return BundlesCsv(problems=(Malformed(line=1, reason="size", value=str(len(data))),))
    problems: list[Malformed] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Malformed(line=line, reason="not-utf8"))
        text = data.decode("utf-8-sig", "replace")
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[BundleRow] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        if "Name" not in header:
            problems.append(Malformed(line=1, reason="header", value=",".join(header)[:200]))
            return BundlesCsv(problems=tuple(problems))
        for values in reader:
            if values:
                row = _row(header, values, reader.line_num, problems)
                rows += [row] if row is not None else []
    except csv.Error as error:
        problems.append(Malformed(line=reader.line_num, reason="quoting", value=str(error)))
    return BundlesCsv(rows=tuple(rows), problems=tuple(problems))


def _row(header: list[str], values: list[str], line: int, problems: list[Malformed]) -> BundleRow | None:
    if len(values) != len(header):
        problems.append(Malformed(line=line, reason="columns", value=str(len(values))))
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(header, [value.strip() for value in values], strict=False))
    if not cells["Name"]:
        problems.append(Malformed(line=line, reason="name", key="Name"))
        return None
    cell = _Cells(cells, line, problems)
    return BundleRow(
        line=line,
        name=cells["Name"],
        version=cells["Version"],
        location=cells["Location"],
        size=cell.size(),
        md5="" if cells["MD5"] == "null" else cells["MD5"],
        init_level=cell.number("InitLevel"),
        package_id=cell.number("PackageId"),
        contains_code=cell.flag("ContainCode"),
        contains_res=cell.flag("ContainRes"),
        injects_class_verifier=cell.flag("InjectClassVerifier"),
        created_by=cells["CreateBy"],
        manifest_version=cells["ManifestVersion"],
        native_libraries=items(cells["NativeLibs"], "|"),
        package_names=items(cells["PackageNames"], "|"),
        export_packages=items(cells["ExportPackages"], "|"),
        components=items(cells["Components"], "|"),
        requires=cell.requires(),
    )


class _Cells:
    """The cells of one row, typed; what is of no such type is noticed."""

    def __init__(self, cells: Mapping[str, str], line: int, problems: list[Malformed]) -> None:
        self.cells = cells
        self.line = line
        self.problems = problems

    def number(self, column: str) -> int | None:
        value = whole_number(self.cells[column])
        if value is None and self.cells[column]:
            self.notice("number", column, self.cells[column])
        return value

    def size(self) -> int | None:
        text = self.cells["Size"]
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 20:  # noqa: PLR2004 as long as 64 bits are
            return int(text)
        if text:
            self.notice("number", "Size", text)
        return None

    def flag(self, column: str) -> bool | None:
        value = {"true": True, "false": False}.get(self.cells[column].lower())
        if value is None and self.cells[column]:
            self.notice("boolean", column, self.cells[column])
        return value

    def requires(self) -> tuple[RequiredBundle, ...]:
        listed = items(self.cells["RequiredBundles"], "|")
        for item in listed:
            if not all(piece.strip() for piece in item.partition("@")):
                self.notice("require", "RequiredBundles", item)
        return tuple([required(item) for item in listed])

    def notice(self, reason: str, column: str, value: str) -> None:
        self.problems.append(Malformed(line=self.line, reason=reason, key=column, value=value))
