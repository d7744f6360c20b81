"""The files of a package are judged once where its upload and the built one are both given."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.testing import Bench, lines
from plugins.offline.sample import ID
from plugins.offline.verifying.made import NAME, write

_FILES = '{ files: { "www/a.css": "p { background: url(a.png) }" } }'
_IN_AMR = f"{NAME}!{ID}.tar!www/a.css:1:21 OFP301 a.png is not in the package"
_IN_ZIP = f"{ID}.zip!{ID}/www/a.css:1:21 OFP301 a.png is not in the package"


def _said(folder: Path, built: dict[str, str]) -> list[str]:
    files, _ = write(folder, built)
    return [line.replace(f"{folder}/", "") for line in lines(Bench().verify(files), rule="OFP301")]


@pytest.mark.parametrize(
    ("built", "said"),
    [
        ({NAME: _FILES}, [_IN_AMR]),
        ({f"{ID}.zip": _FILES}, [_IN_ZIP]),
        ({NAME: _FILES, f"{ID}.zip": _FILES}, [_IN_AMR]),
        ({NAME: "{}", f"{ID}.zip": _FILES}, [_IN_ZIP]),
        ({NAME: _FILES.replace("p {", "q {"), f"{ID}.zip": _FILES}, [_IN_ZIP, _IN_AMR]),
        ({NAME: '{ without: ["20171228.tar"] }', f"{ID}.zip": _FILES}, [_IN_ZIP]),
        ({NAME: "text", f"{ID}.zip": _FILES}, [_IN_ZIP]),
        ({f"{ID}_1.0.0.0.amr": '{ version: "1.0.0.0" }', NAME: _FILES, f"{ID}.zip": _FILES}, [_IN_AMR]),
        ({f"20171229_{NAME[9:]}": _FILES.replace("{ f", '{ id: "20171229", f'), f"{ID}.zip": _FILES}, None),
    ],
)
def test_it_is_named_where_it_was_judged(built: dict[str, str], said: list[str] | None, tmp_path: Path) -> None:
    found = _said(tmp_path, built)
    assert found == said if said is not None else len(found) == 2


def test_a_damaged_upload_is_judged_itself(tmp_path: Path) -> None:
    write(tmp_path, {NAME: _FILES, f"{ID}.zip": _FILES})
    data = bytearray((tmp_path / f"{ID}.zip").read_bytes())
    data[data.index(b"www/index.html") + 20] ^= 1
    (tmp_path / f"{ID}.zip").write_bytes(data)
    report = Bench().verify([tmp_path / NAME, tmp_path / f"{ID}.zip"])
    assert any(f"{ID}.zip" in line for line in lines(report))


def test_the_command_says_so(tmp_path: Path) -> None:
    write(tmp_path, {NAME: _FILES, f"{ID}.zip": _FILES})
    ended = Bench().run("offline", "verify", ".", cwd=tmp_path)
    assert f"./{ID}.zip: the files of ./{NAME}, judged there\n" in ended.err
    assert ended.out.count("a.png is not in the package") == 1
