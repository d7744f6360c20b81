"""Devices that a hotpatch does not reach.

Source: mPaaS MDS guide, 5.2.1.1 "Limits". Versions of Android and API levels:
https://developer.android.com/guide/topics/manifest/uses-sdk-element. Dalvik is what runs apps below Android 5.0, where
4.4 has ART to choose: https://source.android.com/docs/core/runtime.
"""

from __future__ import annotations

from typing import Literal

from hapline_hooks import Phrase, noun

Concerned = Literal["yes", "maybe", "no"]
_SOURCE = "mPaaS MDS guide, 5.2.1.1"
_DALVIK = 20  # the last API level with Dalvik


@noun
class Device:
    """What is known of a device.

    Attributes:
        api: Its API level; 0 if unknown. brand: Its brand or maker. model: Its model. abis: What its processor runs.
    """

    api: int = 0
    brand: str = ""
    model: str = ""
    abis: tuple[str, ...] = ()


@noun
class DeviceLimit:
    """A kind of device that is not reached.

    Attributes:
        id: Its name, for programs. text: The kind of device.
        first: The first API level with it. last: The last one.
        versions: The same as versions of Android, the first and the last, as they are compared.
        brand: The brand it is limited to, in small letters; empty for all.
        abis: The processors it is limited to; none for all.
        is_certain: Whether level, brand and processor alone decide; else a device of it may be reached all the same.
        source: Where it is written.
    """

    id: str
    text: Phrase
    first: int
    last: int
    versions: tuple[str, str]
    brand: str = ""
    abis: tuple[str, ...] = ()
    is_certain: bool = False
    source: str = _SOURCE


LIMITS: tuple[DeviceLimit, ...] = (
    DeviceLimit(
        id="x86-dalvik",
        text=Phrase("x86 devices that run Dalvik (Android before 5.0)"),
        first=1,
        last=_DALVIK,
        versions=("1.0", "4.4.4"),
        abis=("x86", "x86_64"),
        is_certain=True,
    ),
    DeviceLimit(
        id="oppo-11",
        text=Phrase("OPPO devices with Android 11"),
        first=30,
        last=30,
        versions=("11", "11.99"),
        brand="oppo",
        is_certain=True,
    ),
    DeviceLimit(
        id="samsung-5.0",
        text=Phrase("Samsung devices with Android 5.0.x"),
        first=21,
        last=21,
        versions=("5.0", "5.0.99"),
        brand="samsung",
        is_certain=True,
    ),
    DeviceLimit(
        id="jit",
        text=Phrase("devices with API level 21 to 23 (Android 5.0 to 6.0) that have JIT switched on"),
        first=21,
        last=23,
        versions=("5.0", "6.0.99"),
    ),
    DeviceLimit(
        id="lemur",
        text=Phrase("devices with the Lemur virtual machine"),
        first=0,
        last=0,
        versions=("", ""),
    ),
    DeviceLimit(
        id="art-4.4",
        text=Phrase("devices of the time of Dalvik that are switched to ART (Android 4.4)"),
        first=19,
        last=_DALVIK,
        versions=("4.4", "4.4.4"),
    ),
)
"""The guide's list. Of Lemur it says no version of Android."""


def limits_of(method: str, min_sdk: int) -> tuple[DeviceLimit, ...]:
    """The limits of a method that an app from this API level on still meets; all where the level is 0.

    The guide states them for DexPatch; it has no such list for InstantRun.
    """
    if method != "dexpatch":
        return ()
    return tuple([one for one in LIMITS if not one.last or one.last >= min_sdk])


def concerned(limit: DeviceLimit, device: Device) -> Concerned:
    """Whether a device is of the kind; maybe where too little is known of it."""
    if not limit.first:
        return "maybe"
    if device.api and not limit.first <= device.api <= limit.last:
        return "no"
    brand = device.brand.lower()
    if limit.brand and brand and limit.brand != brand:
        return "no"
    if limit.abis and device.abis and not {*limit.abis} & {*device.abis}:
        return "no"
    known = device.api and (brand or not limit.brand) and (device.abis or not limit.abis)
    return "yes" if known and limit.is_certain else "maybe"
