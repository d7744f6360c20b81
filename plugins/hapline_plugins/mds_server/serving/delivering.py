"""Delivery over HTTP: what a device asks, and what it gets.

How clients of the real service ask is nowhere public: this address is hapline's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hapline_hooks import noun
from hapline_plugins.mds_server.delivery.candidates import Candidate
from hapline_plugins.mds_server.delivery.deciding import Decision, decide
from hapline_plugins.mds_server.delivery.device import PLATFORMS, Device
from hapline_plugins.mds_server.delivery.explaining import explain
from hapline_plugins.mds_server.delivery.windows import PlacesNeededError
from hapline_plugins.mds_server.model.packages import Hotpatch, OfflineResource
from hapline_plugins.mds_server.model.spaces import space_of
from hapline_plugins.mds_server.serving.service import Service
from hapline_plugins.mds_server.wire.addresses import address

_TEXTS = {
    "clientVersion": "client_version",
    "userId": "user_id",
    "deviceId": "device_id",
    "city": "city",
    "mobileModel": "model",
    "netType": "network",
    "osVersion": "os_version",
    "isp": "isp",
    "hotpatch": "hotpatch",
}
_LONGEST = 1000


class QuestionError(ValueError):
    """A device asks for what nobody can make sense of; says why."""


@noun
class Question:
    """What a device asks.

    Attributes:
        space: The space of its app. device: The device. wanted: What it asks for; None for everything.
        explained: Whether somebody wants to know why.
    """

    space: str
    device: Device
    wanted: tuple[str, ...] | None
    explained: bool


def question(body: bytes) -> Question:
    """Read what a device asks.

    Raises:
        QuestionError: It makes no sense.
    """
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise QuestionError("the body is no JSON") from None
    if not isinstance(given, dict):
        raise QuestionError("the body must be an object")
    texts = {attribute: _text(given, name) for name, attribute in _TEXTS.items()}
    platform = PLATFORMS.get(_text(given, "platform").lower())
    if platform is None:
        raise QuestionError("platform must be Android, iOS or Harmony")
    space = space_of(_text(given, "appId"), _text(given, "workspaceId"))
    if space.startswith("-") or space.endswith("-"):
        raise QuestionError("appId and workspaceId must not be empty")
    installed = given.get("packages", {})
    if not isinstance(installed, dict) or not all(isinstance(one, str) for one in installed.values()):
        raise QuestionError("packages must be an object of versions by package id")
    wanted = given.get("wanted")
    if wanted is not None and not (isinstance(wanted, list) and all(isinstance(one, str) for one in wanted)):
        raise QuestionError("wanted must be a list of package ids, upgrade, hotpatch and switches")
    return Question(
        space=space,
        device=Device(platform=platform, installed=installed, **texts),
        wanted=None if wanted is None else tuple(dict.fromkeys(wanted)),
        explained=given.get("explain") is True,
    )


async def answer(service: Service, asked: Question, base: str) -> Mapping[str, object]:
    """What a device gets, as JSON."""
    while True:
        # Whoever waited for places asks anew what there is: the task may have ended meanwhile.
        plan = service.plan(asked.space)
        try:
            decision = decide(plan, asked.device, service.windows, service.clock(), asked.wanted)
        except PlacesNeededError as error:
            await service.reserve(error.task)
        else:
            shown = _shown(decision, base)
            return {**shown, "why": _why(service, asked)} if asked.explained else shown


def _why(service: Service, asked: Question) -> list[dict[str, object]]:
    verdicts = explain(service.state, service.windows, asked.space, asked.device, service.clock())
    return [
        {"product": one.product, "task": one.task, "version": one.version, "won": one.won, "why": str(one.why)}
        for one in verdicts
        if asked.wanted is None or one.product in asked.wanted
    ]


def _shown(decision: Decision, base: str) -> Mapping[str, object]:
    return {
        "upgrade": decision.upgrade and _candidate(decision.upgrade, base),
        "hotpatch": decision.hotpatch and _candidate(decision.hotpatch, base),
        "packages": [_candidate(one, base) for one in decision.packages],
        "switches": decision.switches,
    }


def _candidate(one: Candidate, base: str) -> dict[str, Any]:
    package, task = one.package, one.task
    found: dict[str, Any] = {"task": task.id, "version": one.version}
    if isinstance(package, OfflineResource):
        return found | {
            "id": package.h5_id,
            "url": address(base, package.path),
            "fallbackBaseUrl": address(base, package.fallback) if package.fallback else "",
            "md5": package.md5,
            "size": package.size,
            "vhost": package.vhost,
            "mainUrl": package.main_url,
            "autoInstall": package.auto_install,
            "installType": package.install_type,
        }
    if isinstance(package, Hotpatch):
        if task.rollback:
            return found | {"rollback": True}
        return found | {"rollback": False, "url": address(base, package.path), "md5": package.md5, "size": package.size}
    url = address(base, package.path) if package.path else package.download_url or package.appstore_url
    return found | {
        "type": task.upgrade_type,
        "text": task.upgrade_text,
        "url": url,
        "md5": package.md5,
        "size": package.size,
    }


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise QuestionError(f"{name} must be a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise QuestionError(f"{name} holds half a character") from None
    return value
