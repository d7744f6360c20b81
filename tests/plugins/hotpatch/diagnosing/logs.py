"""Logs as phones write them: entries, and the formats of logcat and Android Studio."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from hapline_plugins.hotpatch.diagnosing import reading
from hapline_plugins.hotpatch.diagnosing.diagnosis import Diagnosis
from hapline_plugins.hotpatch.diagnosing.scanning import Source

APP = "com.example.shop"
MAIN, NEXT = 2314, 3314


class Line(NamedTuple):
    """An entry. second: After 15:32:00. tag, message, level, pid: As logged. process: Its name."""

    second: int
    tag: str
    message: str
    level: str = "D"
    pid: int = MAIN
    process: str = APP


def request(
    second: int = 1, pid: int = MAIN, device: str = "phoneBrand=HONOR, phoneModel=HLK-AL00, apiLevel=29"
) -> Line:
    return Line(
        second,
        "DynamicRelease",
        f"[T] rpc request: UnionResourceRequest{{platform=android, productVersion=1.0.2, {device}, osVersion=10, "
        "resourceParam=[UnionResourceParam{bizType=HOTPATCH, resourceIdv=[]}], cpuInstructionList=[arm64-v8a]}",
        "W",
        pid,
    )


def result(items: str = "UnionResourceItem{resId=p, resVersion=49b8f60abefef682f877b7601c3abb64}", **more: str) -> Line:
    rollback = more.get("rollback", "false")
    return Line(
        2,
        "DynamicRelease",
        f"[T] rpc result: UnionResourceResult{{success=true, info=[UnionResourceInfo{{bizType=HOTPATCH, success=true, "
        f"rollback={rollback}, item=[{items}]}}]}}",
        "W",
    )


OFFLINE = Line(
    1,
    "DynamicRelease",
    "[T] rpc request: UnionResourceRequest{platform=android, productVersion=1.0.2, resourceParam=[UnionResourceParam{"
    "bizType=NEBULA, resourceIdv=[UnionResourceIdv{resId=66666692, resVersion=0}]}]}",
    "W",
)
LEGAL = Line(3, "DynamicRelease", "checkLegal() = true")
ILLEGAL = Line(3, "DynamicRelease", "checkLegal() = false")
DOWNLOADED = Line(4, "DynamicRelease", "download patch success")
MERGED = Line(5, "DynamicRelease", "monitorCoverage(immediately=true)")
START = Line(20, "ActivityManager", f"Start proc {NEXT}:{APP}/u0a464 for start application {APP}", "I", 1111, "system")
EXECUTED = Line(30, "IR.PatchCode", "invoke method is      No:  1 com.example.shop.Main.onClick", pid=NEXT)
CRASH = [
    Line(40, "AndroidRuntime", "FATAL EXCEPTION: main", "E", NEXT),
    Line(40, "AndroidRuntime", f"Process: {APP}, PID: {NEXT}", "E", NEXT),
    Line(40, "AndroidRuntime", "java.lang.IllegalStateException: no price", "E", NEXT),
    Line(40, "AndroidRuntime", "\tat com.example.shop.Main.onClick(Main.java:12)", "E", NEXT),
]
FIRST = START._replace(second=0, message=f"Start proc {MAIN}:{APP}/u0a464 for start application {APP}")
WAY = [FIRST, request(), result(), LEGAL, DOWNLOADED, MERGED]
"""The way of a patch from the start of the app up to the merge."""


def failure(code: int = 7001, second: int = 2, tag: str = "DynamicRelease", frame: str = "") -> list[Line]:
    of = frame or "com.example.dynamicrelease.hotpatch.Operator.rpcRequest"
    return [
        Line(second, tag, f"[T] com.alipay.mobile.common.rpc.RpcException: RPCException: [{code}] : ", "E"),
        Line(
            second,
            tag,
            "\tat com.alipay.mobile.common.rpc.util.RpcInvokerUtil.preProcessResponse(RpcInvokerUtil.java:90)",
            "E",
        ),
        Line(second, tag, f"\tat {of}(Operator.java:167)", "E"),
    ]


def brief(one: Line) -> str:
    return f"{one.level}/{one.tag}({one.pid:5}): {one.message}"


def tag_only(one: Line) -> str:
    return f"{one.level}/{one.tag}: {one.message}"


def time(one: Line) -> str:
    return f"04-16 15:32:{one.second:02}.472 {one.level}/{one.tag}({one.pid:5}): {one.message}"


def threadtime(one: Line) -> str:
    return f"04-16 15:32:{one.second:02}.472 {one.pid:5} {one.pid:5} {one.level} {one.tag}: {one.message}"


def padded(one: Line) -> str:
    return f"04-16 15:32:{one.second:02}.472 {one.pid:5} {one.pid:5} {one.level} {one.tag:8}: {one.message}"


def year(one: Line) -> str:
    return f"2020-{threadtime(one)}"


def zone(one: Line) -> str:
    return f"2020-04-16 15:32:{one.second:02}.472123 +0800 {one.pid:5} {one.pid:5} {one.level} {one.tag}: {one.message}"


def uid(one: Line) -> str:
    return f"04-16 15:32:{one.second:02}.472 u0_a464 {one.pid:5} {one.pid:5} {one.level} {one.tag}: {one.message}"


def epoch(one: Line) -> str:
    return f"        1587022{one.second:03}.472 {one.pid:5} {one.pid:5} {one.level} {one.tag}: {one.message}"


def color(one: Line) -> str:
    return f"\x1b[38;5;75m{threadtime(one)}\x1b[0m"


def long(one: Line) -> str:
    return f"[ 04-16 15:32:{one.second:02}.472 {one.pid}:{one.pid} {one.level}/{one.tag} ]\n{one.message}\n"


def studio(one: Line) -> str:
    return (
        f"2020-04-16 15:32:{one.second:02}.472 {one.pid}-{one.pid}/{one.process} {one.level}/{one.tag}: {one.message}"
    )


def studio_before(one: Line) -> str:
    return f"04-16 15:32:{one.second:02}.472 {one.pid}-{one.pid}/? {one.level}/{one.tag}: {one.message}"


def dolphin(one: Line) -> str:
    head = f"2023-02-10 15:32:{one.second:02}.472  {one.pid:4}-{one.pid:<4}"
    return f"{head}  {one.tag:23} {one.process:35}  {one.level}  {one.message}"


FORMATS: list[Callable[[Line], str]] = [
    *(brief, tag_only, time, threadtime, padded, year, zone, uid, epoch, color),
    *(long, studio, studio_before, dolphin),
]


def text(lines: Iterable[Line], form: Callable[[Line], str] = threadtime) -> bytes:
    """A log in one format."""
    return "".join([f"{form(one)}\n" for one in lines]).encode()


def export(lines: Iterable[Line], device: dict[str, object] | None = None) -> bytes:
    """A log as Android Studio exports it; it escapes more than others do."""
    levels = {"D": "DEBUG", "I": "INFO", "W": "WARN", "E": "ERROR"}
    document = {
        "metadata": {"device": device or {"deviceId": "x", "sdk": 29, "model": "M"}, "filter": "package:mine"},
        "logcatMessages": [
            {
                "header": {
                    "logLevel": levels[one.level],
                    "pid": one.pid,
                    "tid": one.pid,
                    "applicationId": one.process,
                    "processName": one.process,
                    "tag": one.tag,
                    "timestamp": {"seconds": 1587051120 + one.second, "nanos": 472000000},
                },
                "message": one.message,
            }
            for one in lines
        ],
    }
    shown = json.dumps(document, indent=2, ensure_ascii=False)
    return shown.replace("=", "\\u003d").replace("'", "\\u0027").encode()


def diagnose(stream: Source, app: str = "") -> Diagnosis | None:
    """The diagnosis of a log; None where nothing in it is about hotpatching."""
    found = reading.diagnose(stream, app)
    return found if isinstance(found, Diagnosis) else None


def judged(data: bytes, app: str = "") -> Diagnosis:
    """The diagnosis of a log, which is about hotpatching."""
    found = diagnose(io.BytesIO(data), app)
    assert found is not None
    return found


def told(data: bytes, app: str = "") -> dict[str, str]:
    """The statements by what they are about."""
    return {one.id: one.text for one in judged(data, app).statements}
