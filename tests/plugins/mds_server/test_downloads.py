"""Downloads: addresses that replies give, with ranges, conditions and names of all letters."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

import pytest
import requests

from .rehearsal import WAIT, Rehearsal

CONTENT = bytes(range(256)) * 8000
"""2,048,000 bytes: more than are read at once."""
SIZE = len(CONTENT)


@pytest.fixture
def url(rehearsal: Rehearsal) -> str:
    """The address of a hotpatch."""
    return _hotpatch(rehearsal, "fix.jar")


def test_the_whole_file(url: str) -> None:
    answer = requests.get(url, timeout=WAIT)
    assert answer.status_code == 200
    assert answer.content == CONTENT
    assert answer.headers["content-length"] == str(SIZE)
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["etag"].strip('"') == hashlib.sha256(CONTENT).hexdigest()
    assert "content-range" not in answer.headers


def test_only_the_head(url: str) -> None:
    whole = requests.get(url, timeout=WAIT)
    for more in ({}, {"Range": "bytes=0-9"}):
        answer = requests.head(url, headers=more, timeout=WAIT)
        assert (answer.status_code, answer.content) == (200, b"")
        for name in ("content-length", "etag", "content-type", "accept-ranges"):
            assert answer.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-9", 0, 9),
        ("bytes=1048570-1048585", 1048570, 1048585),
        (f"bytes={SIZE - 10}-", SIZE - 10, SIZE - 1),
        (f"bytes={SIZE - 1}-{SIZE + 100}", SIZE - 1, SIZE - 1),
        ("bytes=0-999999999999999999", 0, SIZE - 1),
        ("bytes=-1", SIZE - 1, SIZE - 1),
        (f"bytes=-{SIZE + 5}", 0, SIZE - 1),
        ("BYTES=5-6", 5, 6),
    ],
)
def test_a_range(url: str, asked: str, first: int, last: int) -> None:
    answer = requests.get(url, headers={"Range": asked}, timeout=WAIT)
    assert answer.status_code == 206
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer.headers["content-length"] == str(last - first + 1)
    assert answer.content == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 9}", "bytes=-0"])
def test_a_range_that_the_file_has_nothing_of(url: str, asked: str) -> None:
    answer = requests.get(url, headers={"Range": asked}, timeout=WAIT)
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-6", "bytes=9-5", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b", f"bytes=0-{'9' * 5000}", "0-9"],
)
def test_other_ranges_are_passed_over(url: str, asked: str) -> None:
    answer = requests.get(url, headers={"Range": asked}, timeout=WAIT)
    assert (answer.status_code, answer.content) == (200, CONTENT)


def test_a_range_of_the_same_file_only(url: str) -> None:
    etag = requests.head(url, timeout=WAIT).headers["etag"]
    for condition, status in (
        (etag, 206),
        ('"other"', 200),
        (f"W/{etag}", 200),
        ("Sat, 28 Nov 2026 00:00:00 GMT", 200),
    ):
        answer = requests.get(url, headers={"Range": "bytes=0-9", "If-Range": condition}, timeout=WAIT)
        assert (answer.status_code, len(answer.content)) == (status, 10 if status == 206 else SIZE)


def test_what_the_client_has_already(url: str) -> None:
    etag = requests.head(url, timeout=WAIT).headers["etag"]
    for condition in (etag, "*", f"W/{etag}", f'"other", {etag}', f'{etag},"other"', f'"a" , W/{etag} , "b"'):
        for ask in (requests.get, requests.head):
            answer = ask(url, headers={"If-None-Match": condition, "Range": "bytes=0-9"}, timeout=WAIT)
            assert (answer.status_code, answer.content) == (304, b""), condition
            assert answer.headers["etag"] == etag
    for condition in ('"other"', '"a", "b"', etag.strip('"'), etag[:-5] + '"', '"*"', ""):
        assert requests.get(url, headers={"If-None-Match": condition}, timeout=WAIT).status_code == 200, condition


@pytest.mark.parametrize(
    "name", ["my fix.jar", "100%.jar", "a%41.jar", "\u4fee\u590d.jar", "a#b?c=d&e;f+g.jar", "\u00e9'\"().jar"]
)
def test_names_of_all_letters(rehearsal: Rehearsal, name: str) -> None:
    address = _hotpatch(rehearsal, name)
    assert address.endswith("/" + quote(name))
    assert requests.get(address, timeout=WAIT).content == CONTENT
    (one,) = rehearsal.done("ListMcubeHotpatchResources", page_num=1, page_size=10)["HotpatchResourceInfo"]
    assert one["SourceName"] == name
    assert one["DownloadUrl"] == f"{address};{address}"


def test_an_upload_is_no_download(rehearsal: Rehearsal) -> None:
    """It may be a private key."""
    url = rehearsal.upload("key.pem", b"a private key")
    for address in (url, url + "/", url.replace("/mds/", "/mds//"), url.replace("/mds/", "/x/../mds/")):
        for ask in (requests.get, requests.head):
            assert ask(address, timeout=WAIT).status_code == 404
    digest = hashlib.sha256(b"a private key").hexdigest()
    for path in (f"files/sha256/{digest[:2]}/{digest[2:]}", f"sha256/{digest[:2]}/{digest[2:]}", digest, "mds.sqlite3"):
        for before in ("", "../", "..%2f", "%2e%2e/", "/", rehearsal.space["app_id"] + "-default/"):
            answer = requests.get(f"http://{rehearsal.server.address}/{before}{path}", timeout=WAIT)
            assert answer.status_code == 404


def test_what_is_nowhere_is_said_as_oss_does(rehearsal: Rehearsal) -> None:
    answer = requests.get(f"http://{rehearsal.server.address}/<nothing>", timeout=WAIT)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/xml"
    assert "<Code>NoSuchKey</Code>" in answer.text


def test_what_was_removed_is_gone(rehearsal: Rehearsal, url: str) -> None:
    (one,) = rehearsal.done("ListMcubeHotpatchResources", page_num=1, page_size=10)["HotpatchResourceInfo"]
    rehearsal.done("DeleteMcubeHotpatchResource", id=one["Id"], app_code=one["AppCode"])
    assert requests.get(url, timeout=WAIT).status_code == 404


def test_the_configuration_names_the_address_by_which_it_was_asked_for(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    number = rehearsal.resource()
    address = rehearsal.done("GetMcubeNebulaResource", id=str(number))["NebulaResourceInfo"]["Memo"]
    for host in (rehearsal.server.address, "mds.example.com:8080"):
        answer = requests.get(address, headers={"Host": host}, timeout=WAIT)
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["data"][0]["package_url"].startswith(f"http://{host}/{rehearsal.space['app_id']}-default/")
        head = requests.head(address, headers={"Host": host}, timeout=WAIT)
        assert (head.content, head.headers["content-length"]) == (b"", str(len(answer.content)))


def _hotpatch(rehearsal: Rehearsal, name: str) -> str:
    rehearsal.done(
        "CreateMcubeHotpatchResource",
        file_url=rehearsal.upload(name, CONTENT),
        product_version="1.0.0",
        platform="Android",
        fix_desc="test",
        onex_flag=True,
    )
    (one,) = rehearsal.done("ListMcubeHotpatchResources", page_num=1, page_size=10)["HotpatchResourceInfo"]
    return str(one["DownloadUrl"].partition(";")[0])
