"""The export of Android Studio (``.logcat``): one JSON document with all entries, read a piece at a time.

Source of the form: what Android Studio writes since Dolphin: ``metadata`` with the device, and ``logcatMessages``, each
with a ``header`` (logLevel, pid, tid, applicationId, processName, tag, timestamp) and a ``message``.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from hapline_plugins.hotpatch.advice.devices import Device
from hapline_plugins.hotpatch.diagnosing.formats import Entry
from hapline_plugins.hotpatch.diagnosing.marks import WORDS, Marks
from hapline_plugins.hotpatch.diagnosing.scanning import Source, pieces

_HEADER = '"header"'
_LONGEST = 1 << 22
_MESSAGE = 1 << 16
_SHOWN = ("deviceId", "name", "brand", "manufacturer", "model", "release", "sdk", "apiLevel", "featureLevel", "abis")


def is_export(start: bytes) -> bool:
    """Whether a log begins as such a document."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (
        b'"logcatMessages"' in start or b'"metadata"' in start
    )


def device_of(start: bytes) -> Device:
    """The device that the document names at its beginning."""
    text = start.decode("utf-8", "replace")
    at = text.find("{", text.find('"device"') + 1) if '"device"' in text else -1
    found = _decoded(text, at) if at >= 0 else None
    if not isinstance(found, dict):
        return Device()
    if not found.keys() & set(_SHOWN):  # one level deeper in the first versions
        found = next((one for one in found.values() if isinstance(one, dict)), {})
    level = found.get("sdk") or found.get("apiLevel") or found.get("featureLevel") or 0
    brand, model = found.get("manufacturer") or found.get("brand") or "", found.get("model") or ""
    return Device(
        api=level if isinstance(level, int) and not isinstance(level, bool) else 0,
        brand=brand if isinstance(brand, str) else "",
        model=model if isinstance(model, str) else "",
    )


def entries(stream: Source) -> Iterator[Entry]:
    """The entries that matter; what is no entry is passed over, so that a damaged document is read all the same."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text, number = "", 1
    for piece in pieces(stream):
        text += decoder.decode(piece)
        left = 0
        for entry, done in _of(text, number, final=False):
            left = done
            if entry is not None:
                yield entry
        number += text.count("\n", 0, left)
        text = text[left:]
    for entry, _ in _of(text, number, final=True):
        if entry is not None:
            yield entry


def _of(text: str, number: int, *, final: bool) -> Iterator[tuple[Entry | None, int]]:
    """The entries in a text that begins with line ``number``, each with the character up to which it is done."""
    at = counted = 0
    failed = -1
    marks = Marks(text, WORDS)
    while (mark := marks.after(at)) >= 0:
        header = text.rfind(_HEADER, at, mark)
        start = text.rfind("{", at, header) if header >= 0 else -1
        end, value = (mark + 1, None) if start in {-1, failed} else _record(text, start)
        if end < 0 and not final and len(text) - start < _LONGEST:
            yield None, start  # the rest of it is still to come
            return
        failed = start if end < 0 else failed
        at = max(end, mark + 1)
        number += text.count("\n", counted, max(start, counted))
        counted = max(start, counted)
        entry = _entry(value, number)
        yield entry, at
    keep = text.rfind(_HEADER, at)
    start = text.rfind("{", at, keep) if keep >= 0 else -1
    kept = start if start >= 0 and len(text) - start < _LONGEST else max(at, len(text) - len(_HEADER) - 2)
    yield None, kept


def _record(text: str, start: int) -> tuple[int, object]:
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return -1, None
    return end, value


def _decoded(text: str, start: int) -> object:
    return _record(text, start)[1]


def _entry(value: object, number: int) -> Entry | None:
    if not isinstance(value, dict):
        return None
    header, message = value.get("header"), value.get("message")
    if not isinstance(header, dict) or not isinstance(message, str):
        return None
    pid = header.get("pid")
    process = _text(header, "processName") or _text(header, "applicationId")
    return Entry(
        number=number,
        message=message[:_MESSAGE],
        time=_time(header.get("timestamp")),
        level=_text(header, "logLevel")[:1],
        tag=_text(header, "tag"),
        pid=pid if isinstance(pid, int) and not isinstance(pid, bool) else 0,
        process="" if process.startswith("pid-") else process,
    )


def _text(header: dict[str, object], name: str) -> str:
    value = header.get(name)
    return value[:256] if isinstance(value, str) else ""


def _time(stamp: object) -> str:
    """A time as people read it, in UTC, since nobody says where the phone was."""
    if not isinstance(stamp, dict):
        return ""
    seconds, nanos = stamp.get("seconds"), stamp.get("nanos")
    if not isinstance(seconds, int) or not isinstance(nanos, int):
        return ""
    try:
        when = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return f"{when:%Y-%m-%d %H:%M:%S}.{nanos // 1_000_000 % 1000:03d}Z"
