"""Uploads: files that come with a token, streamed to the disk while they are checked."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator

from hapline.errors import HaplineError
from hapline.store import Content
from hapline_hooks import noun
from hapline_plugins.mds_server.model.settings import Upload
from hapline_plugins.mds_server.model.spaces import space_of
from hapline_plugins.mds_server.serving.pipe import Pipe
from hapline_plugins.mds_server.serving.service import Service
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import GatewayError
from hapline_plugins.mds_server.wire.policies import ACCESS_ID
from hapline_plugins.mds_server.wire.post_object import UploadForm

_NEEDED = ("key", "ossaccesskeyid", "policy", "signature")
_LONGEST_KEY = 1023
"""Bytes of an object key: what OSS takes."""
_STATUSES = {"200": 200, "201": 201}


@noun
class Received:
    """A file that was received.

    Attributes:
        key: Its object key. etag: Its entity tag, as OSS makes it. status: The HTTP status that the form asks for.
    """

    key: str
    etag: str
    status: int


async def receive(service: Service, content_type: str, body: AsyncIterator[bytes]) -> Received:
    """Receive a file.

    Raises:
        GatewayError: It must not be uploaded, or is longer than it may be; nothing of it is kept.
    """
    receiver = _Receiver(service, UploadForm(content_type))
    try:
        async for piece in body:
            await receiver.take(piece)
        content = await receiver.end()
    except HaplineError as error:
        await receiver.give_up()
        raise GatewayError(500, "InternalError", f"The file cannot be kept: {error.what}.") from None
    except BaseException:
        await receiver.give_up()
        raise
    key = receiver.form.fields["key"]
    await service.change(lambda unit: _note(unit, key, content))
    status = _STATUSES.get(receiver.form.fields.get("success_action_status", ""), 204)
    return Received(key=key, etag=receiver.etag, status=status)


class _Receiver:
    """One upload on its way to the disk."""

    def __init__(self, service: Service, form: UploadForm) -> None:
        self.form = form
        self._service = service
        self._pipe = Pipe()
        self._keeping: asyncio.Task[Content] | None = None
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._room = 0

    @property
    def etag(self) -> str:
        return self._md5.hexdigest().upper()

    async def take(self, piece: bytes) -> None:
        for part in self.form.feed(piece):
            keeping = self._begin()
            self._room -= len(part)
            if self._room < 0:
                raise GatewayError(
                    400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size."
                )
            self._md5.update(part)
            await self._pipe.send(part)
            if keeping.done():  # long before the end: the disk takes no more
                await keeping

    async def end(self) -> Content:
        if not self.form.ended:
            raise GatewayError(400, "MalformedPOSTRequest", "The form ends before its file does, or has none.")
        keeping = self._begin()
        await self._pipe.end()
        return await keeping

    async def give_up(self) -> None:
        if self._keeping is not None:
            await self._pipe.give_up()
            await asyncio.gather(self._keeping, return_exceptions=True)

    def _begin(self) -> asyncio.Task[Content]:
        """Start to write, once the fields before the file are known; an empty file starts at its end."""
        if self._keeping is None:
            self._room = _allowed(self._service, self.form)
            self._keeping = asyncio.create_task(asyncio.to_thread(self._pipe.received, self._service.files.put))
        return self._keeping


def _allowed(service: Service, form: UploadForm) -> int:
    """How many bytes the file may have."""
    for name in _NEEDED:
        if not form.fields.get(name):
            raise GatewayError(400, "InvalidArgument", f"The form has no field {name} before its file.")
    if form.fields["ossaccesskeyid"] != ACCESS_ID:
        raise GatewayError(403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist.")
    key = form.fields["key"].replace("${filename}", form.file_name)
    form.fields["key"] = key
    parts = key.split("/")
    if len(key.encode()) > _LONGEST_KEY or any(part in {"", ".", ".."} for part in parts) or not key.isprintable():
        raise GatewayError(400, "InvalidObjectName", f"The specified object name is not valid: {key[:200]!r}.")
    return service.signer.allowed(form.fields["policy"], form.fields["signature"], key, service.clock())


def _note(unit: Unit, key: str, content: Content) -> dict[str, object]:
    space = space_of(*key.split("/")[2:4])
    there = next((one for one in unit.state.uploads.of(space) if one.key == key), None)
    number = there.id if there else unit.number(Upload.kind)
    unit.put(Upload(id=number, space=space, key=key, digest=content.sha256, size=content.size))
    return {}
