"""The console's own manners: its document, who may come in, and what it says to requests that make no sense."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_spec_validator import OpenAPIV31SpecValidator

from .console import Console, switch
from .processes import process
from .rehearsal import KEY, SECRET, STS_KEY, STS_SECRET

SPACE = {"appId": "ALIPUB", "workspaceId": "default"}


def test_the_document_is_openapi_3(console: Console) -> None:
    OpenAPIV31SpecValidator(console.document).validate()
    assert console.document["openapi"] == "3.1.0"


def test_every_operation_of_the_document_answers_strangers_alike(console: Console) -> None:
    operations = [
        (method.upper(), re.sub(r"{\w+}", "1", path).removeprefix("/api/v1"))
        for path, methods in console.document["paths"].items()
        for method in methods
    ]
    assert len(operations) > 15
    for method, path in operations:
        denied = console.raw(method, path, auth=None)
        assert denied.status_code == 401, path
        assert denied.json()["member"] == ""
        assert denied.headers["www-authenticate"].startswith("Basic ")
        assert console.refused(method, path, space=path != "/spaces", query={"surprise": "x"}, json={})[0] == "surprise"
        body = console.raw(method, path, params=SPACE, data=b"{", headers={"content-type": "application/json"})
        assert body.status_code < 500, path


def test_every_operation_of_the_document_does_what_it_says(console: Console) -> None:
    """Replies are held to the document as they come; here each operation is carried out once."""
    rehearsal = console.rehearsal
    rehearsal.app()
    task = rehearsal.task(rehearsal.resource())
    rehearsal.resource("1.0.0.2")
    rule = console.ask("POST", "/publishing-rules", {"type": "City", "value": "x"}, status=201)["id"]
    other = console.ask("POST", "/publishing-rules", {"type": "City", "value": "y"}, status=201)["id"]
    version = "/offline-packages/20171228/versions"
    done: list[tuple[str, str, object, int]] = [
        ("GET", "/spaces", None, 200),
        ("GET", "/tasks", None, 200),
        ("GET", f"/tasks/{task}", None, 200),
        ("PATCH", f"/tasks/{task}", {"memo": "new"}, 200),
        ("POST", "/switches", switch("a"), 201),
        ("GET", "/switches", None, 200),
        ("GET", "/switches/a", None, 200),
        ("PATCH", "/switches/a", {"note": "new"}, 200),
        ("POST", "/switches/a/deactivate", None, 200),
        ("POST", "/switches/a/activate", None, 200),
        ("GET", "/switch-file", None, 200),
        ("POST", "/switch-file", {"version": 1, "switches": [switch("b")]}, 200),
        ("DELETE", "/switches/a", None, 204),
        ("GET", "/publishing-rules", None, 200),
        ("POST", "/publishing-rules", {"type": "Model", "value": "x"}, 201),
        ("PUT", f"/publishing-rules/{rule}", {"type": "City", "value": "z"}, 200),
        ("DELETE", f"/publishing-rules/{rule}", None, 204),
        ("POST", "/publishing-rule-deletions", {"ids": [other]}, 204),
        ("GET", "/offline-packages", None, 200),
        ("POST", "/offline-imports", {"files": ["20171229.zip"]}, 200),
        ("POST", "/offline-releases", {"h5Ids": ["20171230"], "publishType": 3}, 200),
        ("DELETE", f"{version}/1.0.0.2", None, 204),
    ]
    for method, path, body, status in done:
        console.ask(method, path, body, status=status, space=path != "/spaces")
    declared = {
        (method.upper(), re.sub(r"{\w+}", "*", path))
        for path, methods in console.document["paths"].items()
        for method in methods
    }
    seen = {
        (method, template)
        for method, path, _, _ in done
        for _, template in declared
        if re.fullmatch(template.replace("*", "[^/]+"), f"/api/v1{path}") and (method, template) in declared
    }
    assert seen == declared


@pytest.mark.parametrize(
    "auth",
    [None, (KEY, "wrong"), (KEY, ""), ("nobody", SECRET), ("", "-"), (STS_KEY, STS_SECRET), ("hapline", "hapline")],
)
def test_only_who_has_a_lasting_key_comes_in(console: Console, auth: tuple[str, str] | None) -> None:
    for method, path in (("GET", "/spaces"), ("GET", "/openapi.json"), ("POST", "/switches"), ("GET", "/nowhere")):
        response = console.raw(method, path, auth=auth, params=SPACE, json=switch("a"))
        assert response.status_code == 401
        assert set(response.json()) == {"error", "member"}
    assert console.ask("GET", "/switches", query=SPACE)["total"] == 0


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Basic eA==", "Bearer x", "Basic /////w=="])
def test_a_header_that_is_none_lets_nobody_in(console: Console, header: str) -> None:
    assert console.raw("GET", "/spaces", auth=None, headers={"authorization": header}).status_code == 401


def test_devices_need_no_key(console: Console) -> None:
    assert console.rehearsal.check()["switches"] == {}


def test_on_loopback_nobody_needs_a_key_and_pages_of_others_get_nothing(tmp_path: Path) -> None:
    with process(tmp_path, known_key=True) as (_, rehearsal):
        address = rehearsal.server.address
        url = f"http://{address}/api/v1/switches"
        made = requests.post(url, params=SPACE, json=switch("a"), timeout=20)
        assert made.status_code == 201, made.text
        same = {"origin": f"http://{address}"}
        assert requests.get(url, params=SPACE, headers=same, timeout=20).json()["total"] == 1
        for headers in ({"origin": "http://example.com"}, {"origin": "null"}, {"host": "example.com"}):
            denied = requests.get(url, params=SPACE, headers=headers, timeout=20)
            assert (denied.status_code, denied.json()["member"]) == (403, "")


@pytest.mark.parametrize(
    ("body", "member", "status"),
    [
        (b"", "", 400),
        (b"{", "", 400),
        (b"\xff", "", 400),
        (b"[" * 100_000, "", 400),
        (b"null", "", 400),
        (b'{"key": NaN}', "", 400),
        (b'{"key": "a", "key": "b"}', "key", 400),
        (b'{"key": ' + b"9" * 5000 + b"}", "", 400),
        (b'{"\\ud800": 1}', "\ud800", 400),
        (b'"' + b"a" * (16 * 2**20) + b'"', "", 413),
    ],
)
def test_a_body_that_is_none_is_refused(console: Console, body: bytes, member: str, status: int) -> None:
    headers = {"content-type": "application/json"}
    at = {"appId": console.rehearsal.space["app_id"], "workspaceId": "default"}
    response = console.raw("POST", "/switches", params=at, data=body, headers=headers)
    assert (response.status_code, response.json()["member"]) == (status, member)
    assert console.ask("GET", "/switches")["total"] == 0


def test_addresses_methods_types_and_parameters_are_checked(console: Console) -> None:
    def answered(method: str, path: str, **more: Any) -> tuple[int, str]:  # noqa: ANN401 as requests takes it
        response = console.raw(method, path, **more)
        return response.status_code, response.json()["member"]

    assert answered("GET", "/nowhere") == (404, "")
    assert answered("PUT", "/switches") == (405, "")
    assert console.raw("PUT", "/switches").headers["allow"] == "GET, POST"
    assert answered("POST", "/switches", params=SPACE, data=json.dumps(switch("a"))) == (415, "")
    assert answered("POST", "/offline-imports", params=SPACE, data=b"x") == (415, "")
    assert answered("GET", "/switches") == (400, "appId")
    assert answered("GET", "/switches", params={**SPACE, "appId": ""}) == (400, "appId")
    assert answered("GET", "/switches", params={"appId": ["a", "b"], "workspaceId": "c"}) == (400, "appId")
    for size in ("0", "1001", "-1", "1.0", "ten", "٣", "9" * 40):
        assert answered("GET", "/switches", params={**SPACE, "pageSize": size}) == (400, "pageSize")
    assert answered("GET", "/tasks/1e3", params=SPACE) == (400, "id")
    head = console.raw("HEAD", "/spaces")
    assert (head.status_code, head.content) == (200, b"")


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    rule = {"type": "City", "value": "Wuhan City"}
    with process(tmp_path) as (_, rehearsal):
        console = Console(rehearsal)
        console.ask("POST", "/switches", switch("a"), status=201)
        made = console.ask("POST", "/publishing-rules", rule, status=201)
    with process(tmp_path) as (_, rehearsal):
        console = Console(rehearsal)
        (shown,) = console.ask("GET", "/switches")["items"]
        assert (shown["key"], shown["values"]) == ("a", switch("a")["values"])
        assert console.ask("GET", "/publishing-rules")["items"] == [made]
        assert rehearsal.check()["switches"] == {"a": "on"}
