"""What is explained is what is decided: for any tasks and any device, and without taking anything."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hapline_plugins.mds_server.delivery.deciding import decide
from hapline_plugins.mds_server.delivery.device import Device
from hapline_plugins.mds_server.delivery.explaining import explain
from hapline_plugins.mds_server.delivery.plan import Plan
from hapline_plugins.mds_server.delivery.windows import PlacesNeededError, Windows
from hapline_plugins.mds_server.model.packages import Hotpatch, OfflineResource, UpgradePackage
from hapline_plugins.mds_server.model.rules import requested, stored
from hapline_plugins.mds_server.model.tasks import Task
from hapline_plugins.mds_server.model.whitelists import Whitelist
from hapline_plugins.mds_server.storage.state import State

SPACE = "ALIPUB1-default"
NOW = 1_000
PLATFORMS = st.sampled_from(["Android", "iOS", "Harmony"])
VERSIONS = st.sampled_from(["1.0.0.1", "1.0.0.2", "1.0.0.10", "1.0.0.2.0"])
CLIENTS = st.sampled_from(["", "1.0.0", "1.2.0", "2.0.0"])
USERS = st.sampled_from(["", "u1", "u2", "u3"])
CITIES = st.sampled_from(["", "Beijing", "Hangzhou"])
RULES = st.sampled_from(
    [
        "",
        '[{"ruleElement":"city","operation":1,"value":"Beijing"}]',
        '[{"ruleElement":"city","operation":2,"value":"Beijing"},{"ruleElement":"osVersion","operation":3,"value":"9-10"}]',
        '[{"ruleElement":"osVersion","operation":4,"value":"9.1-10"}]',
        '[{"ruleElement":"unheard","operation":2,"value":"of"}]',
    ]
)

_RESOURCE: Mapping[str, Any] = {
    "space": SPACE,
    "name": "n",
    "resource_type": "1",
    "main_url": "",
    "sub_url": "",
    "vhost": "",
    "extend_info": "",
    "auto_install": 0,
    "install_type": 0,
    "repeat": 0,
    "digest": "",
    "md5": "",
    "size": 0,
    "path": "",
    "fallback": "",
    "json_path": "",
    "manifest": "",
    "manifest_size": 0,
    "created": 0,
    "modified": 0,
}
_HOTPATCH: Mapping[str, Any] = {
    "space": SPACE,
    "description": "",
    "file_name": "",
    "digest": "",
    "size": 0,
    "path": "",
    "modified": 0,
}
_UPGRADE: Mapping[str, Any] = {
    "space": SPACE,
    "description": "",
    "appstore_url": "",
    "bundle_id": "",
    "download_url": "",
    "is_enterprise": 0,
    "need_check": 0,
    "valid_days": 0,
    "install_amount": 0,
    "symbols": "",
    "icon": "",
    "large_icon": "",
    "harmony_label": "",
    "digest": "",
    "md5": "",
    "size": 0,
    "path": "",
    "file_name": "",
    "created": 0,
    "modified": 0,
}


@st.composite
def states(draw: st.DrawFn) -> State:
    """Some packages, and tasks of all kinds for them; places of some windows are taken."""
    state = State()
    for number in (1, 2):
        state.whitelists.put(
            Whitelist(id=number, space=SPACE, name="w", type_="", regular=number == 2, created=0, modified=0)
        )
    state.members = {1: draw(st.sets(USERS.filter(bool))), 2: {"u[12]"}}
    for number in range(1, 4):
        resource: Mapping[str, Any] = {
            "h5_id": draw(st.sampled_from(["20171228", "20171229"])),
            "version": draw(VERSIONS),
            "platform": draw(st.sampled_from(["all", "Android", "iOS"])),
            "client_min": draw(st.sampled_from(["1.0.0;1.0.0;1.0.0", ";1.1.0;", "1.2.0;1.2.0;1.2.0"])),
            "client_max": draw(st.sampled_from(["", "1.2.0;1.2.0;1.2.0", ";1.5.0;"])),
        }
        state.offline_resources.put(OfflineResource(id=number, **_RESOURCE, **resource))
        state.hotpatches.put(
            Hotpatch(
                id=number,
                platform=draw(PLATFORMS),
                product_version=draw(CLIENTS),
                md5=f"md5 {number}",
                created=draw(st.integers(1, 3)),
                **_HOTPATCH,
            )
        )
        state.upgrades.put(UpgradePackage(id=number, platform=draw(PLATFORMS), version=draw(CLIENTS), **_UPGRADE))
    for number in range(1, draw(st.integers(1, 12)) + 1):
        state.tasks.put(draw(tasks(number)))
    return state


@st.composite
def tasks(draw: st.DrawFn, number: int) -> Task:
    """A task, which may be for a package that is gone."""
    line = draw(st.sampled_from(["nebula", "nebula", "hotpatch", "upgrade"]))
    type_, mode = draw(st.sampled_from([(3, 4), (2, 1), (2, 2)]))
    return Task(
        id=number,
        space=SPACE,
        line=line,
        package=draw(st.integers(1, 4)),
        rollback=line == "hotpatch" and draw(st.booleans()),
        publish_type=type_,
        mode=mode,
        status=draw(st.sampled_from([0, 1, 1, 1, 1, 2, 3])),
        memo="",
        whitelists=tuple(draw(st.sets(st.sampled_from([1, 2]), min_size=1))) if mode == 1 else (),
        window_end=draw(st.sampled_from([NOW, NOW + 1])) if mode == 2 else 0,
        window_text="then",
        window_users=draw(st.integers(1, 3)) if mode == 2 else 0,
        rules=stored(requested(draw(RULES))) if type_ == 2 else "",
        created=draw(st.integers(1, 3)),
        modified=0,
    )


@st.composite
def devices(draw: st.DrawFn) -> Device:
    """A device."""
    return Device(
        platform=draw(PLATFORMS),
        client_version=draw(CLIENTS),
        user_id=draw(USERS),
        device_id=draw(st.sampled_from(["", "d1", "d2", "d3", "d4"])),
        city=draw(CITIES),
        os_version=draw(st.sampled_from(["", "9", "9.5", "11"])),
        installed=draw(st.dictionaries(st.sampled_from(["20171228", "20171229"]), VERSIONS)),
        hotpatch=draw(st.sampled_from(["", "md5 1", "md5 2"])),
    )


@settings(max_examples=150, deadline=None, derandomize=True)
@given(states(), st.lists(devices(), min_size=1, max_size=8))
def test_what_is_explained_is_what_is_decided(state: State, asking: list[Device]) -> None:
    windows = Windows(state)
    plan = Plan(state, SPACE)
    for device in asking:
        before = _taken(state, windows)
        verdicts = explain(state, windows, SPACE, device, NOW)
        assert _taken(state, windows) == before
        explained = {one.product: (one.task, one.version) for one in verdicts if one.won}
        assert len(explained) == sum(one.won for one in verdicts)
        assert explained == _decided(plan, windows, device)
        assert [one.task for one in verdicts] == [one.task for one in explain(state, windows, SPACE, device, NOW)]
        # Whoever has been served is told the same again.
        again = explain(state, windows, SPACE, device, NOW)
        assert {one.product: (one.task, one.version) for one in again if one.won} == explained


@settings(max_examples=50, deadline=None, derandomize=True)
@given(states(), devices())
def test_every_task_is_explained_once_and_in_words(state: State, device: Device) -> None:
    verdicts = explain(state, Windows(state), SPACE, device, NOW)
    there: dict[str, Callable[[int], object]] = {
        "nebula": lambda number: state.offline_resources.get(SPACE, number),
        "hotpatch": lambda number: state.hotpatches.get(SPACE, number),
        "upgrade": lambda number: state.upgrades.get(SPACE, number),
    }
    assert sorted(one.task for one in verdicts) == sorted(
        one.id for one in state.tasks if there[one.line](one.package) is not None
    )
    assert all(str(one.why) and "{" not in str(one.why) for one in verdicts)


def _decided(plan: Plan, windows: Windows, device: Device) -> dict[str, tuple[int, str]]:
    while True:
        try:
            decision = decide(plan, device, windows, NOW)
        except PlacesNeededError as error:
            windows.reserve(error.task, lambda *_: None)
        else:
            found = [decision.upgrade, decision.hotpatch, *decision.packages]
            return {one.product: (one.task.id, one.version) for one in found if one is not None}


def _taken(state: State, windows: Windows) -> object:
    return copy.deepcopy((state.devices, state.slots)), [windows.left(one) for one in state.tasks]
