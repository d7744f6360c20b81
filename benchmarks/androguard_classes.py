"""What androguard reads of the classes of packages, as JSON: run by the interpreter of an environment that has it.

Usage: androguard_classes.py FILE FILE [--plain]. Prints which classes, methods and fields differ, by androguard's text
of each instruction, with branches and tables turned into numbers of instructions, and jumbo strings and wide gotos as
the narrow ones; with ``--plain`` by the text alone, which is less work and calls more a difference.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from typing import Any

from androguard.core.dex import DEX  # type: ignore[import-not-found]
from loguru import logger  # type: ignore[import-not-found]

WIDE = {"const-string/jumbo": "const-string", "goto/16": "goto", "goto/32": "goto"}
TABLES = {"packed-switch", "sparse-switch", "fill-array-data"}


def main() -> None:
    """Compare two packages."""
    logger.remove()
    old, new = (classes(file) for file in sys.argv[1:3])
    both = old.keys() & new.keys()
    changed = {name: difference(old[name], new[name]) for name in both if old[name] != new[name]}
    json.dump(
        {"added": sorted(new.keys() - old.keys()), "removed": sorted(old.keys() - new.keys()), "changed": changed},
        sys.stdout,
    )


def classes(file: str) -> dict[str, dict[str, Any]]:
    """The classes of a package, the first definition of each."""
    found: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"classes\d*\.dex", name)]
        for name in sorted(names, key=lambda name: int(re.sub(r"\D", "", name) or 1)):
            for one in DEX(archive.read(name)).get_classes():
                found.setdefault(one.get_name()[1:-1].replace("/", "."), content(one))
    return found


def content(one: Any) -> dict[str, Any]:  # noqa: ANN401 androguard has no types
    """What is compared of a class."""
    return {
        "head": (one.get_access_flags(), one.get_superclassname(), tuple(one.get_interfaces())),
        "fields": {
            (field.get_name(), field.get_descriptor()): (field.get_access_flags(), value(field))
            for field in one.get_fields()
        },
        "methods": {
            (method.get_name(), method.get_descriptor().replace(" ", "")): (method.get_access_flags(), code(method))
            for method in one.get_methods()
        },
    }


def value(field: Any) -> object:  # noqa: ANN401 see above
    """The value of a static field; what is zero is as good as absent."""
    found = field.get_init_value()
    return str(found.get_value()) if found is not None and found.get_value() else None


def code(method: Any) -> object:  # noqa: ANN401 see above
    """What a method does."""
    body = method.get_code()
    if body is None:
        return None
    if "--plain" in sys.argv:
        return [(one.get_name(), one.get_output()) for one in method.get_instructions()]
    placed, at = [], 0
    for one in method.get_instructions():
        placed.append((at, one))
        at += one.get_length()
    real = [(at, one) for at, one in placed if one.get_name() != "nop" and not one.get_name().endswith("-payload")]
    ordinal, number = {}, 0
    for at, one in placed:
        ordinal[at] = number
        number += one.get_name() != "nop" and not one.get_name().endswith("-payload")
    ordinal[at + one.get_length() if placed else 0] = number
    shape = (body.get_registers_size(), body.get_ins_size(), body.get_tries_size())
    return shape, [instruction(at, one, dict(placed), ordinal) for at, one in real], tries(method, body, ordinal)


def instruction(at: int, one: Any, placed: dict[int, Any], ordinal: dict[int, int]) -> tuple[object, ...]:  # noqa: ANN401 see above
    """An instruction, its branches as numbers of instructions."""
    name = WIDE.get(one.get_name(), one.get_name())
    if name in TABLES:
        table = placed[at + 2 * one.get_ref_off()]
        if name == "fill-array-data":
            return name, one.AA, table.element_width, bytes(table.get_data())
        keys = table.get_keys() if name == "sparse-switch" else range(table.first_key, table.first_key + table.size)
        cases = [(key, ordinal[at + 2 * target]) for key, target in zip(keys, table.get_targets(), strict=True)]
        return name, one.AA, cases
    if name == "const-string":
        return name, one.AA, one.get_string()  # its text has no quotes where it is jumbo
    if name.startswith("invoke-polymorphic"):  # whose method and proto it prints as numbers
        method, proto = one.cm.get_method(one.BBBB), one.cm.get_proto(one.HHHH)
        return name, re.sub(r"(,? \d+){2}$", "", one.get_output()), repr(method), repr(proto)
    if name == "goto":
        return name, ordinal[at + 2 * one.get_ref_off()]
    if name.startswith("if-"):
        return name, one.get_output().split("+")[0].rpartition(",")[0], ordinal[at + 2 * one.get_ref_off()]
    return name, one.get_output()


def tries(method: Any, body: Any, ordinal: dict[int, int]) -> list[object]:  # noqa: ANN401 see above
    """The parts that are tried, and their handlers."""
    found: list[object] = []
    if not body.get_tries_size():
        return found
    listed = body.get_handlers()
    by_offset = {one.get_off() - listed.get_off(): one for one in listed.get_list()}
    for one in body.get_tries():
        handler = by_offset[one.get_handler_off()]
        pairs = [
            (method.CM.get_type(pair.get_type_idx()), ordinal[2 * pair.get_addr()]) for pair in handler.get_handlers()
        ]
        rest = ordinal[2 * handler.get_catch_all_addr()] if handler.get_size() <= 0 else -1
        start = 2 * one.get_start_addr()
        end = start + 2 * one.get_insn_count()
        found.append((ordinal[start], min(number for at, number in ordinal.items() if at >= end), pairs, rest))
    return found


def difference(old: dict[str, Any], new: dict[str, Any]) -> dict[str, object]:
    """What differs in a class: its head, and members by name and descriptor."""
    return {
        "head": old["head"] != new["head"],
        **{
            kind: sorted(
                [*one] for one in old[kind].keys() | new[kind].keys() if old[kind].get(one) != new[kind].get(one)
            )
            for kind in ("fields", "methods")
        },
    }


if __name__ == "__main__":
    main()
