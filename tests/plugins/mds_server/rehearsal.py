"""A server in this process and the official SDK that talks to it over loopback.

Nothing here knows how the server is made, but for starting it: what tests assert are literals from the guide.
"""

from __future__ import annotations

import asyncio
import io
import threading
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
from alibabacloud_mpaas20201028 import models
from alibabacloud_mpaas20201028.client import Client
from alibabacloud_tea_openapi.models import Config

from hapline.packing import Packing
from hapline_plugins.mds_server.serving.app import application
from hapline_plugins.mds_server.serving.running import listening, serving
from hapline_plugins.mds_server.serving.service import Service
from hapline_plugins.mds_server.storage.database import Database
from hapline_plugins.mds_server.wire.credentials import Credential

KEY, SECRET = "LTAIrehearsal", "a secret of the tests"
ENDED_KEY, ENDED_SECRET, ENDED_TOKEN = "STS.ended", "a third secret", "a token of the past"
STS_KEY, STS_SECRET, STS_TOKEN = "STS.rehearsal", "another secret", "token/with+signs=="
SPACE: Mapping[str, str] = {"app_id": "ALIPUB40DX", "workspace_id": "default", "tenant_id": "XVXXXXXXF"}
WAIT = 20
"""Seconds for what takes a fraction of one."""


class Server:
    """A server in a thread.

    Attributes:
        offset: Seconds by which the clock of the service is ahead; that of signatures is right.
        address: ``127.0.0.1:port``.
    """

    def __init__(
        self, folder: Path, *, url: str = "", delivery_delay: int = 0, rate: int = 0, largest_upload: int = 5 * 2**30
    ) -> None:
        self.folder = folder
        self.offset = 0.0
        self.address = ""
        self._url, self._delay, self._rate = url, delivery_delay, rate
        self._largest = largest_upload
        self._loop: asyncio.AbstractEventLoop
        self._ended = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._failure: BaseException | None = None

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread.start()
        assert self._ready.wait(WAIT)
        if self._failure:
            raise self._failure

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(WAIT)
        assert not self._thread.is_alive()
        if self._failure:
            raise self._failure

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.offset += seconds

    @property
    def now(self) -> float:
        return time.time() + self.offset

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:  # noqa: BLE001 whoever waits for it raises it
            self._failure = error
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        folder = str(self.folder)
        credentials = {
            KEY: Credential(key_id=KEY, secret=SECRET),
            STS_KEY: Credential(key_id=STS_KEY, secret=STS_SECRET, token=STS_TOKEN),
            ENDED_KEY: Credential(key_id=ENDED_KEY, secret=ENDED_SECRET, token=ENDED_TOKEN, expires=1.0),
        }
        with listening("127.0.0.1", 0) as at:
            self.address = "127.0.0.1:{1}".format(*at.getsockname())
            service = Service(
                Database(self._url, folder=folder),
                Packing(),
                folder=folder,
                clock=lambda: self.now,
                delivery_delay=self._delay,
                largest_upload=self._largest,
            )
            try:
                async with serving(application(service, credentials, rate=self._rate), at):
                    self._ready.set()
                    await self._ended.wait()
            finally:
                await service.close()


class Rehearsal:
    """What a release engineer has in hand: the SDK, and files to upload.

    Attributes:
        server: The server. client: The SDK's client. space: App, workspace and tenant, as requests have them.
    """

    def __init__(self, server: Server, space: Mapping[str, str] = SPACE) -> None:
        self.server = server
        self.space = space
        self.client = client_of(server)

    def call(self, action: str, **fields: object) -> dict[str, Any]:
        """Carry an operation out, and return its object as the SDK has read it, by wire names."""
        body = self.whole(action, **fields)
        assert body["ResultCode"] == "OK"
        ((_, content),) = ((name, one) for name, one in body.items() if isinstance(one, dict))
        return dict(content)

    def done(self, action: str, **fields: object) -> dict[str, Any]:
        """Carry an operation out that must succeed."""
        content = self.call(action, **fields)
        assert _outcome(content)["Success"] is True, content
        return content

    def refused(self, action: str, **fields: object) -> str:
        """Carry an operation out that must be refused, and return why."""
        outcome = _outcome(self.call(action, **fields))
        assert outcome["Success"] is False, outcome
        return str(outcome["ResultMsg"])

    def whole(self, action: str, **fields: object) -> dict[str, Any]:
        """Carry an operation out, and return the whole reply."""
        name = _snake(action)
        request = getattr(models, f"{action}Request")(**{**self.space, **fields})
        response = getattr(self.client, name)(request)
        assert response.status_code == 200
        return dict(response.body.to_map())

    def upload(self, name: str, content: bytes) -> str:
        """Upload a file as the SDK's helper does, and return its address."""
        token = self.done("GetMcubeFileToken", onex_flag=True)["FileToken"]
        response = post(token, token["Dir"] + name, content)
        assert response.status_code == 200, response.text
        return f"{token['Host']}/{token['Dir']}{name}"

    def app(self, h5_id: str = "20171228") -> None:
        """An offline package, with all that it needs."""
        if not self.call("QueryMcubeVhost")["Data"]:
            self.done("CreateMcubeVhost", vhost="h5app.com")
        self.done("CreateMcubeNebulaApp", h_5id=h5_id, h_5name="Activity")

    def resource(self, version: str = "1.0.0.1", h5_id: str = "20171228", **fields: object) -> int:
        """A version of an offline package."""
        return int(
            self.done("CreateMcubeNebulaResource", **self.resource_fields(version, h5_id, **fields))["NebulaResourceId"]
        )

    def resource_fields(self, version: str = "1.0.0.1", h5_id: str = "20171228", **fields: object) -> dict[str, object]:
        """What a request for a version says."""
        known: dict[str, object] = {
            "h_5id": h5_id,
            "h_5name": "Activity",
            "h_5version": version,
            "main_url": "/www/index.html",
            "auto_install": 0,
            "install_type": 1,
            "resource_type": 1,
            "platform": "all",
            "client_version_min": "1.0.0;1.0.0;1.0.0",
            "client_version_max": "",
            "onex_flag": True,
        }
        if "file_url" not in fields:
            known["file_url"] = self.upload(f"{h5_id}.zip", zipped({f"{h5_id}/www/index.html": b"<!DOCTYPE html>"}))
        return known | fields

    def task(self, package: int, **fields: object) -> int:
        """A task that releases a version of an offline package to all, or as the fields say."""
        known: dict[str, object] = {"id": 0, "package_id": package, "publish_type": 3, "memo": "test"}
        return int(self.done("CreateMcubeNebulaTask", **(known | fields))["NebulaTaskId"])

    def whitelist(self, *users: str, name: str = "", type_: str = "normal") -> int:
        """A whitelist with these users."""
        number = int(
            self.done(
                "CreateMcubeWhitelist", white_list_name=name or f"list {time.monotonic_ns()}", whitelist_type=type_
            )["WhitelistId"]
        )
        if users:
            self.done("UpdateMcubeWhitelist", id=str(number), key_ids="\n".join(users), onex_flag=True)
        return number

    def check(self, **device: object) -> dict[str, Any]:
        """Ask as a device does."""
        known: dict[str, Any] = {
            "appId": self.space["app_id"],
            "workspaceId": self.space["workspace_id"],
            "platform": "Android",
            "clientVersion": "2.0.0",
        }
        response = requests.post(f"http://{self.server.address}/delivery/check", json=known | device, timeout=WAIT)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def versions(self, **device: object) -> dict[str, str]:
        """The offline packages that a device gets: version by id."""
        return {one["id"]: one["version"] for one in self.check(**device)["packages"]}


def client_of(server: Server, key: str = KEY, secret: str = SECRET, token: str | None = None) -> Client:
    """The SDK's client, as its README makes one."""
    return Client(
        Config(
            endpoint=server.address,
            protocol="http",
            access_key_id=key,
            access_key_secret=secret,
            security_token=token,
        )
    )


def post(token: Mapping[str, str], key: str, content: bytes, **fields: str) -> requests.Response:
    """Upload a file with a token."""
    form = {
        "key": key,
        "OSSAccessKeyId": token["Accessid"],
        "policy": token["Policy"],
        "Signature": token["Signature"],
        "success_action_status": "200",
    }
    name = key.rpartition("/")[2]
    return requests.post(f"{token['Host']}/", data=form | fields, files={"file": (name, content)}, timeout=WAIT)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip with these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def _outcome(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return content if "Success" in content else content["Data"]


def _snake(action: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in action).removeprefix("_")
