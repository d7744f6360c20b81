"""References in scripts: any text is read, at exact places, and in no time that grows with more than its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.offline.pages import script
from hapline_plugins.offline.pages.code import MOST

_FIND = script.finder(["mds.example.com"])
_PIECES = ("import", "export", " from ", "new URL", "new Worker", "importScripts", ".register", "serviceWorker")
_SIGNS = ("(", ")", ",", "{", "}", '"', "'", "`", "${", "/", "*", "\\", "\n", " ")
_VALUES = ("./a.js", "//localhost:80/", "import.meta.url")


def _found(text: str) -> list[tuple[str, str, str]]:
    return [(one.value, one.use, one.starts) for one in _FIND(text, 0)]


@given(st.lists(st.sampled_from((*_PIECES, *_SIGNS, *_VALUES)), max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    starts = []
    for one in _FIND(text, 7):
        assert text[one.start - 7 : one.end - 7] == one.value
        starts.append(one.start)
    assert starts == sorted(set(starts))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        *("import", "export ", "export{", 'import "', "import/*", "import(", "import(/*", 'importScripts("a",'),
        *("export {a} from ", "export a,", 'new URL("a",', "import(`", '"http://10.', '"//a.', "serviceWorker."),
    ],
)
def test_a_long_text_is_read_in_short_time(piece: str) -> None:
    assert _found(piece * (1_000_000 // len(piece))) == []


def test_of_what_is_too_long_nothing_is_said() -> None:
    text = 'import "./a.js"; b = "http://localhost:80/"'
    assert _found(text) == [("./a.js", "load", "text"), ("http://localhost:80/", "code", "text")]
    assert _found(text + " " * (MOST - len(text))) == _found(text)
    assert [use for _, use, _ in _found(text + " " * MOST)] == ["code"]


def test_a_path_that_is_loaded_is_no_mere_string() -> None:
    assert _found('import("./a.js"); b = "./a.js"') == [("./a.js", "run", "text"), ("./a.js", "code", "text")]
