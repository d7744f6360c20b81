"""Puts entries into the configuration of an app's presets; all else in it stays as it is, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from hapline.documents import Document, apply, text_edits
from hapline.errors import UsageError
from hapline_hooks import JsonEdit
from hapline_plugins.offline.presets.entries import config_entries

Entry = Mapping[str, object]


def merged(path: str, before: bytes | None, entries: Sequence[Entry], pattern: Mapping[str, object]) -> bytes:
    """The configuration with these entries in the place of those of the same packages.

    Args:
        path: The file, for errors. before: Its content; None where there is none yet. entries: One for each package.
        pattern: The configuration that the entries come from: a new one has all else from it.

    Raises:
        hapline.errors.UsageError: What is there cannot be read.
    """
    if before is None:
        return json.dumps({**pattern, "data": [*entries]}, ensure_ascii=False, indent=2).encode()
    there = config_entries(path, before)
    for problem in there.problems:
        document = Document(before) if problem.keys else None
        span = document.place(problem.keys) if document is not None else problem.span
        raise UsageError(problem.reason, where=path, span=span, todo="mend it first; it is the app's own")
    edits: list[JsonEdit] = []
    for entry in entries:
        first, *others = [one.keys for one in there.entries if one.id == entry["app_id"]] or [()]
        if first:
            edits.append(JsonEdit(action="set", keys=first, value=entry))
        else:
            edits.append(JsonEdit(action="append", keys=("data",), value=entry))
        edits += [JsonEdit(action="remove", keys=keys) for keys in others]
    document = Document(before, strict=True)
    return document.encode(apply(document.text, text_edits(document, edits)))
