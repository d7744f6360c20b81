"""Whether what a release keeps is what its name says: the parts that a patch build reads are read to their end."""

from __future__ import annotations

from functools import partial

from hapline.android import BinaryError
from hapline.documents import DocumentError
from hapline.errors import HaplineError, UsageError, of
from hapline.store import Content, DamagedError, Store
from hapline_hooks import Phrase, Unreadable
from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.obfuscation.instantrun_mapping import check_instantrun_mapping
from hapline_plugins.hotpatch.obfuscation.mapping import check_mapping
from hapline_plugins.hotpatch.obfuscation.methods_map import read_methods_map
from hapline_plugins.hotpatch.obfuscation.streams import Source


def trouble_in(part: str, source: Source, where: str) -> HaplineError | None:
    """What is wrong with a part; None where it is what its name says, or nobody can tell.

    Args:
        part: Its name. source: Its content, which is never held together, but for a methodsMap. where: What to call it.

    Raises:
        hapline.errors.HaplineError: What gives its content cannot.
    """
    try:
        if part == parts.MAPPING:
            check_mapping(source)
        elif part == parts.INSTANTRUN_MAPPING:
            check_instantrun_mapping(source)
        elif part == parts.METHODS_MAP and not len(read_methods_map(source)):
            return UsageError("no method is in it", where=where, todo="take it as the release build wrote it")
    except (BinaryError, DocumentError, OSError, Unreadable) as error:
        return of(error, where)
    return None


def trouble_kept(store: Store, part: str, content: Content) -> HaplineError | None:
    """What is wrong with a part that is kept; its checksum is seen to at once.

    Raises:
        hapline.errors.MissingError: The archive cannot be read.
    """
    where = f"{store.shown.rstrip('/')}/{content.key}"
    try:
        if part not in parts.NEEDED:
            store.verify(content)
            return None
        found = trouble_in(part, partial(store.pieces, content), where)
        if found is not None:
            store.verify(content)  # what was kept as it is, and is no such thing, is another trouble than a lost byte
    except DamagedError as error:
        return error
    return found


def no_such_part(part: str, trouble: HaplineError) -> Phrase:
    """That a part is not what its name says."""
    return Phrase("this is no {part}: {what}", part=part, what=Phrase(trouble.what))
