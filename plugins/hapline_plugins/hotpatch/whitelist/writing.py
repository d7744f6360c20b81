"""Writes the whitelist of a DexPatch in the vendor's form: classes, the kind of patch, settings.

Source of the form: https://xie.infoq.cn/article/b7de0742e25a5c7b47251133e and
https://developer.aliyun.com/article/787028.
The vendor's own example ends without a line break, and so does what is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hapline.errors import UsageError
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.whitelist.model import CONFIGS, DEXPATCH, HOST_DEX, PATCH_TYPE, line_of

CLASS_NAME = re.compile(r"[^\s;/\[\]:.*,<>]+(?:\.[^\s;/\[\]:.*,<>]+)*")
"""A class as the list names it: by dots, with ``$`` before what is inside a class."""


def write_whitelist(
    classes: Iterable[str], *, host_dex: bool = True, configs: Mapping[str, str] | None = None
) -> bytes:
    """Make a whitelist.

    Args:
        classes: The classes that the patch is made of, by their names in the built thing (``com.example.Main$Inner``),
            those inside other classes too. They are written once each, sorted.
        host_dex: Whether they are in the app's own DEX files, as those of static Bundles and of apps of AARs are.
        configs: Further settings, ``ForceEnableQSecondDex-true`` for instance, by bundle name.

    Raises:
        hapline.errors.UsageError: There is no class, or one whose name cannot stand in the list.
    """
    names = sorted(set(classes))
    if not names:
        raise UsageError(
            "a whitelist of no classes makes an empty patch", todo="compare the builds again: a class has to differ"
        )
    for name in names:
        if not CLASS_NAME.fullmatch(name):
            raise UsageError(
                Phrase("the class {name} cannot stand in a whitelist", name=repr(name)[:100]),
                todo="leave it out, or give it a name of letters, digits, `$` and `_`",
            )
    lines = [
        *map(line_of, names),
        f"{PATCH_TYPE}: {DEXPATCH}",
        f"{HOST_DEX}: {str(host_dex).lower()}",
        *[f"{bundle}{CONFIGS}: {value}" for bundle, value in sorted((configs or {}).items())],
    ]
    return "\n".join(lines).encode()
