"""``hapline offline serve`` as people run it: a process that says when it is ready, and ends when it is told to."""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from cryptography import x509

from hapline.testing import Bench
from hapline_plugins.offline.serving.browser import arguments, find_browser
from plugins.offline.sample import DOMAIN, DOT, GLOBAL_ID, ID, SETTINGS, SPACE, WORKSPACE, write
from plugins.offline.serving.served_here import COMMON, HOST, PAGE

PROCESS = (sys.executable, "-m", "hapline", "offline", "serve")
LOOKED_AT = f"""<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="{COMMON.replace(".js", ".css")}">
<p id="script">-<p id="late">-<p id="style">-<p id="refused">-<p id="origin">-
<script src="{COMMON}"></script><script src="late.js"></script>
<script src="https://cdn.example.com/x.js" onerror="say('refused', 'refused')"></script>
<script>
say("style", getComputedStyle(document.body).paddingTop);
say("origin", location.origin);
</script>
"""
"""A page that says by which of its resources it was reached."""
COMMON_SCRIPT = 'function say(id, text) { document.getElementById(id).textContent = text }; say("script", "global");'
SEEN = ("global", "fallback", "7px", "refused", f"https://{HOST}")


SAYING = f"""<!DOCTYPE html><meta charset="utf-8"><link rel="manifest" href="app.webmanifest">
<img id="i" src="a.png" srcset="a.png 1x, b.png 2x"><audio id="a" src="a.wav" preload="auto"></audio>
<script type="module">
const say = (name, text) => fetch(`/said?${{name}}=${{text}}`);
const run = async (name, what) => say(name, await what().catch(() => "-"));
const got = (path, more) => fetch(path, more);
await run("module", async () => (await import("./js/m.mjs")).word);
await run("global", async () => (await import("https://{DOMAIN}/{SPACE}/g.js")).word);
await run("json", async () => (await (await got("d.json")).json()).word);
await run("cors", async () => (await got("https://{DOMAIN}/{SPACE}/g.js", {{ headers: {{ "X-A": "1" }} }})).status);
await run("wasm", async () => (await WebAssembly.instantiateStreaming(got("m.wasm")), "wasm"));
await run("range", async () => {{
  const reply = await got("a.wav", {{ headers: {{ Range: "bytes=10-19" }} }});
  return `${{reply.status}},${{(await reply.arrayBuffer()).byteLength}},${{reply.headers.get("content-range")}}`;
}});
await run("srcset", async () => (await i.decode(), i.currentSrc.split("/").pop()));
await run("audio", () => new Promise((done, failed) => {{
  a.onerror = failed;
  a.onseeked = () => done(a.currentTime);
  a.readyState ? a.currentTime = 30 : a.onloadedmetadata = () => a.currentTime = 30;
}}));
await run("worker", () => new Promise(done => new Worker("w.js").onmessage = event => done(event.data)));
await run("service", async () => {{
  await navigator.serviceWorker.register("sw.js");
  const has = () => navigator.serviceWorker.controller;
  if (!has()) await new Promise(done => navigator.serviceWorker.oncontrollerchange = done);
  return (await got("of-the-worker.txt")).text();
}});
await say("done", "");
</script>
"""
"""A page that says what of it works, by asking for addresses that are seen."""
SERVICE = """self.oninstall = () => self.skipWaiting(); self.onactivate = event => event.waitUntil(clients.claim());
self.onfetch = event => { if (event.request.url.endsWith(".txt")) event.respondWith(new Response("service")) };"""
SAID = {
    *("module=module", "global=global", "json=json", "cors=200", "wasm=wasm", "range=206,10,bytes%2010-19/480044"),
    *("srcset=b.png", "audio=30", "worker=worker", "service=service", "done="),
}


class Running:
    """A process that serves, and what it said when it was ready."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Wait until it is ready."""
        self.process = process
        assert process.stdout is not None
        line = process.stdout.readline()
        self.ready: dict[str, Any] = json.loads(line) if line else {}

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Tell it to end; its exit code and what it wrote to standard error."""
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


@contextmanager
def _running(folder: Path, *line: str) -> Iterator[Running]:
    environment = {**os.environ, "HAPLINE_CACHE_ENABLED": "false"}
    process = subprocess.Popen(
        [*PROCESS, *line, "--format", "json"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Running(process)
        finally:
            process.kill()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the sample packages."""
    return write(tmp_path, WORKSPACE)


@pytest.fixture
def looked_at(tmp_path: Path) -> Path:
    """A workspace with a page that uses a global package and a file of its fallback tree."""
    files = {
        "hapline.json5": SETTINGS,
        f"{ID}/www/index.html": LOOKED_AT,
        f"{GLOBAL_ID}/{DOMAIN}/{SPACE}/common.js": COMMON_SCRIPT,
        f"{GLOBAL_ID}/{DOMAIN}/{SPACE}/common.css": "body { padding: 7px }",
        "fallback/www/late.js": 'say("late", "fallback");',
    }
    return write(tmp_path, files)


@pytest.fixture
def saying(tmp_path: Path) -> Path:
    """A workspace with a page of modules, workers, images, sound and what else browsers are particular about."""
    silence = struct.pack("<IHHIIHH4sI", 16, 1, 1, 8000, 8000, 1, 8, b"data", 480_000) + b"\x80" * 480_000
    files: dict[str, str | bytes] = {
        "hapline.json5": SETTINGS,
        f"{GLOBAL_ID}/{DOMAIN}/{SPACE}/g.js": 'export const word = "global";',
    }
    of_page: dict[str, str | bytes] = {
        "index.html": SAYING,
        "js/m.mjs": 'export const word = "module";',
        "d.json": '{ "word": "json" }',
        "m.wasm": b"\0asm\1\0\0\0",
        "a.png": DOT,
        "b.png": DOT,
        "a.wav": b"RIFF" + struct.pack("<I", 480_036) + b"WAVEfmt " + silence,
        "w.js": 'importScripts("word.js"); postMessage(word);',
        "word.js": 'const word = "worker";',
        "sw.js": SERVICE,
        "app.webmanifest": '{ "icons": [{ "src": "a.png" }] }',
    }
    files |= {f"{ID}/www/{path}": content for path, content in of_page.items()}
    return write(tmp_path, files)


def _text(address: str) -> str:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=30) as response:
        return str(response.read().decode())


def _get(address: str, proxy: str) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy} if proxy else {}))
    try:
        with opener.open(address, timeout=30) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


class TestProcess:
    def test_it_says_where_it_is_and_what_it_serves(self, workspace: Path) -> None:
        with _running(workspace, "trips", "common", "--ca-out", "ca.pem") as running:
            ready = running.ready
            assert ready["packages"] == [
                {"id": ID, "version": "1.0.0.1", "type": "normal", "address": PAGE},
                {"id": GLOBAL_ID, "version": "1.0.0.3", "type": "global", "address": ""},
            ]
            assert ready["pac"] == f"{ready['address']}proxy.pac"
            assert _get(ready["pac"], "") == 200
            assert x509.load_pem_x509_certificate((workspace / "ca.pem").read_bytes()).subject
            code, err = running.end()
        assert (code, err.splitlines()[-1]) == (0, "requests: 0")

    @pytest.mark.parametrize(("line", "code"), [((), 0), (("--strict",), 1)])
    def test_what_was_refused_is_reported_at_the_end(self, workspace: Path, line: tuple[str, ...], code: int) -> None:
        with _running(workspace, "trips", "common", "--report", "report.json", *line) as running:
            for address in ("http://cdn.example.com/x.js", COMMON.replace("https", "http")):
                _get(address, running.ready["address"])
            assert running.end(signal.SIGINT)[0] == code
        report = json.loads((workspace / "report.json").read_text())
        assert (report["clean"], report["counts"]) == (False, {"global": 1, "refused": 1})
        assert report["requests"][0] == {
            "from": "refused",
            "status": 403,
            "method": "GET",
            "address": "http://cdn.example.com/x.js",
            "package": "",
            "reason": "no package that is served has this address; the app would ask the network",
            "count": 1,
        }

    def test_a_clean_run_is_fine_with_strict(self, workspace: Path) -> None:
        with _running(workspace, "trips", "common", "--strict") as running:
            assert _get(COMMON.replace("https", "http"), running.ready["address"]) == 200
            code, err = running.end()
        assert code == 0
        assert f"global   200 GET {COMMON.replace('https', 'http')}\n" in err

    def test_the_configuration_is_that_of_the_first_folder(
        self, workspace: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        (workspace / "hapline.json5").write_text(SETTINGS.replace("h5app.com", "trips.example.cn"))
        with _running(tmp_path_factory.mktemp("elsewhere"), str(workspace / "trips")) as running:
            assert running.ready["packages"][0]["address"] == f"https://{ID}.trips.example.cn/www/index.html"

    def test_without_a_virtual_domain_that_of_the_guide_is_taken(self, workspace: Path) -> None:
        (workspace / "hapline.json5").unlink()
        with _running(workspace, "trips") as running:
            assert running.ready["packages"][0]["address"] == PAGE
        with _running(workspace, "trips", "--virtual-domain", "Trips.example.cn") as running:
            assert running.ready["packages"][0]["address"] == f"https://{ID}.trips.example.cn/www/index.html"


class TestBuilt:
    @pytest.fixture
    def built(self, workspace: Path) -> Path:
        """A workspace in which two versions of a package were built."""
        for version in ("1.0.0.10", "1.0.0.9"):
            line = ("offline", "build", "trips", "--unsigned", "--version", version)
            assert Bench().run(*line, cwd=workspace).code == 0
        return workspace

    @pytest.mark.parametrize("folder", ["dist", f"dist/{ID}", "dist/", "."])
    def test_of_a_folder_the_highest_versions_are_served_and_said(self, built: Path, folder: str) -> None:
        if folder == ".":
            (built / "trips/offline-package.json5").unlink()
            (built / "common/offline-package.json5").unlink()
            shutil.rmtree(built / "trips" / ID)
        with _running(built, folder) as running:
            assert [(one["id"], one["version"]) for one in running.ready["packages"]] == [(ID, "1.0.0.10")]
            _, err = running.end()
        assert f"{ID}: the highest version is 1.0.0.10; left out: " in err
        assert err.count(f"{ID}_1.0.0.9.amr") == 1
        assert f"{ID}_1.0.0.10.amr" not in err

    def test_of_files_too(self, built: Path) -> None:
        files = sorted(map(str, built.glob("dist/*/*/nebula/*.amr")))
        assert len(files) == 2
        with _running(built, *files) as running:
            assert running.ready["packages"][0]["version"] == "1.0.0.10"

    def test_packages_in_source_come_before_built_ones(self, built: Path) -> None:
        with _running(built, ".") as running:
            assert sorted(one["version"] for one in running.ready["packages"]) == ["1.0.0.1", "1.0.0.3"]

    def test_one_version_alone_is_said_nothing_of(self, built: Path) -> None:
        with _running(built, f"dist/{ID}/1.0.0.9_all/nebula") as running:
            assert running.ready["packages"][0]["version"] == "1.0.0.9"
            assert "left out" not in running.end()[1]


class TestRefusals:
    @pytest.mark.parametrize(
        ("line", "code", "said"),
        [
            (("none.amr",), 4, "there is no such folder or file"),
            (("trips", "trips"), 2, "is there twice"),
            (("trips/20171228/www/css",), 3, "there is no offline package here"),
            (("trips", "--virtual-domain", "https://h5app.com"), 2, "must be a domain"),
            (("trips", "--virtual-domain", "h5app.com:443"), 2, "must be a domain"),
            (("trips", "--fallback", "none"), 4, "there is no such folder"),
            (("trips", "--open", "--browser", "no-such-browser"), 4, "there is no such browser"),
            (("trips", "--ca-out", "none/ca.pem"), 2, "cannot be written"),
            ((), 2, "FILE"),
            (("trips", "--port", "65536"), 2, "65536"),
        ],
    )
    def test_what_makes_no_sense_is_said(self, workspace: Path, line: tuple[str, ...], code: int, said: str) -> None:
        ended = Bench().run("offline", "serve", *line, cwd=workspace)
        assert (ended.code, said in ended.err) == (code, True), ended.err

    def test_a_browser_that_fails_is_said(self, workspace: Path) -> None:
        ended = Bench().run("offline", "serve", "trips", "--browser", which("false") or "", cwd=workspace)
        assert (ended.code, "ended with exit code 1" in ended.err) == (1, True), ended.err


@pytest.fixture(scope="module")
def chromium() -> str:
    """An installed Chromium."""
    found = which("chromium") or which("chromium-browser") or which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    return found


class TestChromium:
    HEADLESS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")

    @pytest.mark.parametrize("files", [(ID, GLOBAL_ID), ("dist",)])
    def test_a_page_has_its_global_and_fallback_resources(
        self, looked_at: Path, chromium: str, files: tuple[str, ...]
    ) -> None:
        if files == ("dist",):
            for name in (ID, GLOBAL_ID):
                built = Bench().run("offline", "build", name, "--version", "1.0.0.1", "--no-check", cwd=looked_at)
                assert built.code == 0, built.err
            files = tuple(str(path.relative_to(looked_at)) for path in sorted(looked_at.glob("dist/*/*/nebula/*.amr")))
        with _running(looked_at, *files, "--fallback", f"{ID}=fallback", "--report", "report.json") as running:
            port = int(running.ready["proxy"].partition(":")[2])
            more = (*self.HEADLESS, "--dump-dom")
            line = arguments(str(looked_at / "profile"), port, running.ready["pin"], [f"https://{HOST}/"], more)
            dump = subprocess.run([chromium, *line], capture_output=True, text=True, check=True, timeout=120)
            code, err = running.end()
        assert code == 0, err
        for text in SEEN:
            assert f">{text}\n" in dump.stdout.replace("</p>", "\n"), dump.stdout
        rows = json.loads((looked_at / "report.json").read_text())["requests"]
        assert {(one["from"], one["address"]) for one in rows if one["from"] != "browser"} == {
            ("redirect", f"https://{HOST}/"),
            ("package", PAGE),
            ("global", COMMON),
            ("global", COMMON.replace(".js", ".css")),
            ("fallback", f"https://{HOST}/www/late.js"),
            ("refused", "https://cdn.example.com/x.js"),
        }

    @pytest.mark.timeout(180)
    def test_what_pages_are_made_of_works(self, saying: Path, chromium: str) -> None:
        with _running(saying, ID, GLOBAL_ID, "--report", "report.json") as running:
            port = int(running.ready["proxy"].partition(":")[2])
            more = (*self.HEADLESS, "--remote-debugging-port=0", "--force-device-scale-factor=2")
            line = arguments(str(saying / "profile"), port, running.ready["pin"], [f"https://{HOST}/"], more)
            with subprocess.Popen([chromium, *line], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
                try:
                    while "/said?done=" not in _text(running.ready["address"]):
                        assert browser.poll() is None
                        time.sleep(0.2)
                finally:
                    browser.terminate()
            running.end()
        rows = json.loads((saying / "report.json").read_text())["requests"]
        said = [one["address"].partition("said?")[2] for one in rows if "said?" in one["address"]]
        assert set(said) == SAID

    def test_it_can_be_started_and_serving_ends_with_it(self, looked_at: Path, chromium: str) -> None:
        shown = [f"--browser-arg={one}" for one in (*self.HEADLESS, "--dump-dom")]
        line = (ID, GLOBAL_ID, "--fallback", "fallback", "--browser", chromium, *shown, "--strict")
        ended = Bench().run("offline", "serve", *line, cwd=looked_at)
        assert ended.code == 1, ended.err
        assert f"package  200 GET {PAGE}\n" in ended.err
        assert f"fallback 200 GET https://{HOST}/www/late.js" in ended.err

    def test_it_is_found(self, chromium: str) -> None:
        assert find_browser() == find_browser(chromium) or which(find_browser())
