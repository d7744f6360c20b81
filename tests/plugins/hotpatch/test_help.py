"""``hapline hotpatch --help``: each command says in a few words what it is for."""

from __future__ import annotations

import re

from hapline.testing import Bench


def test_each_command_has_its_short_help_in_chinese() -> None:
    ended = Bench().run("hotpatch", "--help", "--lang", "zh")
    told = dict(re.findall(r"^  ([a-z][a-z-]+) +(\S.*)$", ended.out, re.MULTILINE))
    assert {"advise", "supersede", "list", "restore"} <= told.keys()
    assert all(not text.isascii() and text[:1] != "." for text in told.values()), told
