"""Requests as they come: forms, types, sizes, letters, paths and methods."""

from __future__ import annotations

import socket
from http.client import HTTPConnection

import pytest
import requests

from .raw import call, count, refused, sent
from .rehearsal import WAIT, Rehearsal

CREATE = "CreateMcubeWhitelist"
FIELDS = {"WhiteListName": "testers", "WhitelistType": "normal"}


@pytest.mark.parametrize("text", ["True", "true", "TRUE", "tRuE"])
def test_true_is_read_in_any_letters(rehearsal: Rehearsal, text: str) -> None:
    answer = call(rehearsal, "GetMcubeFileToken", {"OnexFlag": text}).send()
    assert answer.json["GetFileTokenResult"]["Success"] is True


@pytest.mark.parametrize("text", ["yes", "1", "", "Tru\u0435", "True "])
def test_what_is_neither_true_nor_false_is_refused(rehearsal: Rehearsal, text: str) -> None:
    answer = call(rehearsal, "GetMcubeFileToken", {"OnexFlag": text}).send()
    assert "OnexFlag" in refused(answer, 400, "InvalidOnexFlag")


def test_false_is_read_too(rehearsal: Rehearsal) -> None:
    answer = call(rehearsal, "GetMcubeFileToken", {"OnexFlag": "False"}).send()
    assert answer.status == 200
    assert answer.json["GetFileTokenResult"]["Success"] is False
    assert "OnexFlag" in answer.json["GetFileTokenResult"]["ResultMsg"]


@pytest.mark.parametrize("text", ["one", "1.0", "0x1", " 1", "+1", "1e3", "\u0661", "9223372036854775808", "1" * 5000])
def test_what_is_no_number_is_refused(rehearsal: Rehearsal, text: str) -> None:
    answer = call(rehearsal, "DeleteMcubeWhitelist", {"Id": text}).send()
    assert "Id" in refused(answer, 400, "InvalidId")


def test_an_empty_number_is_none(rehearsal: Rehearsal) -> None:
    made = call(rehearsal, "ListMcubeWhitelists", {"PageNum": "", "PageSize": ""}).send()
    assert made.json["ListWhitelistResult"]["CurrentPage"] == 1


@pytest.mark.parametrize("name", ["AppId", "WorkspaceId", "TenantId"])
def test_app_workspace_and_tenant_are_needed(rehearsal: Rehearsal, name: str) -> None:
    refused(call(rehearsal, CREATE, {**FIELDS, name: ""}).send(), 400, f"Missing{name}")
    assert name in refused(call(rehearsal, CREATE, {**FIELDS, name: "a/../b"}).send(), 400, f"Invalid{name}")
    refused(call(rehearsal, CREATE, {**FIELDS, name: ".."}).send(), 400, f"Invalid{name}")
    assert count(rehearsal) == 0


def test_a_body_without_the_app_is_refused(rehearsal: Rehearsal) -> None:
    refused(call(rehearsal, CREATE, body=b"").send(), 400, "MissingAppId")
    refused(call(rehearsal, CREATE, body=b"WhiteListName=a&WhitelistType=normal").send(), 400, "MissingAppId")


@pytest.mark.parametrize(
    "body",
    [
        b'{"AppId":"ALIPUB40DX"}',
        b"AppId",
        b"&&",
        b"AppId=%ff%fe",
        b"AppId=\xff\xfe",
        b"\x00\x01\x02",
        b"AppId=%00&WorkspaceId=default&TenantId=t",
    ],
)
def test_a_body_that_is_no_form_is_refused(rehearsal: Rehearsal, body: bytes) -> None:
    answer = call(rehearsal, CREATE, body=body).send()
    assert answer.status == 400
    refused(answer, 400, "InvalidAppId" if b"%00" in body else "InvalidParameter")


def test_texts_of_all_letters_come_back(rehearsal: Rehearsal) -> None:
    name = "\u6d4b\u8bd5 & more = 100% + \u00e9 \U0001f600"
    rehearsal.done(CREATE, white_list_name=name, whitelist_type="normal")
    (one,) = rehearsal.done("ListMcubeWhitelists", page_num=1, page_size=10, whitelist_name=name)["Whitelists"]
    assert one["WhiteListName"] == name


def test_a_null_character_is_refused(rehearsal: Rehearsal) -> None:
    refused(call(rehearsal, CREATE, {**FIELDS, "WhiteListName": "a\0b"}).send(), 400, "InvalidWhiteListName")
    assert count(rehearsal) == 0


def test_fields_that_the_operation_has_not_are_passed_over_up_to_some_number(rehearsal: Rehearsal) -> None:
    more = {f"Field{number}": "x" for number in range(195)}
    assert call(rehearsal, CREATE, FIELDS | more).send().status == 200
    assert count(rehearsal) == 1
    more |= {f"More{number}": "x" for number in range(10)}
    refused(call(rehearsal, CREATE, {**FIELDS, "WhiteListName": "b"} | more).send(), 400, "InvalidParameter")
    assert count(rehearsal) == 1


def test_letters_of_latin_1_in_headers_do_no_harm(rehearsal: Rehearsal) -> None:
    made = call(rehearsal, CREATE, FIELDS)
    odd: dict[str, str | bytes] = {**made.headers, "user-agent": b"caf\xe9 \xff\xfe", "x-note": b"\xc3\xa9"}
    assert sent(made.host, odd, made.body, method="POST", target="/").status == 200
    made = call(rehearsal, "QueryMcubeVhost", more={"x-acs-note": "caf\xe9"})
    assert made.send().status == 200
    odd = {**made.headers, "x-acs-version": b"\xff"}
    refused(sent(made.host, odd, made.body, method="POST", target="/"), 400, "SignatureDoesNotMatch")


def test_a_body_that_is_too_long_is_refused(rehearsal: Rehearsal) -> None:
    made = call(rehearsal, CREATE, {**FIELDS, "WhiteListName": "a" * (17 * 2**20)})
    refused(made.send(), 413, "RequestBodyTooLarge")
    connection = HTTPConnection(made.host, timeout=WAIT)
    pieces = (made.body[start : start + 65536] for start in range(0, len(made.body), 65536))
    connection.request("POST", "/", pieces, made.headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()
    assert count(rehearsal) == 0


def test_a_body_without_its_end_is_not_carried_out(rehearsal: Rehearsal) -> None:
    made = call(rehearsal, CREATE, FIELDS)
    head = "".join(f"{name}: {value}\r\n" for name, value in made.headers.items())
    host, _, port = made.host.partition(":")
    with socket.create_connection((host, int(port)), WAIT) as connection:
        text = f"POST / HTTP/1.1\r\n{head}Content-Length: {len(made.body) + 1}\r\n\r\n"
        connection.sendall(text.encode() + made.body)
    assert count(rehearsal) == 0
    assert made.send().status == 200


@pytest.mark.parametrize("garbage", [b"\r\n\r\n", b"\x16\x03\x01\x02\x00", b"POST / HTTP/9\r\n\r\n", b"GET\r\n\r\n"])
def test_what_is_no_http_does_no_harm(rehearsal: Rehearsal, garbage: bytes) -> None:
    host, _, port = rehearsal.server.address.partition(":")
    with socket.create_connection((host, int(port)), WAIT) as connection:
        connection.sendall(garbage)
        connection.shutdown(socket.SHUT_WR)
        assert not connection.recv(65536).startswith(b"HTTP/1.1 5")
    assert rehearsal.done("QueryMcubeVhost")["Data"] == ""


def test_a_connection_serves_many_requests(rehearsal: Rehearsal) -> None:
    with requests.Session() as session:
        ids = set()
        for number in range(20):
            secret = {} if number % 2 else {"x-acs-more": "unsigned"}
            made = call(rehearsal, "QueryMcubeVhost")
            answer = session.post(f"http://{made.host}/", made.body, headers={**made.headers, **secret}, timeout=WAIT)
            assert answer.status_code == (200 if number % 2 else 400)
            assert answer.headers.get("connection", "keep-alive") == "keep-alive"
            assert answer.headers["content-type"].startswith("application/json")
            ids.add(answer.headers["x-acs-request-id"])
    assert len(ids) == 20


@pytest.mark.parametrize("target", ["/mds/", "/mds", "//", "/v1/CreateMcubeWhitelist"])
def test_an_endpoint_with_a_path_is_told_so(rehearsal: Rehearsal, target: str) -> None:
    answer = call(rehearsal, CREATE, FIELDS).send(target=target)
    assert answer.status in {404, 405}
    assert "POST /" in answer.json["Message"]
    assert count(rehearsal) == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(rehearsal: Rehearsal, method: str) -> None:
    answer = call(rehearsal, CREATE, FIELDS).send(method=method)
    assert (answer.status, answer.json["Code"]) == (405, "MethodNotAllowed")
    assert count(rehearsal) == 0


def test_the_root_says_what_is_here(rehearsal: Rehearsal) -> None:
    answer = requests.get(f"http://{rehearsal.server.address}/", timeout=WAIT)
    assert answer.status_code == 200
    assert answer.json()["openapi"] == "POST /"
    assert requests.head(f"http://{rehearsal.server.address}/", timeout=WAIT).content == b""
