"""What requests are answered with, and where from, asked through the proxy."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline_hooks import replace
from hapline_plugins.offline.building.config import config
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.descriptor.described import Described
from plugins.offline.sample import DOMAIN, DOT, GLOBAL_ID, ID, SPACE, write
from plugins.offline.sample import PAGE as PAGE_TEXT
from plugins.offline.serving.served_here import (
    COMMON,
    HOST,
    PAGE,
    RELEASE,
    TARGET,
    Here,
    both,
    packages_of,
    serving,
)


class TestPackage:
    def test_a_file_is_answered_from_the_package(self, alone: Here) -> None:
        reply = alone.ask(PAGE)
        assert (reply.status, reply.text) == (200, PAGE_TEXT)
        assert reply.headers["Content-Type"] == "text/html"  # the page names its encoding
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert alone.whence == ["package"]
        assert alone.journal.is_clean

    @pytest.mark.parametrize("address", [f"{PAGE}?a=/../b#c", f"https://{HOST.upper()}/www/%69ndex.html"])
    def test_the_query_and_the_way_of_writing_do_not_matter(self, alone: Here, address: str) -> None:
        assert alone.ask(address.partition("#")[0]).text == PAGE_TEXT

    def test_the_root_leads_to_the_main_page(self, alone: Here) -> None:
        reply = alone.ask(f"https://{HOST}/")
        assert (reply.status, reply.headers["Location"]) == (307, "/www/index.html")
        assert alone.journal.is_clean

    def test_http_leads_to_https(self, alone: Here) -> None:
        reply = alone.ask(PAGE.replace("https", "http"))
        assert (reply.status, reply.headers["Location"]) == (307, PAGE)

    def test_no_other_scheme_port_or_package_is_it(self, alone: Here) -> None:
        for address in (f"https://{HOST}:8443/www/index.html", "https://20171229.h5app.com/", "https://h5app.com/"):
            assert alone.ask(address).status == 403
        assert alone.whence == ["refused"] * 3

    def test_the_page_of_the_command_line_counts_before_that_of_the_descriptor(self, tmp_path: Path) -> None:
        packages = packages_of(both(tmp_path)[0], main_url=["www/other page.html?x=1#top"])
        with serving(packages) as here:
            assert here.ask(f"https://{HOST}/").headers["Location"] == "/www/other%20page.html?x=1#top"

    @pytest.mark.parametrize(
        ("files", "location"),
        [
            (["index.html", "www/index.html"], "/index.html"),
            (["www/index.htm", "www/a.html"], "/www/index.htm"),
            (["www/only.html", "www/a.js"], "/www/only.html"),
            (["www/a.html", "www/b.html"], ""),
        ],
    )
    def test_without_a_main_page_the_usual_one_is_meant(self, tmp_path: Path, files: list[str], location: str) -> None:
        write(tmp_path / ID, dict.fromkeys(files, "x"))
        with serving(packages_of(tmp_path / ID)) as here:
            reply = here.ask(f"https://{HOST}/")
        assert reply.headers.get("Location", "") == location
        assert reply.status == (307 if location else 404)

    def test_a_vhost_of_its_own_counts_before_the_virtual_domain(self, tmp_path: Path) -> None:
        trips, _ = both(tmp_path)
        descriptor = trips / "offline-package.json5"
        descriptor.write_text(descriptor.read_text().replace("{", '{ vhost: "https://trips.example.cn/",', 1))
        with serving(packages_of(trips)) as here:
            assert here.ask("https://trips.example.cn/www/index.html").status == 200
            assert here.ask(PAGE).status == 403


class TestGlobal:
    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_an_absolute_address_is_answered_from_the_global_package(self, here: Here, scheme: str) -> None:
        reply = here.ask(COMMON.replace("https", scheme))
        assert (reply.status, reply.text) == (200, "window.common = true;\n")
        assert reply.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert here.whence == ["global"]

    def test_what_it_does_not_have_is_refused(self, here: Here) -> None:
        reply = here.ask(f"https://{DOMAIN}/{SPACE}/other.js")
        assert reply.status == 403
        assert "no global package that is served has this file" in reply.text
        assert here.ask(f"https://{GLOBAL_ID}.h5app.com/common.js").status == 403

    def test_apsara_has_mcube_and_no_bucket_in_addresses(self, tmp_path: Path) -> None:
        target = replace(TARGET, apsara=True, bucket="bucket", domain="mdsweb.example.cn")
        with serving(packages_of(*both(tmp_path), target=target), target) as here:
            assert here.ask(f"https://mdsweb.example.cn/mcube/{SPACE}/common.js").status == 200
            assert here.ask(f"https://mdsweb.example.cn/{SPACE}/common.js").status == 403
            assert here.ask(f"https://mdsweb.example.cn/mcube/bucket/{SPACE}/common.js").status == 403

    def test_a_server_may_have_a_port(self, tmp_path: Path) -> None:
        write(tmp_path / GLOBAL_ID, {f"10.0.0.1:4432/{SPACE}/a.js": "a", f"mds.example.cn:4433/{SPACE}/b.js": "b"})
        with serving(packages_of(tmp_path / GLOBAL_ID)) as here:
            assert here.ask(f"https://10.0.0.1:4432/{SPACE}/a.js").text == "a"
            assert here.ask(f"http://mds.example.cn:4433/{SPACE}/b.js").text == "b"
            assert here.ask(f"https://mds.example.cn/{SPACE}/b.js").status == 403
            assert here.listener.view.is_ours("mds.example.cn")

    def test_the_configuration_names_the_same_address(self) -> None:
        target = replace(TARGET, apsara=True, bucket="bucket", domain="mdsweb.example.cn")
        files = Content([PackageFile(f"mdsweb.example.cn/bucket/{SPACE}/common.js", lambda: b"")])
        package = Package(described=Described(id=GLOBAL_ID, kind="global"), content=files, target=target)
        assert f'"https://mdsweb.example.cn/mcube/{SPACE}/common.js"'.encode() in config(package)
        assert target.address_of("alone.js") == ""

    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            (f"{DOMAIN}/{SPACE}/a.js", "global"),
            (f"{DOMAIN}/a.js", "global"),
            ("v1.2/www/a.js", "normal"),
            ("www/js/a.js", "normal"),
        ],
    )
    def test_a_folder_without_a_descriptor_is_known_by_its_layout(self, tmp_path: Path, path: str, kind: str) -> None:
        write(tmp_path / ID, {path: "x"})
        assert [one.kind for one in packages_of(tmp_path / ID)] == [kind]


class TestFallback:
    def test_what_the_package_lacks_comes_from_the_fallback_tree(self, here: Here) -> None:
        reply = here.ask(f"https://{HOST}/www/late.js")
        assert (reply.status, reply.text) == (200, "var late;\n")
        assert here.whence == ["fallback"]
        assert not here.journal.is_clean

    def test_the_package_comes_first(self, here: Here, tmp_path: Path) -> None:
        (tmp_path / "fallback/www/index.html").write_text("newer")
        assert here.ask(PAGE).text == PAGE_TEXT

    @pytest.mark.parametrize("path", ["www/none.js", "www/LATE.js", "www", "www/", "www/late.js/", "www//late.js"])
    def test_what_neither_has_is_missing(self, here: Here, path: str) -> None:
        assert here.ask(f"https://{HOST}/{path}").status == 404
        assert here.whence == ["missing"]

    def test_links_do_not_lead_out_of_the_tree(self, here: Here, tmp_path: Path) -> None:
        (tmp_path / "secret.txt").write_text("secret")
        (tmp_path / "fallback/www/out.txt").symlink_to(tmp_path / "secret.txt")
        (tmp_path / "fallback/out").symlink_to(tmp_path)
        for path in ("www/out.txt", "out/secret.txt"):
            assert here.ask(f"https://{HOST}/{path}").status == 404

    def test_without_a_tree_it_is_refused_and_the_address_named(self, alone: Here) -> None:
        reply = alone.ask(f"https://{HOST}/www/late.js?v=1")
        assert reply.status == 404
        assert f"{RELEASE}www/late.js?v=1" in reply.text
        assert "--fallback" in reply.text
        assert alone.whence == ["refused"]

    def test_without_app_and_workspace_no_address_is_named(self, tmp_path: Path) -> None:
        target = replace(TARGET, app_id="")
        with serving(packages_of(both(tmp_path)[0], target=target), target) as here:
            assert "offline.appId" in here.ask(f"https://{HOST}/www/late.js").text

    def test_the_fallback_address_itself_is_answered(self, here: Here) -> None:
        assert here.ask(f"{RELEASE}www/late.js").text == "var late;\n"
        assert here.ask(f"{RELEASE}www/img/dot.png").body == DOT
        assert here.ask(f"{RELEASE.replace('_all', '_iOS')}www/img/dot.png?x").body == DOT
        assert here.whence == ["fallback"] * 3

    @pytest.mark.parametrize(
        "change", [("1.0.0.1", "1.0.0.2"), (ID, GLOBAL_ID), ("-test", "-prod"), ("_all", "_other")]
    )
    def test_that_of_another_release_is_not(self, here: Here, change: tuple[str, str]) -> None:
        assert here.ask(f"{RELEASE.replace(*change)}www/img/dot.png").status == 403

    def test_an_icon_for_the_browser_itself_is_nobodys_fault(self, here: Here) -> None:
        assert here.ask(f"https://{HOST}/favicon.ico").status == 404
        assert here.journal.is_clean
        assert here.ask(f"https://{HOST}/www/favicon.ico").status == 404
        assert not here.journal.is_clean


class TestRefused:
    def test_the_page_says_what_was_asked_and_how_to_allow_it(self, here: Here) -> None:
        reply = here.ask("https://cdn.example.com/a/<b>.js?x=&y", headers={"User-Agent": "x"})
        assert reply.status == 403
        assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "GET https://cdn.example.com/a/&lt;b&gt;.js?x=&amp;y" in reply.text
        assert "the app would ask the network" in reply.text
        assert "--online" in reply.text

    @pytest.mark.parametrize("address", ["http://cdn.example.com/", "http://[::1]:8080/", "https://10.0.0.1/x"])
    def test_any_host_is(self, here: Here, address: str) -> None:
        assert here.ask(address).status == 403
        assert here.whence == ["refused"]

    def test_whatever_the_method(self, here: Here) -> None:
        assert here.ask("https://api.example.com/", "POST", body=b"x" * 100_000).status == 403
        assert here.ask("https://api.example.com/", "DELETE").status == 403

    @pytest.mark.parametrize(
        ("headers", "whence"),
        [
            ({"User-Agent": "Mozilla/5.0"}, "browser"),
            ({"User-Agent": "Mozilla/5.0", "Accept": "*/*"}, "refused"),
            ({"User-Agent": "Mozilla/5.0", "Upgrade": "websocket"}, "refused"),
            ({"User-Agent": "curl/8"}, "refused"),
        ],
    )
    def test_what_the_browser_wants_for_itself_is_told_apart(
        self, here: Here, headers: dict[str, str], whence: str
    ) -> None:
        assert here.ask("http://updates.example.com/", headers=headers).status == 403
        assert here.whence == [whence]


class TestMethods:
    def test_head_has_the_headers_and_no_body(self, here: Here) -> None:
        got, head = here.ask(PAGE), here.ask(PAGE, "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert {**head.headers, "Date": ""} == {**got.headers, "Date": ""}

    def test_options_allow_other_origins_to_read(self, here: Here) -> None:
        reply = here.ask(COMMON, "OPTIONS")
        assert (reply.status, reply.body) == (204, b"")
        assert reply.headers["Access-Control-Allow-Origin"] == "*"

    def test_files_cannot_be_written(self, here: Here) -> None:
        reply = here.ask(PAGE, "POST", body=b"x")
        assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")

    def test_a_range_is_answered_with_the_part(self, here: Here) -> None:
        address = f"https://{HOST}/www/img/dot.png"
        tag = here.ask(address).headers["ETag"]
        reply = here.ask(address, headers={"Range": "bytes=1-3", "If-Range": tag})
        assert (reply.status, reply.body) == (206, b"PNG")
        assert reply.headers["Content-Range"] == f"bytes 1-3/{len(DOT)}"
        reply = here.ask(address, headers={"Range": "bytes=9999-"})
        assert (reply.status, reply.headers["Content-Range"]) == (416, f"bytes */{len(DOT)}")
        assert here.ask(address, headers={"If-None-Match": f"W/{tag}"}).status == 304


class TestOwnPages:
    def test_the_index_lists_packages_and_files(self, here: Here) -> None:
        text = here.ask(f"http://127.0.0.1:{here.port}/").text
        for part in (PAGE, f"https://{HOST}/www/img/dot.png", COMMON, f"127.0.0.1:{here.port}", "proxy.pac"):
            assert part in text

    def test_the_proxy_can_be_configured_by_address(self, here: Here) -> None:
        everything = here.ask(f"http://127.0.0.1:{here.port}/proxy.pac")
        assert everything.headers["Content-Type"] == "application/x-ns-proxy-autoconfig"
        assert f'return "PROXY 127.0.0.1:{here.port}";' in everything.text
        some = here.ask(f"http://localhost:{here.port}/packages.pac").text
        assert f'"{HOST}": 1' in some
        assert f'"{DOMAIN}": 1' in some
        assert "DIRECT" in some

    def test_there_are_no_others(self, here: Here) -> None:
        assert here.ask(f"http://127.0.0.1:{here.port}/etc/passwd").status == 404
        assert here.ask(f"http://127.0.0.1:{here.port}/", "POST", body=b"x").status == 405
        assert here.whence == []

    def test_a_name_that_somebody_else_gave_to_this_machine_does_not_open_them(self, here: Here) -> None:
        reply = here.raw(f"GET / HTTP/1.1\r\nHost: evil.example:{here.port}\r\n\r\n".encode())
        assert reply.startswith(b"HTTP/1.1 421 ")
        assert ID.encode() not in reply
