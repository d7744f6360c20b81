"""Damage: every prefix and thousands of random corruptions of what each reader reads end in an answer or its error."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from core.android import test_binary_xml, test_dex, test_resource_table
from core.android.making import table, xml
from hapline.android import AndroidManifest, BinaryError, DexFile, ResourceTable


def everything(data: bytes) -> None:
    file = DexFile(data)
    _ = file.class_names, file.classes, file.checksum_is_right


READERS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "dex": (everything, test_dex.MADE),
    "manifest": (AndroidManifest.read, test_binary_xml.WHOLE),
    "manifest in UTF-8": (AndroidManifest.read, xml(test_binary_xml.MANIFEST, utf8=True)),
    **{
        f"table {form}": (ResourceTable, table([test_resource_table.OWN, test_resource_table.SHARED], form=form))
        for form in test_resource_table.FORMS
    },
}


def damaged(data: bytes, times: int) -> Iterator[bytes]:
    chance = random.Random(len(data))
    odd = (0, 1, 0x7F, 0x80, 0xFF)
    for _ in range(times):
        copy = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8))):
            at = chance.randrange(len(copy))
            match chance.randrange(4):
                case 0:
                    copy[at] ^= 1 << chance.randrange(8)
                case 1:
                    copy[at] = chance.choice(odd)
                case 2:
                    copy[at : at + 4] = chance.choice((b"\0" * 4, b"\xff" * 4, len(data).to_bytes(4, "little")))
                case _:
                    del copy[at : at + chance.randrange(1, 9)]
        yield bytes(copy)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", READERS)
def test_no_prefix_is_a_crash(name: str) -> None:
    read, data = READERS[name]
    read(data)
    for end in range(len(data)):
        with pytest.raises(BinaryError):
            read(data[:end])


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", READERS)
def test_no_damage_is_a_crash(name: str) -> None:
    read, data = READERS[name]
    reasons = set()
    for copy in damaged(data, 2_000):
        try:
            read(copy)
        except BinaryError as error:
            reasons.add(error.reason)
    assert {"value", "truncated"} <= reasons
