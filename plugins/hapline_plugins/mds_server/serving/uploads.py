"""Uploads: files that come with a token, streamed to the disk while they are checked."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator

from hapline.store import Content
from hapline_plugins.mds_server.model.settings import Upload
from hapline_plugins.mds_server.model.spaces import space_of
from hapline_plugins.mds_server.serving.pipe import Pipe
from hapline_plugins.mds_server.serving.service import Service
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import GatewayError
from hapline_plugins.mds_server.wire.post_object import UploadForm

_NEEDED = ("key", "ossaccesskeyid", "policy", "signature")
_STATUSES = {"200": 200, "201": 201}


async def receive(service: Service, content_type: str, body: AsyncIterator[bytes]) -> tuple[Upload, str, int]:
    """Receive a file.

    Returns:
        The upload, the ETag of the file, and the status that the form asks for.

    Raises:
        GatewayError: It must not be uploaded, or is longer than it may be; nothing of it is kept.
    """
    form = UploadForm(content_type)
    pipe = Pipe()
    keeping: asyncio.Task[Content] | None = None
    md5 = hashlib.md5(usedforsecurity=False)
    room = 0
    try:
        async for piece in body:
            for part in form.feed(piece):
                if keeping is None:
                    room = _allowed(service, form)
                    keeping = asyncio.create_task(asyncio.to_thread(service.files.put, pipe.pieces()))
                room -= len(part)
                if room < 0:
                    raise GatewayError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.")
                md5.update(part)
                await pipe.send(part)
        if not form.ended:
            raise GatewayError(400, "MalformedPOSTRequest", "The form ends before its file does, or has none.")
        if keeping is None:  # an empty file
            _allowed(service, form)
            keeping = asyncio.create_task(asyncio.to_thread(service.files.put, pipe.pieces()))
        await pipe.end()
        content = await keeping
    except BaseException:
        if keeping is not None:
            await pipe.give_up()
            await asyncio.gather(keeping, return_exceptions=True)
        raise
    upload = await _noted(service, form, content)
    return upload, md5.hexdigest().upper(), _STATUSES.get(form.fields.get("success_action_status", ""), 204)


def _allowed(service: Service, form: UploadForm) -> int:
    for name in _NEEDED:
        if not form.fields.get(name):
            raise GatewayError(400, "InvalidArgument", f"The form has no field {name} before its file.")
    key = form.fields["key"].replace("${filename}", form.file_name)
    form.fields["key"] = key
    if any(part in {"", ".", ".."} for part in key.split("/")) or not key.isprintable():
        raise GatewayError(400, "InvalidObjectName", f"The specified object name is not valid: {key[:200]!r}.")
    return service.signer.allowed(form.fields["policy"], form.fields["signature"], key, service.clock())


async def _noted(service: Service, form: UploadForm, content: Content) -> Upload:
    key = form.fields["key"]
    app_id, workspace_id = key.split("/")[2:4]
    noted: list[Upload] = []

    def note(unit: Unit) -> dict[str, object]:
        space = space_of(app_id, workspace_id)
        there = next((one for one in unit.state.uploads.of(space) if one.key == key), None)
        number = there.id if there else unit.number(Upload.kind)
        noted.append(Upload(id=number, space=space, key=key, digest=content.sha256, size=content.size))
        unit.put(noted[0])
        return {}

    await service.change(note)
    return noted[0]
