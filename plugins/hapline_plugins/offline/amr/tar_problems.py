"""What is odd about the members of a tar although it can be read, as facts for rules to judge."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Sequence

from hapline.archives.problems import Problem, is_suspect, name_clashes, name_reasons
from hapline_plugins.offline.amr.tar_reading import TarMember

HOSTILE = frozenset({
    "traversal", "absolute", "backslash", "control-character", "empty-name", "symlink", "hard-link", "special-file",
    "duplicate", "file-and-folder",
})  # fmt: skip
"""Reasons for which no safe reader unpacks a member, or takes it for something else than the next reader."""
_RAISED = stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX
_BY_KIND = {"symlink": "symlink", "hard-link": "hard-link", "special": "special-file"}


def find_problems(members: Sequence[TarMember]) -> Iterator[Problem]:
    """Look at what headers say.

    Reasons beside those of ``hapline.archives.Problem``: ``hard-link`` (``target``, as of a ``symlink``),
    ``set-id`` (``mode``), ``pax`` (``keywords``), ``file-and-folder``: others lie below a file, or it is there as both.
    """
    for one in members:
        if is_suspect(one.name, one.raw_name):
            yield from (Problem(reason=reason, entry=one.name) for reason in name_reasons(one.name, one.raw_name))
        if one.kind in _BY_KIND:
            yield Problem(reason=_BY_KIND[one.kind], entry=one.name, detail={"target": one.target})
        if one.mode & _RAISED:
            yield Problem(reason="set-id", entry=one.name, detail={"mode": one.mode})
        if one.pax:
            yield Problem(reason="pax", entry=one.name, detail={"keywords": list(one.pax)})
    yield from name_clashes([one.path for one in members if one.kind != "folder"])
    yield from _files_and_folders(members)


def hostile(problems: Iterable[Problem]) -> frozenset[str]:
    """The names that are not to be unpacked."""
    return frozenset(one.entry for one in problems if one.reason in HOSTILE)


def _files_and_folders(members: Sequence[TarMember]) -> Iterator[Problem]:
    folders = {one.path for one in members if one.kind == "folder"}
    for one in members:
        above = one.path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    for path in dict.fromkeys(one.path for one in members if one.kind != "folder"):
        if path in folders:
            yield Problem(reason="file-and-folder", entry=path)
