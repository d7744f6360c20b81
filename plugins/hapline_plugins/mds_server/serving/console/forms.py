"""Forms with files: read to the disk, up to a size and a number of files."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from hapline_hooks import noun
from hapline_plugins.mds_server.serving.console.shapes import WrongError

FILES, OPTIONS = "files", "options"
"""The names of the parts of a form."""
_BESIDE = 2**20
"""Bytes that a form may have beside its files."""
_LONGEST_OPTIONS = 256 * 1024


class TooLongError(Exception):
    """A body is longer than it may be; says how long that is."""


@noun
class Form:
    """A form.

    Attributes:
        files: Its files. options: JSON, as it was given; "{}" without any.
    """

    files: tuple[UploadFile, ...]
    options: str

    async def close(self) -> None:
        """Remove the files."""
        for one in self.files:
            await one.close()


async def read_form(request: Request, *, most: int, largest: int) -> Form:
    """Read a form; the files are to be closed by whoever gets it.

    Args:
        request: The request. most: How many files it may have. largest: How many bytes they may have together.

    Raises:
        WrongError: It is no form, or has other parts. TooLongError: It is too long.
    """
    parser = MultiPartParser(
        request.headers,
        _limited(request, largest + _BESIDE),
        max_files=most,
        max_fields=1,
        max_part_size=_LONGEST_OPTIONS,
    )
    try:
        content = (await parser.parse()).multi_items()
    except MultiPartException as error:
        raise WrongError(FILES, f"cannot be read: {error.message}") from None
    form = Form(files=tuple(one for _, one in content if isinstance(one, UploadFile)), options=_options(content))
    try:
        _check(content)
        _check_size(form, largest)
    except BaseException:
        await form.close()
        raise
    return form


def _check(content: list[tuple[str, UploadFile | str]]) -> None:
    for name, one in content:
        if name != (FILES if isinstance(one, UploadFile) else OPTIONS):
            raise WrongError(name[:60], f"is unknown; files are named {FILES}, and JSON may be in {OPTIONS}")


def _check_size(form: Form, largest: int) -> None:
    if sum(one.size or 0 for one in form.files) > largest:
        raise TooLongError(largest)


def _options(content: list[tuple[str, UploadFile | str]]) -> str:
    return next((one for _, one in content if isinstance(one, str)), json.dumps({}))


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    room = most
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > room:
        raise TooLongError(most)
    async for piece in request.stream():
        room -= len(piece)
        if room < 0:
            raise TooLongError(most)
        yield piece
