"""Problems: what is odd about an archive although it can be read, told as facts for rules to judge."""

from __future__ import annotations

import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType

from hapline.archives.directory import data_end
from hapline.archives.endrecord import EndRecord, find_ends
from hapline.archives.entries import ANY_ENCRYPTION, DEFLATED, FLAG_DESCRIPTOR, STORED, ArchiveEntry
from hapline.archives.errors import ArchiveError
from hapline.archives.localheaders import descriptor_size, header_difference
from hapline.archives.signing import SigningBlock, read_signing_block
from hapline_hooks import noun

# Most names hold none of these, nor a byte above ASCII, and are not looked at any closer.
_SUSPECT = re.compile(r"\A\Z|\A[/\\]|\A[A-Za-z]:|(?:\A|/)\.\.(?:/|\Z)|[\\\x00-\x1f\x7f-\x9f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PLAIN_KINDS = {0, stat.S_IFREG, stat.S_IFDIR}
_PLAIN_TOPS = {kind >> 12 for kind in _PLAIN_KINDS}


@noun
class Problem:
    """One odd fact.

    Reasons that concern the whole archive: ``prefix-data`` (``bytes`` before the first entry),
    ``trailing-data`` (``bytes`` after the end), ``ambiguous-end`` (further ``offsets`` at which it could be taken
    to end), ``zip64``, ``data-descriptor`` (``count`` entries, the first is named), ``gap`` (unclaimed ``bytes``
    at ``offset``), ``signing-block`` (one that is broken: ``message``).

    Of an entry: ``traversal`` (a ``..`` segment), ``absolute`` (a leading slash or backslash, a drive letter),
    ``backslash``, ``empty-name``, ``control-character``, ``not-utf8``, ``duplicate`` (``times``), ``case-clash``
    (the ``other`` name), ``symlink``, ``special-file`` (``mode``), ``local-header-differs`` (by field what
    the directory says and what the local header says), ``encrypted``, ``unknown-method`` (``method``),
    ``directory-with-data`` (``size``).

    Attributes:
        reason: One of the above. entry: The entry's name, or empty. detail: More about it.
    """

    reason: str
    entry: str = ""
    detail: Mapping[str, object] = MappingProxyType({})


def find_problems(view: memoryview, entries: Sequence[ArchiveEntry], end: EndRecord) -> Iterator[Problem]:
    """Look at all that an archive says of itself; no content is read."""
    yield from _of_archive(view, entries, end)
    # Looking at all entries at once is cheaper than asking each; hardly any archive has one that is odd.
    kinds = {entry.external_attributes >> 28 for entry in entries}
    methods = {entry.method for entry in entries}
    encrypted = any(entry.flags & ANY_ENCRYPTION for entry in entries)
    folders = any(entry.size and entry.raw_name.endswith(b"/") for entry in entries)
    odd = encrypted or folders or not (kinds <= _PLAIN_TOPS and methods <= {STORED, DEFLATED})
    for entry in entries:
        if is_suspect(entry.name, entry.raw_name):
            yield from (Problem(reason=one, entry=entry.name) for one in name_reasons(entry.name, entry.raw_name))
        if odd:
            yield from _of_kind(entry)
        difference = header_difference(view, entry)
        if difference:
            yield Problem(reason="local-header-differs", entry=entry.name, detail=difference)
    yield from name_clashes([entry.name for entry in entries])


def _of_archive(view: memoryview, entries: Sequence[ArchiveEntry], end: EndRecord) -> Iterator[Problem]:
    in_order = sorted(entries, key=attrgetter("header_offset"))
    first = in_order[0].header_offset if in_order else end.shift
    if first:
        yield Problem(reason="prefix-data", detail={"bytes": first})
    if end.trailing:
        yield Problem(reason="trailing-data", detail={"bytes": end.trailing})
    others = [offset for offset in find_ends(view) if offset != end.offset]
    if others:
        yield Problem(reason="ambiguous-end", detail={"offsets": others})
    if end.is_zip64:
        yield Problem(reason="zip64")
    streamed = [entry.name for entry in entries if entry.flags & FLAG_DESCRIPTOR]
    if streamed:
        yield Problem(reason="data-descriptor", entry=streamed[0], detail={"count": len(streamed)})
    block: SigningBlock | None = None
    try:
        block = read_signing_block(view, data_end(entries), end.directory_start, ())
    except ArchiveError as error:
        yield Problem(reason="signing-block", detail={"message": error.message})
        return
    last = block.offset if block else end.directory_start
    starts = [entry.header_offset for entry in in_order[1:]] + [last]
    for entry, start in zip(in_order, starts, strict=False):
        claimed = entry.data_offset + entry.compressed_size + descriptor_size(view, entry)
        if claimed < start:
            yield Problem(reason="gap", entry=entry.name, detail={"offset": claimed, "bytes": start - claimed})


def is_suspect(name: str, raw: bytes) -> bool:
    """Whether a name is to be looked at by ``name_reasons``; most are not, which is seen at once."""
    return _SUSPECT.search(name) is not None or not raw.isascii()


def name_reasons(name: str, raw: bytes) -> Iterator[str]:
    """What is odd about the name of an entry of any kind of archive, as reasons of ``Problem``.

    Args:
        name: The name as text. raw: As it stands in the archive.
    """
    if not name:
        yield "empty-name"
        return
    plain = name.replace("\\", "/")
    if ".." in plain.split("/"):
        yield "traversal"
    if plain[0] == "/" or (plain[1:2] == ":" and plain[0].isalpha()):
        yield "absolute"
    elif plain != name:
        yield "backslash"
    if _CONTROL.search(name):
        yield "control-character"
    if name.encode() != raw:
        yield "not-utf8"


def _of_kind(entry: ArchiveEntry) -> Iterator[Problem]:
    kind = stat.S_IFMT(entry.external_attributes >> 16)
    if kind == stat.S_IFLNK:
        yield Problem(reason="symlink", entry=entry.name)
    elif kind not in _PLAIN_KINDS:
        yield Problem(reason="special-file", entry=entry.name, detail={"mode": entry.unix_mode})
    if entry.is_encrypted:
        yield Problem(reason="encrypted", entry=entry.name)
    if entry.method not in (STORED, DEFLATED):
        yield Problem(reason="unknown-method", entry=entry.name, detail={"method": entry.method})
    if entry.is_dir and entry.size:
        yield Problem(reason="directory-with-data", entry=entry.name, detail={"size": entry.size})


def name_clashes(names: Iterable[str]) -> Iterator[Problem]:
    """The names that stand there more than once, and those that some file systems take for one another."""
    folded: dict[str, str] = {}
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(reason="duplicate", entry=name, detail={"times": count})
        other = folded.setdefault(_fold(name), name)
        if other != name:
            yield Problem(reason="case-clash", entry=name, detail={"other": other})


def _fold(name: str) -> str:
    if name.isascii():
        return name.lower()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", name).casefold())
