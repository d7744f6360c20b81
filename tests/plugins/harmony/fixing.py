"""What fixes do to the sample project, as a diff."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from hapline.testing import Bench
from plugins.harmony import sample


def fixed(changes: Mapping[str, str | sample.Json], *, unsafe: bool = False) -> str:
    """The diff that ``hapline fix`` shows for the sample project with these changes: the lines that differ.

    Args:
        changes: As for ``sample.project``. unsafe: Whether unsafe fixes are applied too.
    """
    files = sample.project(changes)
    found: list[str] = []
    for path, content in sorted(Bench().fix(files, unsafe=unsafe).items()):
        before = files[path]
        old = before if isinstance(before, str) else before.decode()
        lines = list(difflib.unified_diff(old.splitlines(), content.decode().splitlines(), lineterm="", n=0))
        found += [path if line.startswith("+++") else line for line in lines[1:] if not line.startswith("@@")]
    return "\n".join(found)
