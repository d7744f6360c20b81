"""The resource table of a built app."""

from __future__ import annotations

from itertools import islice

from hapline.android import BinaryError, ResourceTable
from hapline.archives import ArchiveError, open_archive
from hapline.errors import UsageError, of
from hapline_hooks import Phrase, Unreadable
from hapline_plugins.hotpatch.comparing.resource_names import MOST_TABLE, TABLE
from hapline_plugins.hotpatch.obfuscation.streams import BLOCK, blocks

_TABLE = b"\x02\x00\x0c\x00"
"""The first bytes of a resource table: its kind, and the length of its header."""


def read_table(path: str) -> ResourceTable:
    """The table of an apk, of a Bundle jar, or of a resources.arsc that lies there by itself.

    Raises:
        hapline.errors.HaplineError: There is no such file, it has no table, or the table is broken.
    """
    where = path
    try:
        pieces = blocks(path)
        data = next(pieces, b"")
        if data.startswith(_TABLE):
            data += b"".join(islice(pieces, MOST_TABLE // BLOCK))
        else:
            where = f"{path}!{TABLE}"
            data = _in_archive(path)
        return ResourceTable(data)
    except (OSError, Unreadable, ArchiveError) as error:
        raise of(error, path) from None
    except BinaryError as error:
        raise UsageError(Phrase(error.template, **error.fields), where=where, todo=error.hint) from None


def _in_archive(path: str) -> bytes:
    with open_archive(path) as archive:
        if TABLE not in archive.by_name:
            raise UsageError(
                "there is no resources.arsc in it",
                where=path,
                todo="give the apk as it was released; an app bundle or an aar has no ids yet",
            )
        return archive.read(TABLE, MOST_TABLE)
