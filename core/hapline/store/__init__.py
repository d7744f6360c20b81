"""Keeps contents under their sha256, and small named records beside them, in a folder or wherever fsspec reaches.

Public: plugins keep releases, journals and what they deliver in it. A store is a folder on this machine, which needs
nothing else, or an address such as ``s3://bucket/releases``, for which fsspec is imported.

- ``sha256/ab/cdef...`` are the contents. Each is written beside, flushed and renamed; the same one is written once,
  and none is ever changed. Whoever reads one has it verified while it is read.
- ``records/<kind>/<name>.json`` are the records, each with the checksum of its value. One that is there is replaced
  only by those who say which one they mean to replace.
- ``incoming/`` holds what is being written. What a killed process leaves there is removed a day later.

A folder, also one that ``file://`` names, keeps what it has acknowledged through a crash of the machine, and of two who
write one record at once exactly one wins. A bucket moves what was uploaded over the name: of two who write different
records of one name in the same moment the later one wins.
"""

from __future__ import annotations

from hapline.store.addresses import is_url, open_store
from hapline.store.contents import Content, measured, pieces_of
from hapline.store.errors import DamagedError, OtherContentError
from hapline.store.records import Record, Records
from hapline.store.store import Store

__all__ = [
    "Content",
    "DamagedError",
    "OtherContentError",
    "Record",
    "Records",
    "Store",
    "is_url",
    "measured",
    "open_store",
    "pieces_of",
]
