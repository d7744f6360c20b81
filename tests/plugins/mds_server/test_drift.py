"""The table of operations is that of the installed SDK: every field, every type, every spelling of every reply."""

from __future__ import annotations

import inspect
import json
import re
from importlib.resources import files
from typing import Any

import pytest
from alibabacloud_mpaas20201028 import models
from alibabacloud_mpaas20201028.client import Client

TABLE: dict[str, Any] = json.loads(
    (files("hapline_plugins.mds_server.operations") / "operations.json").read_text(encoding="utf-8")
)
LEFT_OUT = {
    # Cards
    "ChangeMdsCubeTaskStatus",
    "CreateMdsCubeResource",
    "CreateMdsCubeTask",
    "CreateMdsCubeTemplate",
    "DeleteCubecardWhitelistContent",
    "DeleteMdsCubeTemplate",
    "ListCubecardApps",
    "ListMdsCubeResources",
    "ListMdsCubeTasks",
    "ListMdsCubeTemplates",
    "QueryCubecardFiletoken",
    "UpdateMdsCubeResource",
    # The app center
    "ExportMappCenterAppConfig",
    "ListMappCenterApps",
    "ListMappCenterWorkspaces",
    "QueryMappCenterApp",
}
"""Operations of the SDK about MDS that the local service does not have, on purpose."""
_MODEL = re.compile(r"(?:main_)?models\.(\w+)")
_LIST = re.compile(r"List\[(.+)\]")


def test_all_operations_of_the_sdk_are_there_or_left_out_on_purpose() -> None:
    actions = {name.removesuffix("ResponseBody") for name in dir(models) if name.endswith("ResponseBody")}
    ours = {name for name in actions if re.search("Mcube|Mds|Cubecard|MappCenter", name)}
    assert ours - set(TABLE) == LEFT_OUT
    assert set(TABLE) <= ours


@pytest.mark.parametrize("action", TABLE)
def test_an_operation_is_that_of_the_sdk(action: str) -> None:
    assert _shape(f"{action}Request") == TABLE[action]["request"]
    reply = _shape(f"{action}ResponseBody")
    assert isinstance(reply, dict)
    envelope = {name: reply.pop(name) for name in ("RequestId", "ResultCode", "ResultMessage")}
    assert set(envelope.values()) == {"str"}
    assert reply == TABLE[action]["reply"]


@pytest.mark.parametrize("action", TABLE)
def test_the_client_calls_an_operation(action: str) -> None:
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in action).removeprefix("_")
    source = inspect.getsource(getattr(Client, f"{name}_with_options"))
    for text in (f"action = '{action}'", "version = '2020-10-28'", "method = 'POST'", "pathname = '/'"):
        assert text in source
    assert "req_body_type = 'formData'" in source
    assert "query=" not in source


def _shape(name: str) -> object:
    """What a model holds, by wire names: its own ``to_map`` says which attribute goes by which name."""
    cls = getattr(models, name)
    parameters = [one for one in inspect.signature(cls.__init__).parameters.values() if one.name != "self"]
    model = cls(**{one.name: _Marked(one.name) for one in parameters})
    types = {one.name: str(one.annotation) for one in parameters}
    return {wire: _type(types[_name_of(mark)]) for wire, mark in model.to_map().items()}


def _type(text: str) -> object:
    if found := _LIST.fullmatch(text):
        return [_type(found[1])]
    if found := _MODEL.fullmatch(text):
        return _shape(found[1])
    assert text in {"str", "int", "bool"}
    return text


class _Marked(str):
    """Stands for whatever an attribute holds: a text, a model, or a list of one."""

    __slots__ = ()

    def to_map(self) -> str:
        return self

    def __iter__(self) -> Any:  # noqa: ANN401 an iterator of itself
        return iter([_One(self)])


class _One(_Marked):
    """The one entry of a list."""

    __slots__ = ()


def _name_of(mark: object) -> str:
    return str(mark[0] if isinstance(mark, list) else mark)
