"""The same log in every format says the same; damaged and odd ones say what they can."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.hotpatch.diagnosing.logs import (
    CRASH,
    EXECUTED,
    FORMATS,
    START,
    WAY,
    Line,
    diagnose,
    export,
    failure,
    judged,
    long,
    request,
    studio,
    text,
    threadtime,
    told,
)

NOISE = [Line(second, "Wifi", "scan of 12 networks " * 3, pid=1000, process="system") for second in range(10)]
WHOLE = [*NOISE, *failure(2), *NOISE, *WAY, *NOISE, START, EXECUTED, *CRASH, *NOISE]
IDS = [one.id for one in judged(text(WHOLE)).statements]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.__name__)
def test_every_format_says_the_same(form: Callable[[Line], str]) -> None:
    found = judged(text(WHOLE, form))
    assert [one.id for one in found.statements] == IDS
    assert found.phase == "in-force"
    times = {bool(one.evidence.time) for one in found.statements}
    assert times == {form.__name__ not in {"brief", "tag_only"}}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.__name__)
def test_the_lines_that_are_cited_are_those(form: Callable[[Line], str]) -> None:
    data = text(WHOLE, form)
    written = data.decode().splitlines()
    for one in judged(data).statements:
        assert one.evidence.text.removesuffix("…") in written[one.evidence.line - 1]


def test_the_export_of_android_studio_says_the_same() -> None:
    data = export(WHOLE)
    found = judged(data)
    assert [one.id for one in found.statements] == IDS
    assert found.statements[0].evidence.time == "2020-04-16 15:32:02.472Z"
    lines = data.decode().splitlines()
    assert all(lines[one.evidence.line].strip() == '"header": {' for one in found.statements)


def test_what_follows_a_head_belongs_to_it() -> None:
    """As Android Studio copied logs before Dolphin: of a stack trace only the first line has a head."""
    first, *rest = failure(7001, frame="com.example.dynamicrelease.nebula.NebulaCenterOperator.rpcRequest")
    data = text([first], studio) + "".join([f"    {one.message}\n" for one in rest]).encode() + text(NOISE, studio)
    assert "offline packages" in told(data)["failed"]
    crash = text(CRASH[:1], studio) + "".join([f"    {one.message}\n" for one in CRASH[1:]]).encode()
    assert "no price" in told(text([*WAY, START], studio) + crash)["crashed"]


@pytest.mark.parametrize(
    "encode",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"\xff\xfe" + data.decode().encode("utf-16-le"),
        lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be"),
        lambda data: data.decode().encode("utf-16-le"),
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r\r\n"),
        lambda data: b"--------- beginning of main\n" + data,
        lambda data: data.rstrip(b"\n"),
    ],
    ids=["utf-8 mark", "utf-16", "utf-16 be", "utf-16 without mark", "crlf", "crcrlf", "head", "no end"],
)
def test_encodings_and_line_ends(encode: Callable[[bytes], bytes]) -> None:
    assert [one.id for one in judged(encode(text(WHOLE))).statements] == IDS
    assert [one.id for one in judged(encode(text(WHOLE, long))).statements] == IDS


def test_lines_of_several_encodings_in_one_log() -> None:
    lines = [
        threadtime(request()).encode(),
        threadtime(EXECUTED._replace(message="invoke method is 结算")).encode("gb18030"),
    ]
    data = b"\n".join([*lines, threadtime(Line(9, "Wifi", "é")).encode("latin-1"), b"\xff\xfe\xfd"])
    assert told(data)["executed"] == "patched code ran: 结算"


def test_nul_bytes_and_colours_are_passed_over() -> None:
    assert judged(text(WAY).replace(b"monitor", b"mon\0itor")).phase == "merged"
    assert judged(text(WAY).replace(b"04-16 15:32:05", b"\0" * 9 + b"04-16 15:32:05")).phase == "merged"


@pytest.mark.timeout(120)
def test_a_line_of_fifty_megabytes() -> None:
    data = b"x" * (50 << 20) + b"\n" + text(WAY)
    tracemalloc.start()
    stream = io.BytesIO(data)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    found = diagnose(stream)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found is not None
    assert found.statements[0].evidence.line == 3
    assert peak - before < 32 << 20
    marked = text(WAY).rstrip() + b" " * (50 << 20) + b"\n" + text([START])
    assert judged(marked).is_in_force


class Endless:
    """A log that is made while it is read."""

    def __init__(self, head: bytes, noise: bytes, times: int, tail: bytes) -> None:
        self.parts = iter([head, *[noise] * times, tail])

    def read(self, _size: int = -1, /) -> bytes:
        return next(self.parts, b"")


@pytest.mark.timeout(120)
def test_memory_does_not_grow_with_the_log() -> None:
    noise = text(NOISE * 800) + text([request(), *failure(7001)] * 20)
    tracemalloc.start()
    found = diagnose(Endless(text(WAY), noise, 100, text([START])))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found is not None
    assert found.is_in_force
    assert found.statements[-1].evidence.line == 6 + 100 * (8000 + 80) + 1
    assert peak < 24 << 20


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\0" * 1000, b"{", b"{}", b'{"metadata"', b'{"logcatMessages": [', b"PK\x03\x04"]
)
def test_logs_of_nothing(data: bytes) -> None:
    assert diagnose(io.BytesIO(data)) is None


@pytest.mark.parametrize("cut", range(1, 40))
def test_an_export_that_is_cut_short_says_what_is_there(cut: int) -> None:
    data = export(WHOLE)
    found = diagnose(io.BytesIO(data[: len(data) * cut // 40]))
    assert found is None or {one.id for one in found.statements} <= {*IDS, "not-executed", "restarted"}


def test_records_that_are_none_are_passed_over() -> None:
    document = json.loads(export(WAY))
    good = document["logcatMessages"]
    odd = [
        None,
        7,
        {"header": None, "message": "DynamicRelease"},
        {"header": {"tag": "DynamicRelease"}, "message": 7},
        {"header": {"tag": "DynamicRelease", "pid": "x", "timestamp": 7}, "message": "checkLegal() = true"},
        {
            "header": {"tag": ["DynamicRelease"], "timestamp": {"seconds": 10**30, "nanos": 0}},
            "message": "RPCException",
        },
        {"message": "DynamicRelease", "header": {}},
    ]
    document["logcatMessages"] = [one for pair in zip(odd, good + good, strict=False) for one in pair]
    assert judged(json.dumps(document).encode()).phase == "merged"


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "data",
    [
        b'{"logcatMessages": [' + b'{"header": ["DynamicRelease",' * 20000,
        b'{"logcatMessages": [{"header": [' + b'"DynamicRelease",' * 400000,
        b'{"logcatMessages": ' + b"[" * 100000 + b'{"header": "DynamicRelease"',
        b'{"logcatMessages": [{"header": {"pid": ' + b"9" * 100000 + b', "tag": "DynamicRelease"}, "message": ""}]}',
        b'{"metadata": {"device": ' + b'{"device": ' * 10000,
        b"RPCException\n" * 300000,
        b"RPCException " * 300000,
        (b"[ 04-16 15:32:41.472 1:1 E/DynamicRelease ]\n") * 100000,
        b"2023-02-10 12:00:00.123  1234-5678 " + b" a  " * 100000 + b"DynamicRelease\n",
        b"E/" + b"DynamicRelease(" * 100000,
        b"checkLegal(" * 200000,
        b"IR" * 1000000,
        (b"E/DynamicRelease: " + b"SecException" * 2500 + b"\n") * 100,
        (b"E/DynamicRelease: " + b"rpcRequest(types={" * 1800 + b"\n") * 100,
    ],
    ids=range(14),
)
def test_hostile_logs_end(data: bytes) -> None:
    diagnose(io.BytesIO(data))


@pytest.mark.parametrize(
    "device", [{"sdk": "x"}, {"physicalDevice": {"sdk": 30, "manufacturer": "OPPO"}}, {"sdk": True}]
)
def test_devices_of_an_export(device: dict[str, object]) -> None:
    lines = [one for one in WAY if "apiLevel" not in one.message]
    found = judged(export(lines, device))
    assert found.device.api == (30 if "physicalDevice" in device else 0)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000), st.integers(0, 2**32))
def test_random_bytes_in_a_log_never_crash(noise: bytes, seed: int) -> None:
    dice = random.Random(seed)
    for data in (text(WHOLE), export(WHOLE), text(WHOLE, long)):
        at = dice.randrange(len(data))
        diagnose(io.BytesIO(data[:at] + noise + data[at + dice.randrange(200) :]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=60))
def test_how_a_stream_is_cut_does_not_matter(sizes: list[int]) -> None:
    for data in (text(WHOLE), export(WHOLE), text(WHOLE, long)):
        found = diagnose(_Pieces([data[:400], *_chunks(data[400:], sizes)]))
        assert found is not None
        assert [one.id for one in found.statements] == IDS


def _chunks(data: bytes, sizes: list[int]) -> list[bytes]:
    cut, parts = 0, []
    for size in sizes:
        parts.append(data[cut : cut + size])
        cut += size
    return [one for one in [*parts, data[cut:]] if one]


class _Pieces:
    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts

    def read(self, _size: int, /) -> bytes:
        return self.parts.pop(0) if self.parts else b""
