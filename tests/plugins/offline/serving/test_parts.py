"""The parts that decide without a socket: addresses, paths, ranges, content types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.offline.serving.asking import Asked, Authority, decoded
from hapline_plugins.offline.serving.content_types import content_type_of
from hapline_plugins.offline.serving.ranges import etag, part_of


class TestPaths:
    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("/www/index.html", "www/index.html"),
            ("/", ""),
            ("", ""),
            ("/%E4%B8%AD/a%20b+c.js", "中/a b+c.js"),
            ("/中.js".encode().decode("latin-1"), "中.js"),
            ("//a", "/a"),
            ("/a/%2525", "a/%25"),
            ("/...", "..."),
        ],
    )
    def test_they_are_decoded_once(self, path: str, expected: str) -> None:
        assert decoded(path) == expected

    @pytest.mark.parametrize(
        "path", ["/..", "/a/../b", "/%2e%2E/b", "/a/.", "/a%2Fb", "/a%5cb", "/a\\b", "/a%00", "/%ff", "/%2e%2e%2fb"]
    )
    def test_what_leads_elsewhere_is_none(self, path: str) -> None:
        assert decoded(path) is None

    @given(st.text())
    def test_nothing_leads_upwards(self, path: str) -> None:
        found = decoded(path.replace("\ud800", ""))
        assert found is None or not {"..", "."} & set(found.split("/"))


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("http://a.example", "http://a.example/"),
            ("HTTP://A.Example.:80?x=1", "http://a.example/?x=1"),
            ("https://a.example:443/b", "https://a.example/b"),
            ("https://a.example:8443/b", "https://a.example:8443/b"),
            ("http://[::1]:80/", "http://[::1]/"),
        ],
    )
    def test_they_have_one_form(self, address: str, expected: str) -> None:
        asked = Asked.of_address("GET", address)
        assert asked is not None
        assert asked.address == expected

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "/",
            "ftp://a/",
            "http://a/#b",
            "http://",
            "http://a b/",
            "http://u@a/",
            "http://a:0/",
            "http://a:65536/",
            "http://a:b/",
        ],
    )
    def test_what_is_none_is_refused(self, address: str) -> None:
        assert Asked.of_address("GET", address) is None

    @pytest.mark.parametrize("text", ["", ".", "a:", "a:123456", "[::1", "a/b", "a\r\nb", "ä.example", "a" * 300])
    def test_authorities_are_looked_at_too(self, text: str) -> None:
        assert Authority.read(text, 443) is None


class TestRanges:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("bytes=0-0", (206, 0, 1)),
            ("bytes=2-", (206, 2, 10)),
            ("bytes=-3", (206, 7, 10)),
            ("bytes=-30", (206, 0, 10)),
            ("bytes=5-100", (206, 5, 10)),
            ("bytes=9-9", (206, 9, 10)),
            ("bytes=10-", (416, 0, 0)),
            ("bytes=-0", (416, 0, 0)),
            ("bytes=3-2", (200, 0, 10)),
            ("bytes=-", (200, 0, 10)),
            ("bytes=0-1,3-4", (200, 0, 10)),
            ("items=0-1", (200, 0, 10)),
            (f"bytes={'9' * 5000}-", (200, 0, 10)),
            ("", (200, 0, 10)),
        ],
    )
    def test_one_range_is_answered(self, asked: str, expected: tuple[int, int, int]) -> None:
        assert part_of(10, '"t"', "GET", {"Range": asked}) == expected

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"If-None-Match": '"t"'}, 304),
            ({"If-None-Match": '"a", W/"t"'}, 304),
            ({"If-None-Match": "*"}, 304),
            ({"If-None-Match": '"a"', "Range": "bytes=0-1"}, 206),
            ({"If-Range": '"a"', "Range": "bytes=0-1"}, 200),
        ],
    )
    def test_conditions_count(self, headers: dict[str, str], status: int) -> None:
        assert part_of(10, '"t"', "GET", headers).status == status

    def test_head_has_no_ranges(self) -> None:
        assert part_of(10, '"t"', "HEAD", {"Range": "bytes=0-1"}).status == 200

    def test_an_empty_file_has_no_part(self) -> None:
        assert part_of(0, etag(b""), "GET", {"Range": "bytes=0-"}).status == 416


class TestKinds:
    @pytest.mark.parametrize(
        ("path", "content", "expected"),
        [
            ("a.html", b"<p>", "text/html; charset=utf-8"),
            ("a.HTM", b'<meta charset="gbk">', "text/html"),
            ("a.html", b" " * 1024 + b"<meta charset=gbk>", "text/html; charset=utf-8"),
            ("a.xml", b'<?xml version="1.0" encoding="GBK"?>', "text/xml"),
            ("a.js", b"", "text/javascript; charset=utf-8"),
            ("a.css", b"", "text/css; charset=utf-8"),
            ("a.svg", b"<svg/>", "image/svg+xml; charset=utf-8"),
            ("a.json", b"{}", "application/json; charset=utf-8"),
            ("a.woff2", b"", "font/woff2"),
            ("a.wasm", b"", "application/wasm"),
            ("www.js/readme", b"", "application/octet-stream"),
            ("a.csv", b"", "text/csv; charset=utf-8"),
            ("a.unheard-of", b"", "application/octet-stream"),
        ],
    )
    def test_by_ending_and_encoding(self, path: str, content: bytes, expected: str) -> None:
        assert content_type_of(path, content) == expected
