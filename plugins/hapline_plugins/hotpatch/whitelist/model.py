"""What stands in a whitelist, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from hapline_hooks import Phrase, Severity, Span, noun

DEXPATCH = "dexpatch"
PATCH_TYPE, HOST_DEX, CONFIGS = "PatchType", "HostDex", "-Configs"
"""The keys; the last is the end of one that begins with a bundle name."""

Reason = Literal[
    "bom", "encoding", "line-ends", "blank", "space", "missing-l", "slashes", "semicolon", "not-a-class", "pattern",
    "duplicate", "order", "spacing", "unknown-key", "repeated-key", "patch-type", "host-dex", "config",
    "missing-key", "empty", "dots", "original-name", "not-built", "unchanged", "sense", "left-out",
]  # fmt: skip


@noun
class WhitelistProblem:
    """Something that is wrong with a whitelist.

    Attributes:
        reason: What it is, for programs. severity: How bad: the vendor's tool would not do what is meant, or it may.
        text: What it is, for people. span: Where.
        suggestion: What should stand there, where that is known; the whole line.
        names: The classes that are meant, where several are.
    """

    reason: Reason
    severity: Severity
    text: Phrase
    span: Span
    suggestion: str = ""
    names: tuple[str, ...] = ()


@noun
class ListedClass:
    """A class of the list. name: Its name, such as ``com.example.Main$Inner``. span: The line. text: As it is there."""

    name: str
    text: str
    span: Span


@noun
class Whitelist:
    """A whitelist.

    Attributes:
        classes: The classes, in order. patch_type: The value of ``PatchType``; None where it is absent.
        host_dex: The value of ``HostDex``; None where it is absent, which the tool takes for false, or no such value.
        configs: The values of the keys ``<bundle name>-Configs``, by bundle name.
        problems: What is wrong with the file by itself.
    """

    classes: tuple[ListedClass, ...] = ()
    patch_type: str | None = None
    host_dex: bool | None = None
    configs: Mapping[str, str]
    problems: tuple[WhitelistProblem, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of the classes."""
        return frozenset([one.name for one in self.classes])


def line_of(name: str) -> str:
    """The line of a class, such as ``Lcom.example.Main$Inner``."""
    return f"L{name}"
