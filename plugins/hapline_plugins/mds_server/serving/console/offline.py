"""Offline packages by the batch: imported, released, looked at, deleted."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from starlette.datastructures import UploadFile

from hapline_hooks import noun
from hapline_plugins.mds_server.handling import offline_batches as batches
from hapline_plugins.mds_server.handling.call import Call, Reply
from hapline_plugins.mds_server.handling.lines import audience, period, tasks_of
from hapline_plugins.mds_server.handling.offline_resources import prepare, versions_of
from hapline_plugins.mds_server.handling.offline_tasks import LINE
from hapline_plugins.mds_server.model.packages import OfflineApp
from hapline_plugins.mds_server.model.settings import Upload
from hapline_plugins.mds_server.model.tasks import Mode
from hapline_plugins.mds_server.serving.console.endpoints import PAGE, SPACE, Asked, Endpoint, page_of
from hapline_plugins.mds_server.serving.console.forms import FILES, OPTIONS, read_form
from hapline_plugins.mds_server.serving.console.reading import json_of
from hapline_plugins.mds_server.serving.console.shapes import (
    Flag,
    Many,
    Maybe,
    Named,
    Record,
    Shape,
    Text,
    Whole,
    WrongError,
)
from hapline_plugins.mds_server.serving.console.tasks import END, MEMO, RULES, USERS, WHITELIST_IDS, rules_given
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import RefusedError

_CREATE = "CreateMcubeNebulaResource"
_FILE_NAME = re.compile(r"([0-9]{8})\.zip")
_PIECE = 2**20
_BIT = Whole(most=1)
_ID = Text(says="The package id, eight digits.", least=1, most=40)
_SETTINGS: Mapping[str, Shape] = {
    "h5Name": Text(says="Of a new app; its id by default.", least=1, most=100),
    "h5Version": Text(says="The next after the highest, or 0.0.0.1, by default.", least=1, most=100),
    "resourceType": Whole(says="0 global, 1 normal.", most=1),
    "repeatNebula": _BIT,
    "platform": Text(choices=("all", "Android", "iOS", "Harmony")),
    "clientVersionMin": Text(says="ios;android;harmony", least=1, most=200),
    "clientVersionMax": Text(says="ios;android;harmony; empty for all later ones.", most=200),
    "mainUrl": Text(most=500),
    "subUrl": Text(most=500),
    "extendInfo": Text(says="A JSON object, as text.", most=10_000),
    "autoInstall": Whole(says="0 over Wi-Fi only, 1 over any network.", most=1),
    "installType": Whole(says="1 to install at once.", most=1),
}
_SETTING = Record(
    members=_SETTINGS,
    optional=tuple(_SETTINGS),
    says="What is not given is as in the highest version of the app, else the usual.",
)
_OPTION_MEMBERS: Mapping[str, Shape] = {
    "settings": _SETTING,
    "packages": Named(of=_SETTING, says="For single packages, by id, before the settings.", most=batches.MOST_PACKAGES),
}
_OPTIONS = Record(members=_OPTION_MEMBERS, optional=tuple(_OPTION_MEMBERS))
_IMPORT = Record(
    members={
        "files": Many(
            of=Text(least=1, most=2000),
            says="Addresses or keys of uploaded files, each named after its package id, such as 20171228.zip.",
            least=1,
            most=batches.MOST_PACKAGES,
        ),
        **_OPTION_MEMBERS,
    },
    optional=tuple(_OPTION_MEMBERS),
)
FORM: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        FILES: {
            "type": "array",
            "items": {"type": "string", "contentMediaType": "application/zip"},
            "description": "Each named after its package id, such as 20171228.zip; at most 300 MB together.",
            "maxItems": batches.MOST_PACKAGES,
        },
        OPTIONS: _OPTIONS.schema(),
    },
    "required": [FILES],
}
_IMPORTED = Record(
    members={
        "file": Text(most=2000),
        "imported": Flag(),
        "id": Whole(),
        "h5Id": _ID,
        "version": Text(),
        "appCreated": Flag(),
        "remarks": Text(says="What was accepted and should not be relied on.", most=10_000),
        "error": Text(says="Why it was not imported.", most=10_000),
    },
    optional=("id", "h5Id", "version", "appCreated", "remarks", "error"),
)
_RELEASE = Record(
    members={
        "h5Ids": Many(of=_ID, least=1, most=batches.MOST_PACKAGES),
        "publishType": Whole(says="2 gray, 3 official.", least=2, most=3),
        "publishMode": Whole(says="Of gray: 1 whitelist, 2 time window.", most=4),
        "memo": MEMO,
        "whitelistIds": WHITELIST_IDS,
        "greyEndtimeData": END,
        "greyNum": USERS,
        "rules": RULES,
    },
    optional=("publishMode", "memo", "whitelistIds", "greyEndtimeData", "greyNum", "rules"),
)
_RELEASED = Record(
    members={
        "h5Id": _ID,
        "released": Flag(),
        "version": Text(),
        "task": Whole(),
        "error": Text(says="Why it was not released.", most=10_000),
    },
    optional=("version", "task", "error"),
)
_APP = Record(
    members={
        "h5Id": _ID,
        "h5Name": Text(),
        "versions": Whole(says="How many there are."),
        "highest": Maybe(of=Record(members={"id": Whole(), "version": Text(), "publishPeriod": Whole()})),
        "releasable": Flag(says="Whether a batch may release the highest version."),
    }
)


@noun
class _File:
    """A file to be imported: how it was named, and the name of it alone."""

    given: str
    name: str


async def _list(asked: Asked) -> Reply:
    call = asked.call(_CREATE, {})
    return asked.page(list(asked.state.offline_apps.of(asked.space)), lambda one: _app_shown(call, one))


def _app_shown(call: Call, app: OfflineApp) -> dict[str, object]:
    last = batches.highest(call, app.h5_id)
    shown = last and {
        "id": last.id,
        "version": last.version,
        "publishPeriod": period(tasks_of(call.state, call.space, LINE, last.id)),
    }
    return {
        "h5Id": app.h5_id,
        "h5Name": app.name,
        "versions": len(versions_of(call, app.h5_id)),
        "highest": shown,
        "releasable": last is not None and batches.is_releasable(call, last),
    }


async def _delete(asked: Asked) -> Reply:
    h5_id, version = asked.path["h5Id"], asked.path["version"]
    await asked.change(lambda unit: batches.delete_version(asked.call(_CREATE, {}), unit, h5_id, version))
    return {}


async def _release(asked: Asked) -> Reply:
    body = asked.body
    rules_given(body)
    values: dict[str, str | int | bool] = {
        "PublishType": body["publishType"],
        "PublishMode": body.get("publishMode", 0),
        "Memo": body.get("memo", ""),
        "WhitelistIds": ",".join(map(str, body.get("whitelistIds", ()))),
        "GreyEndtimeData": body.get("greyEndtimeData", ""),
        "GreyNum": body.get("greyNum", 0),
        "GreyConfigInfo": json.dumps(body["rules"]) if body.get("rules") else "",
    }

    def change(unit: Unit) -> Reply:
        call = asked.call("CreateMcubeNebulaTask", values)
        audience(call, Mode.FULL)  # what is wrong with it is wrong for all
        return {"results": [_released(call, unit, h5_id) for h5_id in dict.fromkeys(body["h5Ids"])]}

    return await asked.change(change)


def _released(call: Call, unit: Unit, h5_id: str) -> dict[str, object]:
    try:
        return batches.release(call, unit, h5_id)
    except RefusedError as error:
        return {"h5Id": h5_id, "released": False, "error": error.message}


async def _import(asked: Asked) -> Reply:
    if asked.body is not None:
        files = [_file(one) for one in asked.body["files"]]
        return await _imported(asked, files, asked.body)
    form = await read_form(asked.request, most=batches.MOST_PACKAGES, largest=batches.LARGEST_IMPORT)
    try:
        options = _OPTIONS.read(json_of(form.options.encode(), OPTIONS), OPTIONS)
        if not form.files:
            raise WrongError(FILES, "is missing")
        _check_once([one.filename or "" for one in form.files])
        files = await _kept(asked, form.files)
    finally:
        await form.close()
    return await _imported(asked, files, options)


def _file(given: str) -> _File:
    key = unquote(urlsplit(given).path)
    return _File(given=given, name=key.rpartition("/")[2])


async def _kept(asked: Asked, uploads: tuple[UploadFile, ...]) -> list[_File]:
    """Keep files of a form, as if each had been uploaded with a token."""
    folder = "/".join(
        ("mds/tempFileForOnex", asked.query["appId"], asked.query["workspaceId"], "import", str(uuid.uuid4()))
    )
    kept = {}
    for one in uploads:
        name = (one.filename or "").rpartition("/")[2]
        kept[f"{folder}/{name}"] = await asyncio.to_thread(asked.service.files.put, _pieces(one.file))

    def note(unit: Unit) -> None:
        for key, content in kept.items():
            unit.put(
                Upload(
                    id=unit.number(Upload.kind),
                    space=asked.space,
                    key=key,
                    digest=content.sha256,
                    size=content.size,
                )
            )

    await asked.change(note)
    return [_File(given=key, name=key.rpartition("/")[2]) for key in kept]


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    return iter(partial(file.read, _PIECE), b"")


def _check_once(names: list[str]) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise WrongError(f"{FILES}[{number}]", f"is named as another one: {name[:60]}")


async def _imported(asked: Asked, files: list[_File], options: Mapping[str, Any]) -> Reply:
    _check_once([one.name for one in files])
    ids = {_id_of(one) for one in files}
    for h5_id in options.get("packages", {}):
        if h5_id not in ids:
            raise WrongError(f"packages.{h5_id[:40]}", "has no file")
    _check_size(asked, files)
    return {"results": [await _import_one(asked, one, options) for one in files]}


def _check_size(asked: Asked, files: list[_File]) -> None:
    sizes = {one.key: one.size for one in asked.state.uploads.of(asked.space)}
    if sum(sizes.get(_key_of(one), 0) for one in files) > batches.LARGEST_IMPORT:
        raise WrongError(FILES, f"must not have more than {batches.LARGEST_IMPORT >> 20} MB together")


async def _import_one(asked: Asked, file: _File, options: Mapping[str, Any]) -> dict[str, object]:
    h5_id = _id_of(file)
    shown = file.given if asked.body is not None else file.name
    failed: dict[str, object] = {"file": shown, "imported": False}
    if not h5_id:
        return failed | {"error": "must be named after the eight digits of its package id, such as 20171228.zip"}
    given = options.get("settings", {}) | options.get("packages", {}).get(h5_id, {})
    try:
        values: dict[str, str | int | bool] = {
            **batches.settings_for(asked.call(_CREATE, {}), h5_id),
            **{name[0].upper() + name[1:]: value for name, value in given.items()},
            "FileUrl": f"{asked.base}/{_key_of(file)}",
            "OnexFlag": True,
        }
        prepared = await asyncio.to_thread(prepare, asked.call(_CREATE, values), new_app=True)
        done = await asked.change(lambda unit: batches.add_imported(asked.call(_CREATE, values), unit, prepared))
    except RefusedError as error:
        return failed | {"error": error.message}
    return {"file": shown, **done}


def _id_of(file: _File) -> str:
    found = _FILE_NAME.fullmatch(file.name)
    return found[1] if found else ""


def _key_of(file: _File) -> str:
    return unquote(urlsplit(file.given).path).lstrip("/")


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/offline-packages",
        name="listOfflinePackages",
        says="List offline packages, with what a batch may release of them.",
        handle=_list,
        query={**SPACE, **PAGE},
        reply=page_of(_APP),
    ),
    Endpoint(
        method="DELETE",
        path="/offline-packages/{h5Id}/versions/{version}",
        name="deleteOfflineVersion",
        says="Delete a version of an offline package that was never released.",
        handle=_delete,
        parts={"h5Id": _ID, "version": Text(least=1, most=100)},
        status=204,
        refusals=(404, 409),
    ),
    Endpoint(
        method="POST",
        path="/offline-imports",
        name="importOfflinePackages",
        says="Import offline packages: each becomes a version of its app, which is made where there is none, or is "
        "refused by itself.",
        handle=_import,
        body=_IMPORT,
        files=True,
        reply=Record(members={"results": Many(of=_IMPORTED)}),
    ),
    Endpoint(
        method="POST",
        path="/offline-releases",
        name="releaseOfflinePackages",
        says="Release the highest versions of several offline packages, of each that is to be released or was.",
        handle=_release,
        body=_RELEASE,
        reply=Record(members={"results": Many(of=_RELEASED)}),
        refusals=(404,),
    ),
)
