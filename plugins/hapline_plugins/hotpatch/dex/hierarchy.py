"""Whether the classes of a file derive from each other in a circle, which no phone would load."""

from __future__ import annotations

from hapline.android.errors import wrong_value
from hapline_plugins.hotpatch.dex.file import Dex


def check_hierarchy(dex: Dex) -> None:
    """Refuse a file whose classes derive from themselves.

    Raises:
        hapline.android.BinaryError: A class is above itself, by superclasses or interfaces.
    """
    numbers = {one.type: number for number, one in enumerate(dex.classes)}
    above = {
        one.type: [type_ for type_ in (*one.interfaces, one.superclass) if type_ in numbers] for one in dex.classes
    }
    left = {type_: iter(types) for type_, types in above.items() if types}
    done: set[int] = set()
    for type_ in left:
        way = [type_] if type_ not in done else []
        inside = set(way)
        while way:
            following = next(left[way[-1]], None)
            if following is None:
                inside.discard(way[-1])
                done.add(way.pop())
            elif following in inside:
                at = dex.tables.class_defs.offset + 32 * numbers[type_]
                raise wrong_value("superclass_idx", at, f"{dex.pool.class_name(following)}, which derives from itself")
            elif following in left and following not in done:
                way.append(following)
                inside.add(following)
