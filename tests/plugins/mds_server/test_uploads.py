"""Uploads: what a token allows, and what becomes of everything else."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import socket
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from lxml import etree  # type: ignore[import-untyped]

from .processes import kept, process
from .rehearsal import WAIT, Rehearsal, Server, post

Token = Mapping[str, Any]
MEGABYTE = 2**20
REFUSED = b"a content that nobody lets in"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Rehearsal]:
    """A server that takes files of up to 1000 bytes."""
    server = Server(tmp_path / "mds", largest_upload=1000)
    server.start()
    yield Rehearsal(server)
    server.stop()


def test_a_token_says_what_may_be_uploaded_and_how_long(rehearsal: Rehearsal) -> None:
    one, other = _token(rehearsal), _token(rehearsal)
    app = rehearsal.space["app_id"]
    assert one["Dir"].startswith(f"mds/tempFileForOnex/{app}/default/XVXXXXXXF/")
    assert one["Dir"].endswith("/")
    assert one["Dir"] != other["Dir"]
    assert one["Host"] == f"http://{rehearsal.server.address}"
    assert 0 < int(one["Expire"]) - time.time() <= 3600
    policy = json.loads(base64.b64decode(one["Policy"]))
    assert time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(int(one["Expire"]))) == policy["expiration"]
    assert ["starts-with", "$key", one["Dir"]] in policy["conditions"]
    assert ["content-length-range", 0, 5 * 2**30] in policy["conditions"]


def test_an_upload_is_answered_as_oss_does(rehearsal: Rehearsal) -> None:
    token = _token(rehearsal)
    content = b"some content"
    etag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest().upper()}"'
    for wanted, status in (("200", 200), ("201", 201), ("204", 204), ("", 204), ("302", 204)):
        answer = post(token, f"{token['Dir']}a b.zip", content, success_action_status=wanted)
        assert answer.status_code == status
        assert answer.headers["etag"] == etag
        if status == 201:
            created = etree.fromstring(answer.content)
            assert (created.findtext("Key"), created.findtext("ETag")) == (f"{token['Dir']}a b.zip", etag)
            assert created.findtext("Location") == f"{token['Host']}/{token['Dir']}a%20b.zip"
        else:
            assert answer.content == b""


def test_an_upload_can_be_named_by_its_address_quoted_or_not(rehearsal: Rehearsal) -> None:
    number = rehearsal.whitelist()
    url = ""
    for name in ("a b%41+c.txt", "\u6d4b\u8bd5#?.txt"):
        url = rehearsal.upload(name, b"ada\nbob")
        for address in (url, quote(url, safe=":/")):
            rehearsal.done("UpdateMcubeWhitelist", id=str(number), oss_url=address, onex_flag=True)
    other = Rehearsal(rehearsal.server, {**rehearsal.space, "app_id": "ALIPUBother"})
    why = other.refused("UpdateMcubeWhitelist", id=str(other.whitelist()), oss_url=url, onex_flag=True)
    assert "no file was uploaded" in why


def test_the_name_of_the_file_takes_the_place_of_its_variable(rehearsal: Rehearsal) -> None:
    token = _token(rehearsal)
    answer = _posted(token, {**_form(token), "key": token["Dir"] + "${filename}"}, "list.txt", b"ada")
    assert answer.status_code == 200
    number = rehearsal.whitelist()
    url = f"{token['Host']}/{token['Dir']}list.txt"
    rehearsal.done("UpdateMcubeWhitelist", id=str(number), oss_url=url, onex_flag=True)
    answer = _posted(token, {**_form(token), "key": token["Dir"] + "${filename}"}, "../../list.txt", b"ada")
    assert _error(answer) == (400, "InvalidObjectName")


def test_a_token_is_not_to_be_changed(rehearsal: Rehearsal) -> None:
    token, other = _token(rehearsal), _token(rehearsal)
    wider = json.loads(base64.b64decode(token["Policy"]))
    wider["conditions"][1][2] = "mds/"
    policy = base64.b64encode(json.dumps(wider).encode()).decode()
    for form, code in (
        ({"Signature": "AAAA"}, "SignatureDoesNotMatch"),
        ({"Signature": "\u00e9"}, "SignatureDoesNotMatch"),
        ({"Signature": other["Signature"]}, "SignatureDoesNotMatch"),
        ({"policy": policy}, "SignatureDoesNotMatch"),
        ({"policy": "no base64"}, "SignatureDoesNotMatch"),
        ({"OSSAccessKeyId": "LTAIother"}, "InvalidAccessKeyId"),
        ({"key": "mds/other.zip"}, "AccessDenied"),
        ({"key": token["Dir"].replace("mds/", "MDS/") + "a.zip"}, "AccessDenied"),
        ({"key": other["Dir"] + "a.zip"}, "AccessDenied"),
    ):
        assert _error(_posted(token, {**_form(token), **form}, "a.zip", REFUSED)) == (403, code)
    assert not _keeps(rehearsal, REFUSED)


@pytest.mark.parametrize("name", ["../a.zip", "b/../../a.zip", "./a.zip", "b//a.zip", "", "a\nb.zip", "a" * 1000])
def test_a_key_leads_nowhere_else(rehearsal: Rehearsal, name: str) -> None:
    token = _token(rehearsal)
    answer = _posted(token, {**_form(token), "key": token["Dir"] + name}, "a.zip", REFUSED)
    assert _error(answer) == (400, "InvalidObjectName")
    assert not _keeps(rehearsal, REFUSED)


@pytest.mark.parametrize("name", ["key", "OSSAccessKeyId", "policy", "Signature"])
def test_all_fields_are_needed(rehearsal: Rehearsal, name: str) -> None:
    token = _token(rehearsal)
    form = _form(token)
    del form[name]
    assert _error(_posted(token, form, "a.zip", REFUSED)) == (400, "InvalidArgument")
    assert not _keeps(rehearsal, REFUSED)


def test_what_comes_behind_the_file_does_not_count(rehearsal: Rehearsal) -> None:
    token = _token(rehearsal)
    parts = [(name, (None, value)) for name, value in _form(token).items()]
    file = ("file", ("a.zip", b"x"))
    url = f"{token['Host']}/"
    assert _error(requests.post(url, files=[file, *parts], timeout=WAIT)) == (400, "InvalidArgument")
    assert _error(requests.post(url, files=[*parts[:2], file, *parts[2:]], timeout=WAIT)) == (400, "InvalidArgument")
    behind = ("key", (None, "mds/other.zip"))
    assert requests.post(url, files=[*parts, file, behind], timeout=WAIT).status_code == 200
    assert _error(requests.post(url, files=parts, timeout=WAIT)) == (400, "MalformedPOSTRequest")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"no parts"),
        ("Multipart/Form-Data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=key\r\n\r\nmds/"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\n: \r\n\r\n--x--\r\n"),
    ],
)
def test_what_is_no_such_form_is_refused(rehearsal: Rehearsal, kind: str, body: bytes) -> None:
    url = f"http://{rehearsal.server.address}/"
    answer = requests.post(url, body, headers={"Content-Type": kind}, timeout=WAIT)
    assert _error(answer) == (400, "MalformedPOSTRequest")


def test_fields_and_parts_without_end_are_refused(rehearsal: Rehearsal) -> None:
    token = _token(rehearsal)
    answer = _posted(token, {"x": "y" * 100_000, **_form(token)}, "a.zip", REFUSED)
    assert _error(answer) == (400, "FieldItemTooLong")
    many = {f"field{number}": "" for number in range(5000)}
    assert _error(_posted(token, {**many, **_form(token)}, "a.zip", REFUSED)) == (400, "FieldItemTooLong")
    assert not _keeps(rehearsal, REFUSED)


def test_an_empty_file_is_a_file(rehearsal: Rehearsal) -> None:
    url = rehearsal.upload("empty.txt", b"")
    number = rehearsal.whitelist()
    why = rehearsal.refused("UpdateMcubeWhitelist", id=str(number), oss_url=url, onex_flag=True)
    assert "nothing to be added" in why


def test_a_file_may_be_as_long_as_the_policy_says(small: Rehearsal) -> None:
    token = _token(small)
    assert ["content-length-range", 0, 1000] in json.loads(base64.b64decode(token["Policy"]))["conditions"]
    assert post(token, token["Dir"] + "a", b"x" * 1000).status_code == 200
    before = _kept(small)
    assert _keeps(small, b"x" * 1000)
    for size in (1001, 3 * MEGABYTE):
        assert _error(post(token, token["Dir"] + "b", b"y" * size)) == (400, "EntityTooLarge")
    assert _kept(small) == before


def test_a_token_ends(alone: Rehearsal) -> None:
    token = _token(alone)
    alone.server.move(29 * 60)
    assert post(token, token["Dir"] + "a", b"x").status_code == 200
    alone.server.move(2 * 60)
    assert _error(post(token, token["Dir"] + "b", b"y")) == (403, "AccessDenied")


def test_an_upload_that_is_cut_off_leaves_nothing(rehearsal: Rehearsal) -> None:
    token = _token(rehearsal)
    head, body = _request(token, token["Dir"] + "a.zip", os.urandom(4 * MEGABYTE))
    host, _, port = rehearsal.server.address.partition(":")
    before = _kept(rehearsal)
    for length in (len(body) // 2, len(body) - 1, 100, 0):
        with socket.create_connection((host, int(port)), WAIT) as connection:
            connection.sendall(head + body[:length])
            if length > 1000:
                _wait_for(lambda: _kept(rehearsal) != before)
        _wait_for(lambda: _kept(rehearsal) == before)
    url = f"{token['Host']}/{token['Dir']}a.zip"
    assert "no file was uploaded" in rehearsal.refused(
        "CreateMcubeHotpatchResource", file_url=url, product_version="1.0.0", platform="Android", onex_flag=True
    )


@pytest.mark.timeout(120)
def test_files_stream_through(tmp_path: Path) -> None:
    with process(tmp_path) as (running, there):
        there.upload("small.zip", os.urandom(MEGABYTE))
        before = _most_memory(running.pid)
        _stream(there, 64)
        assert _most_memory(running.pid) - before < 16 * MEGABYTE


@pytest.mark.timeout(120)
def test_a_full_disk_is_said_and_does_not_hang(tmp_path: Path) -> None:
    # No file may be longer than 4096 blocks of 512 bytes: 2 MB.
    with process(tmp_path, before="ulimit -f 4096") as (_, there):
        token = _token(there)
        for _ in range(3):
            answer = post(token, token["Dir"] + "a.zip", os.urandom(8 * MEGABYTE))
            assert _error(answer) == (500, "InternalError")
        assert [one.name for one in kept(tmp_path / "data" / "files")] == []
        assert post(token, token["Dir"] + "b.zip", os.urandom(MEGABYTE)).status_code == 200
        assert there.done("QueryMcubeVhost")["Data"] == ""


def test_a_folder_that_cannot_be_written_to_is_said_and_does_not_hang(alone: Rehearsal) -> None:
    folder = alone.server.folder / "files"
    folder.mkdir(exist_ok=True)
    (folder / "incoming").write_text("in the way")
    token = _token(alone)
    assert _error(post(token, token["Dir"] + "a.zip", os.urandom(8 * MEGABYTE))) == (500, "InternalError")
    assert _error(post(token, token["Dir"] + "a.zip", b"")) == (500, "InternalError")
    (folder / "incoming").unlink()
    assert post(token, token["Dir"] + "a.zip", b"x").status_code == 200


def _token(rehearsal: Rehearsal) -> Token:
    return dict(rehearsal.done("GetMcubeFileToken", onex_flag=True)["FileToken"])


def _form(token: Token) -> dict[str, str]:
    return {
        "key": token["Dir"] + "a.zip",
        "OSSAccessKeyId": token["Accessid"],
        "policy": token["Policy"],
        "Signature": token["Signature"],
        "success_action_status": "200",
    }


def _posted(token: Token, form: Mapping[str, str], name: str, content: bytes) -> requests.Response:
    return requests.post(f"{token['Host']}/", data=form, files={"file": (name, content)}, timeout=WAIT)


def _request(token: Token, key: str, content: bytes) -> tuple[bytes, bytes]:
    """The head and the body of an upload."""
    made = requests.Request(
        "POST", f"{token['Host']}/", data={**_form(token), "key": key}, files={"file": ("a.zip", content)}
    ).prepare()
    assert isinstance(made.body, bytes)
    head = "".join(f"{name}: {value}\r\n" for name, value in {"Host": "here", **made.headers}.items())
    return f"POST / HTTP/1.1\r\n{head}\r\n".encode(), made.body


def _stream(rehearsal: Rehearsal, megabytes: int) -> None:
    """Upload a file piece by piece."""
    token = _token(rehearsal)
    head, body = _request(token, token["Dir"] + "large.zip", b"")
    kind = next(line for line in head.decode().splitlines() if line.startswith("Content-Type:")).partition(": ")[2]
    before, end, behind = body.rpartition(b"\r\n--")
    connection = HTTPConnection(rehearsal.server.address, timeout=WAIT)
    pieces = (before, *(os.urandom(MEGABYTE) for _ in range(megabytes)), end + behind)
    length = len(body) + megabytes * MEGABYTE
    connection.request("POST", "/", iter(pieces), {"Content-Type": kind, "Content-Length": str(length)})
    assert connection.getresponse().status == 200
    connection.close()


def _error(answer: requests.Response) -> tuple[int, str | None]:
    """Status and code of an error of OSS."""
    assert answer.headers["content-type"] == "application/xml"
    content = etree.fromstring(answer.content)
    assert content.tag == "Error"
    assert all(content.findtext(name) for name in ("Code", "Message", "RequestId", "HostId"))
    assert "Traceback" not in answer.text
    return answer.status_code, content.findtext("Code")


def _kept(rehearsal: Rehearsal) -> list[Path]:
    return kept(rehearsal.server.folder / "files")


def _keeps(rehearsal: Rehearsal, content: bytes) -> bool:
    """Whether the server keeps a content: by its checksum, as it keeps all."""
    return any(hashlib.sha256(content).hexdigest().endswith(one.name) for one in _kept(rehearsal))


def _wait_for(condition: Any) -> None:  # noqa: ANN401 whatever says yes or no
    end = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def _most_memory(pid: int) -> int:
    """The most memory that a process has had, in bytes."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip("no /proc here")
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024
