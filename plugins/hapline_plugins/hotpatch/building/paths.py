r"""Paths that the vendor's tools refuse: under ``C:\Users``, or with Chinese characters. mPaaS MDS guide, 5.2.2.1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline.errors import FailedError
from hapline_hooks import Phrase

_USERS = re.compile(r"(?:[/\\]{2}[?.][/\\])?[Cc]:[/\\]+[Uu]sers(?:[/\\]|\Z)")


def path_problems(path: str, *, is_apk: bool) -> Iterator[FailedError]:
    """What is wrong with where a file or folder is.

    Args:
        path: It, in full. is_apk: Whether it is a file that the vendor's plugin is given, and not a folder of Gradle's.
    """
    odd = "".join(dict.fromkeys(char for char in path if not char.isascii()))
    if odd:
        what = Phrase("the path has characters that the build tools refuse: {characters}", characters=odd)
        yield FailedError(what, where=path, todo="move it to a folder whose path is of ASCII characters only")
    if is_apk and _USERS.match(path):
        yield FailedError(
            "the file is in a folder that the vendor's plugin refuses: C:\\Users",
            where=path,
            todo="move it to another folder, such as D:\\release",
        )
