"""The three files, as the resource compiler and the linker take them.

Source: mPaaS MDS guide, 5.2.2.1 "Fixed resource ID configuration": public.xml and ids.xml go into ``res/values`` of the
project that has the fix, public.txt into its root. The grammar of public.txt is that of ``aapt2 link --emit-ids``; it
has no comments, a line without ``=`` fails the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.stable_ids.choosing import StableIds

PUBLIC_TXT, PUBLIC_XML, IDS_XML = "public.txt", "public.xml", "ids.xml"
MARK = b"hapline hotpatch stable-ids"
"""What says in an XML file that it was made here; public.txt cannot say it."""
_HEAD = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- Made by {MARK.decode()} of a released app: make it anew instead of changing it. -->
<resources>
"""


def contents(ids: StableIds) -> Mapping[str, bytes]:
    """The files by name; lines end with LF and are ordered by id, so that the same table makes the same bytes."""
    return {
        PUBLIC_XML: _xml(f'<public type="{one.type}" name="{one.name}" id="0x{one.id:08x}" />' for one in ids.public),
        IDS_XML: _xml(f'<item type="id" name="{one.name}" />' for one in ids.public if one.type == "id"),
        PUBLIC_TXT: "".join(
            f"{ids.package}:{one.type}/{one.name} = 0x{one.id:08x}\n" for one in ids.resources
        ).encode(),
    }


def _xml(elements: Iterable[str]) -> bytes:
    lines = "".join([f"    {one}\n" for one in elements])
    return f"{_HEAD}{lines}</resources>\n".encode()
