"""Offline packages from the upload to the device: MDS guide, 6."""

from __future__ import annotations

import pytest
import requests

from .rehearsal import Rehearsal, zipped


def test_r070_an_id_is_eight_digits(rehearsal: Rehearsal) -> None:
    for wrong in ("2017122", "201712289", "2017122a", "٢٠١٧١٢٢٨"):
        assert "eight digits" in rehearsal.refused("CreateMcubeNebulaApp", h_5id=wrong, h_5name="x")
    rehearsal.done("CreateMcubeNebulaApp", h_5id="20171228", h_5name="x")


@pytest.mark.parametrize("h5_id", ["20000196", "66666692", "68687029", "68687209", "66666600", "20000001"])
def test_r071_ids_of_the_vendor_are_reserved(rehearsal: Rehearsal, h5_id: str) -> None:
    assert "reserved" in rehearsal.refused("CreateMcubeNebulaApp", h_5id=h5_id, h_5name="x")


def test_r072_a_version_is_there_once(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    rehearsal.resource("1.0.0.1")
    assert "1.0.0.1" in rehearsal.refused("CreateMcubeNebulaResource", **rehearsal.resource_fields("1.0.0.1"))
    rehearsal.app("20171229")
    rehearsal.resource("1.0.0.1", "20171229")


def test_r072_versions_are_ordered_by_their_numbers(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    for version in ("1.0.0.10", "1.0.0.9"):
        rehearsal.task(rehearsal.resource(version))
    assert rehearsal.versions() == {"20171228": "1.0.0.10"}


def test_r073_the_first_level_is_the_id(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    for files in ({"www/index.html": b""}, {"20171229/www/index.html": b""}, {"20171228/a": b"", "b": b""}):
        url = rehearsal.upload("20171228.zip", zipped(files))
        assert "20171228" in rehearsal.refused("CreateMcubeNebulaResource", **rehearsal.resource_fields(file_url=url))
    url = rehearsal.upload("20171228.tar", zipped({"20171228/www/index.html": b""}))
    assert ".zip" in rehearsal.refused("CreateMcubeNebulaResource", **rehearsal.resource_fields(file_url=url))


def test_r091_a_created_resource_can_be_downloaded(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    number = rehearsal.resource()
    (listed,) = rehearsal.done("ListMcubeNebulaResources", h_5id="20171228", page_num=1, page_size=10)[
        "NebulaResourceInfo"
    ]
    assert listed["Id"] == number
    assert listed["AppCode"] == f"{rehearsal.space['app_id']}-default"
    assert listed["ExtraData"] == '{"resourceType":"1"}'
    base = f"http://{rehearsal.server.address}/{rehearsal.space['app_id']}-default/20171228/1.0.0.1_all/nebula"
    assert listed["DownloadUrl"] == f"{base}/20171228_1.0.0.1.amr"
    assert listed["FallbackBaseUrl"] == f"{base}/fallback/;{base}/fallback/"
    assert listed["Memo"] == f"{base}/nebula_json/h5_json.json"
    amr = requests.get(listed["DownloadUrl"], timeout=20).content
    assert str(len(amr)) == listed["FileSize"]
    assert requests.get(f"{base}/fallback/www/index.html", timeout=20).content == b"<!DOCTYPE html>"
    (entry,) = requests.get(listed["Memo"], timeout=20).json()["data"]
    assert entry["package_url"] == listed["DownloadUrl"]
    assert entry["fallback_base_url"] == f"{base}/fallback/"
    assert entry["vhost"] == "https://20171228.h5app.com"
