"""What happened, entry by entry.

Source of the words: mPaaS MDS guide, 5.2.1.2, 5.2.1.3 and 5.2.2.1 "View logs". How a request and its answer are logged
is known of offline packages, which go the same way with the same tag:
https://github.com/mpaas-demo/android-tinyapp/issues/1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hapline_plugins.hotpatch.advice.devices import Device
from hapline_plugins.hotpatch.diagnosing.event import Event, EventKind
from hapline_plugins.hotpatch.diagnosing.formats import Entry
from hapline_plugins.hotpatch.diagnosing.system_events import of_system

_BUSINESS = re.compile(r"bizType=(\w+)")
_CODE = re.compile(r"R[Pp][Cc]Exception\b(?:[: ]{0,4}\w{0,16}?){0,3}[: ]{0,4}\[ *(\d{1,9}) *\]")
_FAILED = re.compile(r"\bR[Pp][Cc]Exception\b")
_LEGAL = re.compile(r"checkLegal\b(.{0,400})", re.DOTALL)
_FLAG = re.compile(r"\b(true|false)\b")
_MERGE = re.compile(r"monitorCoverage\(\s*immediately\s*=\s*(true|false)")
_INVOKED = re.compile(r"invoke method is\s*:?\s*(?:No:\s*\d*)?\s*(.*)")
_DEVICE = re.compile(
    r"\b(phoneBrand|manufacturer|phoneModel|apiLevel|productVersion|cpuInstructionList)=(\[[^\]]*\]|[^,}]*)"
)

_GOOD = re.compile(r"\b(?:succe(?:ss|ed)\w*|finish(?:ed)?|complete[d]?|done)\b", re.IGNORECASE)
_BAD = re.compile(r"\b(?:fail\w*|error|exception|timeout|cancel\w*|not downloaded)\b|=false\b", re.IGNORECASE)
_FRAME = re.compile(r"^\s*at ([\w$.]+)\.([\w$<>]+)\(")
_GUARD = re.compile(r"(?:SecException.{0,200}?ErrorCode *= *|SG ERROR: *)(\d{1,6})", re.DOTALL)


class Facts:
    """What a log says of the phone and the app by the way.

    Attributes:
        device: The phone. version: The version that the app asks a patch for; empty if unknown.
        unknown: Lines of the tags of hotpatching of which nothing is known.
    """

    def __init__(self, device: Device | None = None) -> None:
        """Begin with what is known."""
        self.device = device or Device()
        self.version = ""
        self.unknown = 0

    def take(self, message: str) -> None:
        """Read the description that a request carries."""
        found = dict(_DEVICE.findall(message[:8192]))
        level = found.get("apiLevel", "")
        abis = found.get("cpuInstructionList", "").strip("[]")
        self.device = Device(
            api=int(level) if level.isascii() and level.isdigit() and len(level) < 4 else self.device.api,  # noqa: PLR2004 API levels are short
            brand=found.get("phoneBrand") or found.get("manufacturer") or self.device.brand,
            model=found.get("phoneModel") or self.device.model,
            abis=tuple([one.strip() for one in abis.split(",") if one.strip()]) or self.device.abis,
        )
        self.version = found.get("productVersion") or self.version


def events(entries: Iterable[Entry], facts: Facts) -> Iterator[Event]:
    """The events of a log, in its order; what the log says of the phone is left in ``facts``."""
    for entry in entries:
        found = False
        for message in entry.message.splitlines()[:200] or ("",):
            for event in _of(entry, message, facts):
                found = True
                yield event
        facts.unknown += not found and _is_of_delivery(entry)


def _of(entry: Entry, message: str, facts: Facts) -> Iterator[Event]:
    app, pid = entry.process.partition(":")[0], entry.pid
    if entry.tag == "IR" or entry.tag.startswith("IR."):
        yield _of_instantrun(entry, message, app)
    elif entry.tag in {"AndroidRuntime", "ActivityManager", "libc", "DEBUG", "am_crash", ""} or "PROCESS " in message:
        yield from of_system(entry, message, app)
    frame = _FRAME.match(message)
    if frame is not None:
        yield Event("frame", entry, f"{frame[1]}.{frame[2]}", app=app, pid=pid)
        return
    if _FAILED.search(message) is not None:
        found = _CODE.search(message)
        yield Event("failed", entry, code=int(found[1]) if found is not None else -1, app=app, pid=pid)
    merge = _MERGE.search(message)
    if merge is not None:
        yield Event("merged" if merge[1] == "true" else "not-merged", entry, app=app, pid=pid)
    legal = _LEGAL.search(message)
    flag = _answer(legal[1]) if legal is not None else ""
    if flag:
        yield Event("legal" if flag == "true" else "illegal", entry, app=app, pid=pid)
    guard = _GUARD.search(message)
    if guard is not None:
        yield Event("security", entry, code=int(guard[1]), app=app, pid=pid)
    if _is_of_delivery(entry):
        yield from _of_delivery(entry, message, app, facts)


def _is_of_delivery(entry: Entry) -> bool:
    return "DynamicRelease" in entry.tag or "HotPatch" in entry.tag or "dexpatch" in entry.tag.lower()


def _answer(rest: str) -> str:
    """True or false of ``checkLegal(…) = false``: what follows the arguments, else what is all there is."""
    closed = rest.find(")") if rest.startswith("(") else -1
    found = _FLAG.search(rest, closed + 1) or _FLAG.search(rest)
    return found[1] if found is not None else ""


def _of_instantrun(entry: Entry, message: str, app: str) -> Event:
    found = _INVOKED.search(message)
    if found is not None and entry.tag.startswith("IR.PatchCode"):
        return Event("executed", entry, found[1].strip(), app=app, pid=entry.pid)
    kind: EventKind = "instantrun-error" if entry.level in {"E", "F"} else "instantrun"
    return Event(kind, entry, message.strip(), app=app, pid=entry.pid)


def _of_delivery(entry: Entry, message: str, app: str, facts: Facts) -> Iterator[Event]:
    if "UnionResourceRequest{" in message or "rpcRequest(" in message:
        facts.take(message)
        yield Event(_asked(message), entry, app=app, pid=entry.pid)
    elif "UnionResourceResult{" in message:
        yield _answered(entry, message, app)
    elif "download" in message.lower() and not _is_other(message):
        if _BAD.search(message):
            yield Event("not-downloaded", entry, app=app, pid=entry.pid)
        elif _GOOD.search(message):
            yield Event("downloaded", entry, app=app, pid=entry.pid)
    elif "/dexpatch/patch/" in message and ".jar" in message:
        yield Event("downloaded", entry, app=app, pid=entry.pid)


def _asked(message: str) -> EventKind:
    kinds = {one.upper() for one in _BUSINESS.findall(message)}
    if kinds:
        return "requested" if "HOTPATCH" in kinds else "other-package"
    types = message.partition("rpcRequest(")[2].partition("types={")[2].partition("}")[0]
    names = [one.partition("=")[0].strip() for one in types.split(",")] if types else []
    offline = bool(names) and all(name.isdigit() for name in names)  # ids of offline packages and mini programs
    return "other-package" if offline else "requested"


def _answered(entry: Entry, message: str, app: str) -> Event:
    parts = message.split("UnionResourceInfo{")[1:]
    mine = [one for one in parts if "HOTPATCH" in {kind.upper() for kind in _BUSINESS.findall(one)}]
    kind: EventKind
    if parts and not mine:
        kind = "other-package"
    elif not mine or "UnionResourceItem{" not in mine[0]:
        kind = "rolled-back" if mine and "rollback=true" in mine[0] else "nothing-offered"
    else:
        kind = "rolled-back" if "rollback=true" in mine[0] else "answered"
    version = re.search(r"resVersion=([\w.-]+)", mine[0]) if mine else None
    return Event(kind, entry, version[1] if version is not None else "", app=app, pid=entry.pid)


def _is_other(message: str) -> bool:
    """Whether a download is that of an offline package or mini program."""
    lower = message.lower()
    return "nebula" in lower or ".amr" in lower
