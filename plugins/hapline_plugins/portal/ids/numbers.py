"""Package ids as they are written: decimal, as the app reads them with Java's Integer.parseInt."""

from __future__ import annotations

import re
from typing import Literal

from hapline_hooks import Phrase, noun
from hapline_plugins.portal.numbers import MOST

Form = Literal["", "empty", "hex", "octal", "underscore", "sign", "number", "large", "expression"]
_DIGITS = len(str(MOST))
_SHOWN = 40
"""Characters of a wrong value that are said again."""


@noun
class PackageId:
    """A package id as it was written.

    Attributes:
        value: The id; None where what is written is none. It may still be one that no Bundle can have.
        form: How it is written instead of in decimal, empty where it is well. problem: The same in words.
    """

    value: int | None = None
    form: Form = ""
    problem: Phrase | None = None


def parse_package_id(given: object) -> PackageId:
    """Read a package id: an int, or the text of one in decimal, without anything around it.

    Text that Gradle would compute is refused too, although the build may work: the value that is packed is then another
    than the one that people read (``036`` is 30 to Gradle, and 36 to Integer.parseInt). Source: the app reads
    ``Package-Id`` of META-INF/BUNDLE.MF as a decimal number.
    """
    if isinstance(given, int) and not isinstance(given, bool):
        if given < 0:
            return _refused("sign", "a package id is written without a sign")
        return PackageId(value=given) if given <= MOST else _too_large()
    if not isinstance(given, str):
        return _refused("expression", "a package id is a whole number")
    return _read(given)


def _read(text: str) -> PackageId:
    if not text.strip():
        return _refused("empty", "the package id is empty")
    if re.fullmatch(r"0|[1-9][0-9]*", text, re.ASCII):
        return PackageId(value=int(text)) if len(text) <= _DIGITS and int(text) <= MOST else _too_large()
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    if re.fullmatch(r"[+-]?0[xX][0-9a-fA-F_]*", text):
        return _refused("hex", "{text} is hexadecimal, and the app reads the id as a decimal number", text=shown)
    if re.fullmatch(r"0[0-9]+", text, re.ASCII):
        return _refused("octal", "{text} begins with 0: Gradle reads it as octal, the app as decimal", text=shown)
    if re.fullmatch(r"[0-9][0-9_]*_[0-9_]*", text, re.ASCII):
        return _refused("underscore", "{text} has underscores, which the app does not read", text=shown)
    if re.fullmatch(r"[+-][0-9]+", text, re.ASCII):
        return _refused("sign", "a package id is written without a sign")
    if re.fullmatch(r"[0-9]+([.][0-9]*)?[a-zA-Z]?", text, re.ASCII):
        return _refused("number", "{text} is not a whole number without a suffix", text=shown)
    return _refused("expression", "{text} is not a number in decimal digits", text=shown)


def _too_large() -> PackageId:
    return _refused("large", "the package id is larger than any number that the app can read")


def _refused(form: Form, problem: str, **names: object) -> PackageId:
    return PackageId(form=form, problem=Phrase(problem, **names))
