"""One report that has everything a reporter must cope with; the whole outputs in ``data`` are made of it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from hapline import __version__
from hapline.engine.report import Judged, Report, Suppressed
from hapline.plugins import Fault
from hapline_hooks import Finding, Fix, JsonEdit, Location, Related, Rule, Severity, Span, Subject, TextEdit, Unreadable

MODULE = "entry/src/main/module.json5"
ODD_NAME = "首页 assets/a,b:c.json5"
INJECTED = (
    "<img src=x> & @octocat | `code` *bold* [link](https://example.com) #12 \"quoted\" 'too'"
    " %0A::error::boom ##[error]old\x1b[31m\u202e\ud800 www.example.com $x$ ~no~ \\"
)
"""What somebody could name a module, in order to do harm where reports are shown."""
FILES = {
    MODULE: (
        '{\n  "module": {\n\t"name": "entry",  // 入口\n'
        '    "atomicService": { "preloads": [{ "moduleName": "Orders" }] }\n  }\n}\n'
    ),
    "orders/src/main/module.json5": '{ "module": { "name": "orders" } }\n',
    ODD_NAME: '{ "首页": 1, "odd": 2 }\n',
    "demo.app!entry.hap!module.json": '{"module":{"name":"1x"}}',
}


class Files(Subject):
    """A subject that is nothing but its files."""

    def source(self, location: Location) -> bytes:
        """The file."""
        if location.file not in FILES:
            raise Unreadable(location.file, "there is none", absent=True)
        return FILES[location.file].encode()


class _Rule(Rule[Subject]):
    since = "0.1.0"
    subject = Subject
    sources = ("a guide, section 1",)
    bad: ClassVar = {}
    good: ClassVar = {}


class Missing(_Rule):
    code = "REP101"
    slug = "target-missing"
    title = "Preloads name modules of the app"
    why = "The packing tool refuses the app, after the build."
    help = "Name a module of this app as in its module.json5; `hapline rules` lists the others."
    messages: ClassVar = {
        "missing": "{module} preloads {target}, but this app has no module of that name",
        "there": "{target} is the nearest",
        "rename": "name it {near}",
        "drop": "drop it",
    }
    official: ClassVar[tuple[str, ...]] = ("10016011", "AGC 6")
    fixable = "unsafe"


class Near(_Rule):
    code = "REP201"
    slug = "size-near"
    title = "Packages keep a distance from the limit"
    severity: ClassVar[Severity] = "warning"
    why = "The next release will not fit."
    help = "Move what several packages hold into a shared one."
    messages: ClassVar = {"near": "{module} is {bytes:size} of {limit:size}\non phone: {parts}"}


class Odd(_Rule):
    code = "REP301"
    slug = "odd-key"
    title = "Keys are known"
    severity: ClassVar[Severity] = "note"
    why = "It has no effect."
    help = "Run `hapline baseline prune`."
    messages: ClassVar = {"odd": "{key} has no effect", "remove": "remove it"}
    fixable = "safe"


def judged(rule: type[Rule[Subject]], finding: Finding, severity: Severity | None = None) -> Judged:
    """A finding of a rule about the files."""
    return Judged(finding=finding, rule=rule, severity=severity or rule.severity, subject=Files())


def _span(line: int, start: int, end: int) -> Span:
    return Span(start_line=line, start_column=start, end_line=line, end_column=end)


def report() -> Report:
    """The report: an error, a warning, a note, one inside an archive, one with odd words, accepted ones, a fault."""
    keys = ("module", "atomicService", "preloads", 0, "moduleName")
    target = Location(path=MODULE, keys=keys, span=_span(4, 53, 61))
    missing = Finding(
        rule="REP101",
        message="missing",
        args={"module": "entry", "target": "Orders", "near": "orders"},
        location=target,
        related=(
            Related(
                location=Location(path="orders/src/main/module.json5", keys=("module", "name"), span=_span(1, 23, 31)),
                message="there",
                args={"target": "orders"},
            ),
        ),
        fixes=(
            Fix(title="rename", path=MODULE, edits=(JsonEdit(action="set", keys=keys, value="orders"),)),
            Fix(title="drop", path=MODULE, edits=(JsonEdit(action="remove", keys=keys[:-1]),)),
        ),
        official=Missing.official,
    )
    near = Finding(
        rule="REP201",
        message="near",
        args={"module": "entry", "bytes": 2_000_000, "limit": 2_097_152, "parts": ["entry 1.5 MB", "购物车 0.4 MB"]},
        location=Location(path=MODULE),
        products=("default", "overseas"),
    )
    odd = Finding(
        rule="REP301",
        message="odd",
        args={"key": "“首页”"},
        location=Location(path=ODD_NAME, keys=("首页",), on="key", span=_span(1, 3, 7)),
        fixes=(Fix(title="remove", path=ODD_NAME, edits=(TextEdit(start=2, end=11, text=""),), safe=True),),
    )
    inside = Finding(
        rule="REP101",
        message="missing",
        args={"module": "1x", "target": "购物车"},
        location=Location(
            path="demo.app", inner=("entry.hap", "module.json"), keys=("module", "name"), span=_span(1, 19, 23)
        ),
    )
    injected = Finding(rule="REP301", message="odd", args={"key": f"{INJECTED}\n::warning::line two"}, location=target)
    found = Report(
        subjects=[Files()],
        faults=[Fault(plugin="example", what="rule EXA101", error=ValueError("::error::no <such> thing"))],
        rules=lambda: [Missing, Near, Odd],
    )
    found.findings = [
        judged(Missing, inside),
        judged(Near, near),
        judged(Missing, missing),
        judged(Odd, injected, "warning"),
        judged(Odd, odd),
    ]
    found.suppressed = [
        Suppressed(judged=judged(Odd, odd), reason="generated by a tool", kind="configuration"),
        Suppressed(judged=judged(Missing, missing), reason="下个版本提供 | @octocat"),
    ]
    return found


def whole(name: str) -> str:
    """A whole output as it must be: a file of ``data``, with this version of hapline."""
    text = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8")
    return text.replace("VERSION", __version__)
