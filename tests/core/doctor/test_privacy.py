"""What is private stays out of reports."""

from __future__ import annotations

import pytest

from hapline.doctor.privacy import Scrubber

SCRUB = Scrubber("/home/jane", ["jane", "", "x"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/home/jane", "~"),
        ("/home/jane/a and /home/jane/b", "~/a and ~/b"),
        ("/home/janet/a", "/home/janet/a"),
        ("/home/jane-2/a", "/home/jane-2/a"),
        ("in '/home/jane': x", "in '~': x"),
        ("/data/jane/a", "/data/.../a"),
        ("/data/jane", "/data/..."),
        ("C:\\Users\\jane\\a", "C:\\Users\\...\\a"),
        ("jane is a name, /x/y is none", "jane is a name, /x/y is none"),
    ],
)
def test_home_and_name(text: str, shown: str) -> None:
    assert SCRUB(text) == shown


def test_the_root_of_all_folders_is_no_home() -> None:
    assert Scrubber("/", [])("/etc/x") == "/etc/x"


def test_it_knows_this_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere/joe")
    scrub = Scrubber.of_this_process({"USERNAME": "ann"})
    assert scrub("/somewhere/joe/x, /data/joe/x, /data/ann/x") == "~/x, /data/.../x, /data/.../x"
