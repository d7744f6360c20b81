"""The page that the configuration beside a built package names is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hapline.testing import Bench, lines
from plugins.offline.sample import ID
from plugins.offline.verifying.made import NAME, write


@pytest.mark.parametrize("place", ["h5_json.json", "nebula_json/h5_json.json"])
@pytest.mark.parametrize(
    ("entry", "package", "said"),
    [
        ({"main_url": "/www/home.html"}, "{}", "main_url /www/home.html is not in the package"),
        ({"main_url": "/www/Index.html"}, "{}", "main_url /www/Index.html is written /www/index.html in the package"),
        ({"main_url": "/www/index.html", "sub_url": "/a.html"}, "{}", "sub_url /a.html is not in the package"),
        ({"main_url": "/www/index.html?a=1"}, "{}", ""),
        ({"main_url": "index.htm"}, "{}", ""),
        ({"main_url": "/www/home.html"}, "{ global: true }", ""),
        ({"main_url": "/www/home.html", "version": "1.0.0.2"}, "{}", ""),
        ({"main_url": "/www/home.html", "app_id": "20171229"}, "{}", ""),
    ],
)
def test_it_is_looked_up(entry: dict[str, str], package: str, said: str, place: str, tmp_path: Path) -> None:
    files, _ = write(tmp_path, {NAME: package})
    config = tmp_path / place
    config.parent.mkdir(exist_ok=True)
    config.write_text(json.dumps({"data": [{"app_id": ID, "version": "1.0.0.1", **entry}]}))
    report = Bench().verify(files)
    expected = [f"{NAME}!{ID}.tar OFP211 {said}"] if said else []
    assert [line.replace(f"{tmp_path}/", "") for line in lines(report, rule="OFP211")] == expected
    assert lines(report, rule="OFP212") == []


@pytest.mark.parametrize("config", ["", "{", '{ "data": [{}] }'])
def test_without_a_configuration_that_can_be_read_nothing_is_said(config: str, tmp_path: Path) -> None:
    files, _ = write(tmp_path, {NAME: "{}"})
    if config:
        (tmp_path / "h5_json.json").write_text(config)
    assert lines(Bench().verify(files), rule="OFP211") == []
