"""Calls: one operation, with what it was called with and where."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from hapline.packing import Packing
from hapline.store import Content, Store
from hapline_hooks import noun
from hapline_plugins.mds_server.model.settings import Upload
from hapline_plugins.mds_server.model.spaces import space_of
from hapline_plugins.mds_server.storage.state import State
from hapline_plugins.mds_server.wire.faults import NotThereError, RefusedError
from hapline_plugins.mds_server.wire.form import Arguments
from hapline_plugins.mds_server.wire.policies import Signer

Reply = Mapping[str, object]
"""The fields of the object in a reply."""


@noun
class Call:
    """One operation, as a handler gets it.

    Attributes:
        arguments: What it was called with. state: What there is. files: The contents of all files.
        packing: Asks the packager of offline packages. signer: Signs upload policies.
        base: The address by which the caller reached the service, without a slash at its end.
        now: The time, in seconds since 1970.
    """

    arguments: Arguments
    state: State
    files: Store
    packing: Packing
    signer: Signer
    base: str
    now: float

    @property
    def space(self) -> str:
        """The space that it is about."""
        return space_of(self.arguments.text("AppId"), self.arguments.text("WorkspaceId"))

    def text(self, name: str) -> str:
        """A field of type ``str``."""
        return self.arguments.text(name)

    def number(self, name: str) -> int:
        """A field of type ``int``."""
        return self.arguments.number(name)

    def needed(self, name: str) -> str:
        """A field of type ``str`` that must not be empty.

        Raises:
            RefusedError: It is.
        """
        value = self.arguments.text(name).strip()
        if not value:
            raise RefusedError(f"{name} must not be empty")
        return value

    def numbered(self, name: str) -> int:
        """The number that a field of type ``str`` or ``int`` holds.

        Raises:
            RefusedError: It holds none.
        """
        if self.arguments.operation.request[name] == "int":
            return self.arguments.number(name)
        text = self.needed(name)
        if not (text.isascii() and text.isdigit() and len(text) < 19):  # noqa: PLR2004 digits of a 64-bit number
            raise RefusedError(f'{name} must be a number, not "{text[:40]}"')
        return int(text)

    def upload(self, name: str = "FileUrl") -> Upload:
        """The uploaded file that a field names by its address.

        Raises:
            RefusedError: It names none, or one of another space.
        """
        # Clients put the key behind the host, some of them quoted.
        key = self.needed(name).partition("://")[2].partition("/")[2]
        keys = {key, unquote(key)}
        for one in self.state.uploads.of(self.space):
            if one.key in keys:
                return one
        raise NotThereError(f'{name}: no file was uploaded as "{key[:200]}"; upload it with a token of this app first')

    def md5(self, upload: Upload) -> str:
        """The MD5 of an uploaded file; reads it, so only while a change is prepared."""
        digest = hashlib.md5(usedforsecurity=False)
        for piece in self.files.pieces(self.content(upload)):
            digest.update(piece)
        return digest.hexdigest()

    def product_id(self, platform: str) -> str:
        """What replies call ``ProductId`` of a platform's app: ``appId_ANDROID-workspaceId``."""
        return f"{self.text('AppId')}_{platform.upper()}-{self.text('WorkspaceId')}"

    def content(self, upload: Upload) -> Content:
        """The content of an uploaded file, as ``files`` knows it."""
        return Content(sha256=upload.digest, size=upload.size)


@noun
class Handler:
    """What carries an operation out.

    Attributes:
        read: For operations that change nothing: makes the reply's fields.
        write: For the others: makes them too, and notes the changes in the unit. Called by one at a time.
        prepare: What takes long and is done before that, in a thread: what it returns is the third argument.
    """

    read: Callable[[Call], Reply] | None = None
    write: Callable[..., Reply] | None = None
    prepare: Callable[[Call], Any] | None = None
