"""Several reports of one run: what is asked for, where it goes, and what happens when it cannot be written."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.reporters.fixed import report, whole
from hapline.errors import PartlyDoneError, UsageError
from hapline.reporters.writing import FORMATS, Request, request, requests, write
from hapline.words import Words

EN = Words("en")


@pytest.mark.parametrize(
    ("text", "format_", "path"),
    [
        ("sarif", "sarif", "-"),
        ("sarif:-", "sarif", "-"),
        ("sarif:out.sarif", "sarif", "out.sarif"),
        ("junit:C:\\build\\out.xml", "junit", "C:\\build\\out.xml"),
        ("text:a:b.txt", "text", "a:b.txt"),
        ("json:./~/x.json", "json", "./~/x.json"),
    ],
)
def test_what_is_asked_for(text: str, format_: str, path: str) -> None:
    assert request(text) == Request(format=format_, path=path)


def test_a_tilde_is_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert request("sarif:~/out.sarif").path == str(tmp_path / "out.sarif")


@pytest.mark.parametrize(
    ("text", "what", "todo"),
    [
        ("sarfi:out", "sarfi is no format of a report", "did you mean sarif?"),
        (
            "C:\\out.sarif",
            "C is no format of a report",
            "known are text, json, sarif, junit, checkstyle, github, markdown",
        ),
        ("json:", "--report json:: the file has no name", "write FORMAT:FILE, or FORMAT alone for standard output"),
    ],
)
def test_what_makes_no_sense(text: str, what: str, todo: str) -> None:
    with pytest.raises(UsageError) as caught:
        request(text)
    assert (caught.value.what, caught.value.todo) == (what, todo)
    assert Words("zh").translate(caught.value.what) != what


def test_text_goes_to_standard_output_unless_something_else_does() -> None:
    assert requests(["sarif:a.sarif", "junit:b.xml"]) == [
        Request(format="text"),
        Request(format="sarif", path="a.sarif"),
        Request(format="junit", path="b.xml"),
    ]
    assert requests([], "json") == [Request(format="json")]
    assert requests(["json"]) == [Request(format="json")]
    assert requests(["github", "text"]) == [Request(format="github"), Request(format="text")]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (["json", "sarif"], "standard output"),
        (["text", "json"], "standard output"),
        (["text", "github", "github"], "standard output"),
        (["text", "text"], "standard output"),
        (["json:a.json", "sarif:./b/../a.json"], "./b/../a.json"),
    ],
)
def test_two_reports_at_one_place(given: list[str], place: str) -> None:
    with pytest.raises(UsageError, match=rf"two reports go to {place}: "):
        requests(given)


def test_all_at_once(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"json": "report.json", "sarif": "report.sarif", "junit": "report.junit.xml"} | {
        "checkstyle": "report.checkstyle.xml",
        "github": "report.github",
        "markdown": "report.md",
    }
    write(report(), EN, requests([f"{format_}:new/folder/{name}" for format_, name in names.items()]))
    for name in names.values():
        assert (tmp_path / "new" / "folder" / name).read_text(encoding="utf-8") == whole(name)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == (whole("report.txt"), "")
    assert sorted(os.listdir(tmp_path / "new" / "folder")) == sorted(names.values())


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_nothing_goes_to_standard_error(format_: str, capfd: pytest.CaptureFixture[str]) -> None:
    write(report(), EN, [Request(format=format_)])
    captured = capfd.readouterr()
    assert captured.out.endswith("\n")
    assert captured.err == ""


def test_text_and_annotations_share_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    write(report(), EN, requests(["text", "github"]))
    assert capfd.readouterr().out == whole("report.txt") + whole("report.github")


def test_a_file_that_cannot_be_written_keeps_no_other_from_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("kept")
    (tmp_path / "folder").mkdir()
    wanted = requests([f"json:{tmp_path}/file/a.json", f"sarif:{tmp_path}/folder", f"junit:{tmp_path}/ok.xml"])
    with pytest.raises(PartlyDoneError) as caught:
        write(report(), EN, wanted)
    assert caught.value.where == f"{tmp_path}/file/a.json"
    assert caught.value.what.startswith("the report cannot be written: ")
    assert (tmp_path / "file").read_text() == "kept"
    assert (tmp_path / "ok.xml").read_text(encoding="utf-8") == whole("report.junit.xml")
    assert sorted(os.listdir(tmp_path)) == ["file", "folder", "ok.xml"]
    assert capfd.readouterr().out == whole("report.txt")


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(PartlyDoneError, match="the report cannot be written: "):
        write(report(), EN, [Request(format="json", path="a\x00b")])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write(report(), EN, [Request(format="json", path=str(pipe))])
    reader.join(30)
    assert read == [whole("report.json")]
    assert pipe.is_fifo()


def test_the_summary_of_the_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shop").mkdir()
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    write(report(), EN, requests(["sarif"]), folder=str(tmp_path / "shop"))
    assert not summary.exists()
    write(report(), EN, requests(["github"]), folder=str(tmp_path / "shop"))
    assert "| `shop/entry/src/main/module.json5:4:53` |" in summary.read_text(encoding="utf-8")
    out = capfd.readouterr().out
    assert '"uri": "shop/entry/src/main/module.json5"' in out
    assert "\n::error file=shop/entry/src/main/module.json5,line=4," in out


def test_a_summary_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "summary.md"))
    with pytest.raises(PartlyDoneError) as caught:
        write(report(), EN, requests(["github"]))
    assert caught.value.where == str(tmp_path / "none" / "summary.md")


@pytest.mark.parametrize(("format_", "name"), [("text", "report.txt"), ("json", "report.json")])
def test_a_console_that_knows_no_chinese(format_: str, name: str, tmp_path: Path) -> None:
    """Text loses what the console cannot show; what programs read is UTF-8 all the same."""
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from core.reporters.fixed import report\n"
        "from hapline.reporters.writing import requests, write\n"
        "from hapline.words import Words\n"
        "write(report(), Words('en'), requests([sys.argv[1]]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, format_, *sys.path],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    expected = whole(name).encode("ascii", "replace") if format_ == "text" else whole(name).encode("utf-8")
    assert (result.stdout, result.stderr) == (expected, b"")
