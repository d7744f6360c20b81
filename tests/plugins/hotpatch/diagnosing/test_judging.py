"""What a log means: the phase, the lines that say so, what to do; and what must not be taken for it."""

from __future__ import annotations

import io

import pytest

from hapline_plugins.hotpatch.diagnosing.codes import meaning
from plugins.hotpatch.diagnosing.logs import (
    CRASH,
    DOWNLOADED,
    EXECUTED,
    ILLEGAL,
    LEGAL,
    MAIN,
    NEXT,
    OFFLINE,
    START,
    WAY,
    Line,
    diagnose,
    failure,
    judged,
    request,
    result,
    text,
    told,
)


@pytest.mark.parametrize(
    ("lines", "phase", "in_force", "step"),
    [
        ([request()], "requested", False, "until the download is done"),
        ([request(), result()], "requested", False, "until the download is done"),
        ([request(), result("")], "requested", False, "look at the release task"),
        ([request(), LEGAL], "legal", False, "until the download is done"),
        ([request(), ILLEGAL], "requested", False, "target version of the hotpatch equal to the versionName"),
        ([request(), *failure(7001)], "requested", False, "base64Code"),
        ([request(), *failure(2)], "requested", False, "network of the phone"),
        ([request(), LEGAL, DOWNLOADED], "downloaded", False, "monitorCoverage(immediately=true)"),
        ([*WAY], "merged", False, "end the app and start it again"),
        ([*WAY, START], "in-force", True, "try what was mended"),
        ([*WAY, EXECUTED], "in-force", True, "without patchLog"),
        ([EXECUTED], "in-force", True, "without patchLog"),
        ([*WAY, START, *CRASH], "in-force", False, "rollback task"),
        ([*WAY, EXECUTED, *CRASH], "in-force", False, "rollback task"),
        ([*CRASH, *WAY, START], "in-force", True, "try what was mended"),
        ([Line(1, "IR", "loaded")], "none", False, "MPHotpatch.init()"),
        ([*WAY, *failure(7001, 9)], "merged", False, "base64Code"),
        ([request(), *failure(7001), *WAY], "merged", False, "end the app"),
        ([request(), ILLEGAL, *WAY, START], "in-force", True, "try what was mended"),
        (
            [request(), Line(4, "DynamicRelease", "download patch failed: timeout", "E")],
            "requested",
            False,
            "reaches the address of the patch",
        ),
    ],
)
def test_how_far_it_came(lines: list[Line], phase: str, step: str, *, in_force: bool) -> None:
    found = judged(text(lines))
    assert (found.phase, found.is_in_force) == (phase, in_force)
    assert step in found.next_step


def test_every_statement_cites_its_line() -> None:
    data = text([*WAY, START, *CRASH])
    written = data.decode().splitlines()
    found = judged(data)
    assert [one.id for one in found.statements] == [
        *("requested", "answered", "legal", "downloaded", "merged", "restarted", "crashed"),
    ]
    for one in [*[one.evidence for one in found.statements], *[step.evidence for step in found.steps]]:
        line = written[one.line - 1]
        assert one.time == line[:18]
        assert one.text.removesuffix("…") in line
    assert [step.phase for step in found.steps] == ["requested", "legal", "downloaded", "merged", "in-force"]
    assert [step.evidence.line for step in found.steps] == [2, 4, 5, 6, 7]


def test_what_the_log_says_of_the_phone_and_the_app() -> None:
    found = judged(text([request(), START]))
    assert (found.device.api, found.device.brand, found.device.model) == (29, "HONOR", "HLK-AL00")
    assert (found.device.abis, found.version) == (("arm64-v8a",), "1.0.2")


def test_the_offered_version_is_named() -> None:
    assert told(text([request(), result()]))["answered"] == "a patch is offered: 49b8f60abefef682f877b7601c3abb64"
    other = result("UnionResourceItem{resId=p, resVersion=abc}")
    assert told(text([result(), other]))["answered"].endswith("49b8f60abefef682f877b7601c3abb64, abc")


def test_a_patch_that_is_taken_back() -> None:
    assert "rolled-back" in told(text([request(), result("", rollback="true")]))


@pytest.mark.parametrize(
    "message",
    [
        "checkLegal() = false",
        "checkLegal: false",
        "checkLegal=false",
        "checkLegal(version=1.0.2, force=true) return false",
        "checkLegal result is false",
        "HotpatchProcessor.checkLegal(false)",
    ],
)
def test_forms_of_check_legal(message: str) -> None:
    found = judged(text([request(), Line(3, "DynamicRelease", message)]))
    statement = next(one for one in found.statements if one.id == "illegal")
    assert statement.todo == "the app asks for 1.0.2: the target version of the hotpatch must be that"


@pytest.mark.parametrize("message", ["checkLegality = false", "checkLegal begins", "recheckLegals", "checkLegal"])
def test_what_is_no_answer_of_check_legal(message: str) -> None:
    assert "illegal" not in told(text([request(), Line(3, "DynamicRelease", message)]))


def test_a_version_that_is_not_known_is_not_named() -> None:
    found = judged(text([ILLEGAL]))
    assert found.statements[0].todo == "compare the versionName of the app with the target version of the hotpatch"


@pytest.mark.parametrize(
    "message",
    [
        "com.alipay.mobile.common.rpc.RpcException: RPCException: [7001] : ",
        "RPCException [7001]",
        "RPCException: [7001]",
        "RpcException [7001] sign",
        "W: RPCException[ 7001 ]",
    ],
)
def test_forms_of_rpc_exceptions(message: str) -> None:
    assert told(text([Line(1, "DynamicRelease", message, "E")]))["failed"].startswith(
        "RPCException [7001]: the signature of the call is not accepted"
    )


def test_numbers_of_lines_in_a_stack_trace_are_no_codes() -> None:
    frame = "\tat com.alipay.mobile.common.rpc.RpcException.create(RpcException.java:7001)"
    assert diagnose(io.BytesIO(text([Line(1, "DynamicRelease", frame, "E")]))) is None


def test_a_failure_without_a_code_is_said_as_such() -> None:
    assert "does not say by which code" in told(text([Line(1, "DynamicRelease", "RPCException", "E")]))["failed"]


def test_one_exception_that_is_said_twice_is_one() -> None:
    found = judged(text([*failure(7001), Line(3, "DynamicRelease", "RPCException: [7001] : ", "E"), *failure(2, 4)]))
    assert [(one.id, one.count) for one in found.statements] == [("failed", 1), ("failed", 1)]


def test_calls_of_other_code_are_not_about_hotpatching() -> None:
    lines = failure(2000, tag="Order", frame="com.example.shop.Order.load")
    assert diagnose(io.BytesIO(text(lines))) is None
    assert "failed" not in told(text([*lines, *WAY]))


def test_a_call_for_offline_packages_is_said_as_such() -> None:
    lines = failure(7001, frame="com.example.dynamicrelease.nebula.NebulaCenterOperator.rpcRequest")
    assert "this call asked for offline packages" in told(text([OFFLINE, *lines]))["failed"]
    assert "offline" not in told(text([request(), *failure(7001)]))["failed"]


@pytest.mark.parametrize(
    "lines",
    [
        [OFFLINE],
        [Line(1, "DynamicRelease", "[T] Operator.rpcRequest(runtimeInfo=R{}, types={2021052411096666=0, 66666692=0}")],
        [Line(1, "DynamicRelease", "download nebula package 66666692.amr success")],
        [Line(1, "IRController", "invoke method is x")],
        [Line(1, "Camera", "IR sensor: dynamic release")],
        [Line(1, "Gradle", "checkLegality of monitorCoverage")],
        [*CRASH],
        [START],
        [Line(1, "SecurityManager", "SecException: ErrorCode = 608", "E")],
    ],
)
def test_what_is_not_about_hotpatching(lines: list[Line]) -> None:
    assert diagnose(io.BytesIO(text(lines))) is None


def test_patched_code_counts_only_under_its_tag() -> None:
    assert judged(text([Line(1, "IR", "invoke method is x")])).phase == "none"
    assert told(text([EXECUTED]))["executed"] == "patched code ran: com.example.shop.Main.onClick"


def test_errors_of_instantrun() -> None:
    found = told(text([Line(1, "IR.Loader", "cannot load patch", "E")]))
    assert "instantrun-error" in found
    assert "not-executed" not in found
    assert "not-executed" in told(text([Line(1, "IR.Loader", "patch loaded")]))


@pytest.mark.parametrize(
    "line",
    [
        START,
        START._replace(message=f"Start proc com.example.shop for activity: pid={NEXT} uid=10464"),
        START._replace(message=f"----- PROCESS STARTED ({NEXT}) for package com.example.shop -----"),
        Line(21, "DynamicRelease", "checkLegal() = true", pid=NEXT),
    ],
)
def test_forms_of_a_restart(line: Line) -> None:
    assert judged(text([*WAY, line])).is_in_force


@pytest.mark.parametrize(
    "line",
    [
        START._replace(message=f"Start proc {NEXT}:com.example.shop:push/u0a464 for service"),
        START._replace(message=f"Start proc {NEXT}:com.other.app/u0a464 for start application"),
        Line(21, "DynamicRelease", "checkLegal() = true", pid=MAIN),
        Line(21, "Other", "anything", pid=NEXT),
    ],
)
def test_what_is_no_restart(line: Line) -> None:
    assert judged(text([*WAY, line])).phase == "merged"


def test_a_start_of_any_app_is_no_restart_where_the_app_is_not_known() -> None:
    assert judged(text([*WAY[1:], START])).phase == "merged"
    again = Line(21, "DynamicRelease", "checkLegal() = true", pid=NEXT)
    assert judged(text([*WAY[1:], START, again])).is_in_force


def test_a_start_before_the_merge_is_none() -> None:
    assert judged(text([START, *WAY])).phase == "merged"


def test_a_side_process_that_logs_is_no_restart() -> None:
    from plugins.hotpatch.diagnosing.logs import studio

    side = Line(21, "DynamicRelease", "checkLegal() = true", pid=NEXT, process="com.example.shop:tools")
    assert judged(text([*WAY, side], studio)).phase == "merged"


def test_monitor_coverage_false_is_no_merge() -> None:
    found = judged(text([request(), Line(5, "DynamicRelease", "monitorCoverage(immediately=false)")]))
    assert found.phase == "requested"
    assert "not-merged" in {one.id for one in found.statements}


@pytest.mark.parametrize(
    ("crash", "text_"),
    [
        (CRASH, "the app crashed while the patch was in force: java.lang.IllegalStateException: no price"),
        (
            [*CRASH[:3], CRASH[3]._replace(message="\tat com.example.shop.MainPatchControl.accessDispatch(P.java:1)")],
            "the app crashed in patched code (com.example.shop.MainPatchControl.accessDispatch)",
        ),
        (
            [*CRASH[:3], CRASH[3]._replace(message="\tat com.example.shop.Patchwork.run(P.java:1)")],
            "the app crashed while the patch was in force",
        ),
        ([Line(40, "libc", "Fatal signal 11 (SIGSEGV), code 1", "F", NEXT)], "Fatal signal 11"),
        ([Line(40, "ActivityManager", "ANR in com.example.shop (com.example.shop/.Main)", "E", 1111)], "ANR"),
    ],
)
def test_crashes(crash: list[Line], text_: str) -> None:
    found = judged(text([*WAY, START, LEGAL._replace(pid=NEXT, second=21), *crash]))
    assert text_ in {one.id: one.text for one in found.statements}["crashed"]
    assert not found.is_in_force


def test_a_crash_of_another_app_is_not_ours() -> None:
    other = [one._replace(pid=9, message=one.message.replace("com.example.shop", "com.other")) for one in CRASH]
    found = judged(text([*WAY, START, *other]))
    assert found.is_in_force
    assert "crashed" not in {one.id for one in found.statements}


def test_a_crash_of_the_method_that_ran_is_one_of_patched_code() -> None:
    assert "in patched code (com.example.shop.Main.onClick)" in told(text([EXECUTED, *CRASH]))["crashed"]


def test_the_apache_client_is_named() -> None:
    lines = [
        *CRASH[:2],
        CRASH[2]._replace(message="java.lang.NoClassDefFoundError: Lorg/apache/http/client/HttpClient;"),
    ]
    crashed = next(one for one in judged(text([*WAY, START, *lines])).statements if one.id == "crashed")
    assert "uses-library" in crashed.todo


def test_an_app_that_was_ended() -> None:
    killed = Line(10, "ActivityManager", f"Killing {MAIN}:com.example.shop/u0a464 (adj 900): cached", "I", 1111)
    assert told(text([*WAY, killed]))["ended"] == "the app was ended: (adj 900): cached"
    other = killed._replace(message="Killing 7:com.other/u0a4 (adj 900): cached")
    assert "ended" not in told(text([*WAY, other]))


def test_attempts_that_are_repeated() -> None:
    assert "repeated" not in told(text([request(), request()]))
    assert told(text([request(), request(), request()]))["repeated"].endswith("3 lines")


def test_devices_that_are_not_reached() -> None:
    oppo = request(device="phoneBrand=OPPO, phoneModel=PCLM10, apiLevel=30")
    assert told(text([oppo]))["device"] == "DexPatch does not reach OPPO devices with Android 11"
    old = request(device="phoneBrand=vivo, phoneModel=X, apiLevel=22")
    assert told(text([old]))["device"].startswith("DexPatch may not reach this phone: devices with API level 21 to 23")
    assert "device" not in told(text([request()]))
    assert "device" not in told(text([oppo, EXECUTED])), "InstantRun reaches it"


def test_security_guard_is_said_beside_a_failure() -> None:
    guard = Line(1, "SecurityManager", "[signature] Exception: SecException:  ErrorCode = 608", "E")
    assert told(text([guard, *failure(7014)]))["security"].startswith("Security Guard reports 608")


def test_several_apps_and_one_of_them() -> None:
    from plugins.hotpatch.diagnosing.logs import studio

    other = [one._replace(process="com.other", pid=77) for one in (request(), ILLEGAL)]
    data = text([*WAY, *other, START], studio)
    assert "com.example.shop, com.other" in told(data)["several-apps"]
    assert "illegal" not in told(data, "com.example.shop")
    assert judged(data, "com.other").phase == "requested"
    assert diagnose(io.BytesIO(data), "com.third") is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (7001, "signature of the call is not accepted"),
        (7003, "too old or too new"),
        (2, "no network"),
        (1001, "denied"),
        (404, "HTTP 404"),
        (7999, "signature or decryption failed; the code itself is not known"),
        (1999, "refused the call; the code itself is not known"),
        (6000, "behind the gateway failed; the code itself is not known"),
        (99, "the code is not known"),
        (123456, "the code is not known"),
    ],
)
def test_codes(code: int, words: str) -> None:
    known = meaning(code)
    assert words in known.text
    assert known.todo
    assert bool(known.source) != ("the code is not known" in known.text)
