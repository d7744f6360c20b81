"""Reads a whitelist whatever is wrong with it: the classes that are meant, and each place that is not as it must be."""

from __future__ import annotations

import re

from hapline.documents import DocumentError, TolerantText
from hapline_hooks import Phrase, Severity, Span
from hapline_plugins.hotpatch.whitelist.model import (
    CONFIGS,
    DEXPATCH,
    HOST_DEX,
    PATCH_TYPE,
    ListedClass,
    Reason,
    Whitelist,
    WhitelistProblem,
    line_of,
)
from hapline_plugins.hotpatch.whitelist.writing import CLASS_NAME

LIMIT = 2 * 1024 * 1024
"""Bytes. A list of 10,000 classes has some 500 KB."""
_MOST_PROBLEMS = 1000
"""Of problems in single lines; a file with more is no whitelist."""
_KEY = re.compile(r"([^:]*):(.*)", re.DOTALL)
_CONFIG = re.compile(r"[^\s-]+-\S+")
_SURELY = re.compile(rb"^\s*PatchType\s*:", re.MULTILINE)


def is_whitelist(data: bytes) -> bool:
    """Whether a text is surely meant as a whitelist: it says the kind of the patch."""
    return _SURELY.search(data) is not None


def read_whitelist(data: bytes) -> Whitelist:
    """Read a whitelist.

    Raises:
        hapline.documents.DocumentError: It is larger than ``LIMIT``, or begins with the byte order mark of UTF-16 and
            is none. Nothing else is an error: it is a problem of the list.
    """
    if len(data) > LIMIT:
        raise DocumentError(
            "the file has {size} bytes, more than {limit}",
            hint="check that the right file was named: a whitelist is a short text",
            size=len(data),
            limit=LIMIT,
        )
    return _Reader(TolerantText(data)).read()


class _Reader:
    def __init__(self, text: TolerantText) -> None:
        self.file = text
        self.problems: list[WhitelistProblem] = []
        self.classes: list[ListedClass] = []
        self.known: dict[str, int] = {}
        self.settings: dict[str, tuple[str, int]] = {}
        self.configs: dict[str, str] = {}
        self.patch_type: str | None = None
        self.host_dex: bool | None = None
        self.line, self.raw = 1, ""

    def read(self) -> Whitelist:
        text = self.file.text
        self.encoding()
        lines = text.split("\n")
        if lines[-1] == "":
            lines.pop()
        ended = [number for number, raw in enumerate(lines, 1) if raw.endswith("\r")]
        if ended:
            self.line, self.raw = ended[0], lines[ended[0] - 1]
            self.add(
                "line-ends", "warning", Phrase("lines end with CRLF; the vendor's example has LF"), column=len(self.raw)
            )
        for self.line, raw in enumerate(lines, 1):
            self.raw = raw.removesuffix("\r")
            self.one()
        self.whole(len(lines))
        return Whitelist(
            classes=tuple(self.classes),
            patch_type=self.patch_type,
            host_dex=self.host_dex,
            configs=self.configs,
            problems=tuple(self.problems),
        )

    def encoding(self) -> None:
        found = self.file.encoding
        if found.name != "utf-8":
            self.add("encoding", "error", Phrase("the file is in UTF-16; a whitelist is in UTF-8"))
        elif found.bom:
            text = Phrase("the file begins with a byte order mark, which becomes part of the first name")
            self.add("bom", "error", text)
        wrong = self.file.undecoded
        if wrong is not None:
            text = Phrase(wrong.template, **wrong.fields)
            self.problems.append(WhitelistProblem(reason="encoding", severity="error", text=text, span=wrong.span))

    def one(self) -> None:
        stripped = self.raw.strip()
        if not stripped:
            self.add("blank", "warning", Phrase("the line is empty; it may be taken for a class without a name"))
            return
        if stripped != self.raw:
            text = Phrase("there are blanks around the line, which may be taken for a part of the name")
            self.add("space", "error", text, suggestion=stripped)
        found = _KEY.fullmatch(stripped)
        if found is not None:
            self.setting(found[1].strip(), found[2].strip(), stripped)
        else:
            self.of_class(stripped)

    def of_class(self, stripped: str) -> None:
        if self.settings:
            self.add("order", "warning", Phrase("classes stand before the settings in the vendor's form"))
        if "*" in stripped or stripped.startswith("-"):
            text = Phrase("`{text}` is a pattern; a whitelist names each class by itself", text=stripped[:100])
            self.add("pattern", "error", text)
            return
        name = self.plain(stripped)
        if not CLASS_NAME.fullmatch(name):
            self.add("not-a-class", "error", Phrase("`{text}` is no class", text=stripped[:100]))
            return
        first = self.known.setdefault(name, self.line)
        if first != self.line:
            text = Phrase("the class {name} stands in line {line} already", name=name, line=first)
            self.add("duplicate", "warning", text)
            return
        self.classes.append(ListedClass(name=name, text=stripped, span=self.span()))

    def plain(self, stripped: str) -> str:
        """The class that is meant; what differs from the form is noticed."""
        name = stripped
        has_l = name.startswith("L")
        if has_l:
            name = name[1:]
        wanted = line_of(name.rstrip(";").replace("/", "."))
        if name.endswith(";"):
            name = name.rstrip(";")
            self.add("semicolon", "error", Phrase("a class ends without a `;` here"), suggestion=wanted)
        if "/" in name:
            name = name.replace("/", ".")
            self.add("slashes", "error", Phrase("a class is written with dots here"), suggestion=wanted)
        if not has_l and CLASS_NAME.fullmatch(name):
            self.add("missing-l", "warning", Phrase("a class begins with `L` in the vendor's form"), suggestion=wanted)
        return name

    def setting(self, key: str, value: str, stripped: str) -> None:
        form = f"{key}: {value}"
        bundle = key.removesuffix(CONFIGS)
        if key not in (PATCH_TYPE, HOST_DEX) and (bundle == key or not bundle):
            by_letters = {known.lower(): known for known in (PATCH_TYPE, HOST_DEX)}
            near = by_letters.get(key.lower(), "")
            text = Phrase("there is no setting {key}", key=key[:100])
            self.add("unknown-key", "error", text, suggestion=f"{near}: {value}" if near else "")
            return
        if form != stripped:
            self.add("spacing", "warning", Phrase("a setting is written as `key: value`"), suggestion=form)
        if key in self.settings:
            text = Phrase("the setting {key} stands in line {line} already", key=key, line=self.settings[key][1])
            self.add("repeated-key", "error", text)
        self.settings[key] = value, self.line
        if key == PATCH_TYPE:
            self.patch_type = value
            if value != DEXPATCH:
                text = Phrase(
                    "the kind of patch is {value}; a whitelist is for `{wanted}`", value=value, wanted=DEXPATCH
                )
                self.add("patch-type", "error", text, suggestion=f"{PATCH_TYPE}: {DEXPATCH}")
        elif key == HOST_DEX:
            self.flag(value)
        else:
            self.configs[bundle] = value
            if not _CONFIG.fullmatch(value):
                self.add("config", "warning", Phrase("the setting of a Bundle is written as `name-value`"))

    def flag(self, value: str) -> None:
        self.host_dex = {"true": True, "false": False}.get(value)
        if self.host_dex is None:
            small = value.lower()
            near = f"{HOST_DEX}: {small}" if small in {"true", "false"} else ""
            text = Phrase("{key} is true or false, not {value}", key=HOST_DEX, value=value[:100])
            self.add("host-dex", "error", text, suggestion=near)

    def whole(self, lines: int) -> None:
        """What the list as a whole lacks, said of its last line."""
        self.line, self.raw = max(lines, 1), ""
        if not self.classes:
            self.add("empty", "error", Phrase("the list names no class"))
        if PATCH_TYPE not in self.settings:
            text = Phrase("the setting {key} is missing", key=PATCH_TYPE)
            self.add("missing-key", "error", text, suggestion=f"{PATCH_TYPE}: {DEXPATCH}")
        if HOST_DEX not in self.settings:
            text = Phrase("the setting {key} is missing, so that it is false; it is true for most apps", key=HOST_DEX)
            self.add("missing-key", "warning", text, suggestion=f"{HOST_DEX}: true")

    def span(self, column: int = 1) -> Span:
        return Span(start_line=self.line, start_column=column, end_line=self.line, end_column=len(self.raw) + 1)

    def add(self, reason: Reason, severity: Severity, text: Phrase, *, suggestion: str = "", column: int = 1) -> None:
        if len(self.problems) >= _MOST_PROBLEMS and reason not in {"empty", "missing-key"}:
            return
        self.problems.append(
            WhitelistProblem(reason=reason, severity=severity, text=text, span=self.span(column), suggestion=suggestion)
        )
