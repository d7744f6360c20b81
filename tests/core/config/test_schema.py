"""The generated schema accepts what the loader accepts, and refuses what it refuses."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from hapline.config.schema import schema
from hapline.config.settings import Settings
from hapline.plugins import Host


def _schema() -> dict[str, Any]:
    return schema(Settings(Host(third_party=False).config_sections()).sections)


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(_schema())


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"$schema": "x", "check": {"profile": "strict", "ignore": ["HOS2"], "severity": {"HOS203": "off"}}},
        {"harmony": {"totalLimit": "20 MB", "totalLimitReason": "approved", "headroom": 1}},
        {"harmony": {"entryLimit": 2097152, "compressLevel": 9, "replacePackInfo": False}},
        {"check": {"suppress": [{"rule": "HOS203", "reason": "x"}]}},
        {"check": {"suppress": [{"rule": "HOS203", "reason": "x", "until": "2026-12-31"}], "baseline": ""}},
    ],
)
def test_it_accepts(content: dict[str, Any]) -> None:
    jsonschema.validate(content, _schema(), cls=jsonschema.Draft7Validator)


@pytest.mark.parametrize(
    "content",
    [
        {"chek": {}},
        {"check": {"profile": "lax"}},
        {"harmony": {"headroom": 2}},
        {"harmony": {"compressLevel": 10}},
        {"harmony": {"totalLimit": "big"}},
        {"check": {"suppress": [{"rule": "HOS203"}]}},
        {"check": {"suppress": [{"rule": "HOS203", "reason": "x", "until": "soon"}]}},
    ],
)
def test_it_refuses(content: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, _schema(), cls=jsonschema.Draft7Validator)
