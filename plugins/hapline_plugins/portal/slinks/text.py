"""What ``hapline portal slinks`` says besides the files: for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hapline_plugins.portal.words import Words, place

if TYPE_CHECKING:
    from hapline_plugins.portal.slinks.files import Wanted
    from hapline_plugins.portal.slinks.needs import Reason
    from hapline_plugins.portal.slinks.plan import Decision
    from hapline_plugins.portal.slinks.report import Report


def lines(reports: Sequence[Report], words: Words, *, explain: bool) -> Iterator[str]:
    """The lines.

    Args:
        reports: One for each Portal. words: The language. explain: Whether each Bundle is explained.
    """
    for one in reports:
        if one.is_moot:
            yield words(
                "{portal}: allSlinks is true, so that all Bundles are static and its slinks has no effect",
                portal=one.name,
            )
        elif one.plan.app.portal.may_link_all:
            yield words("{portal}: slinks has an effect only where allSlinks is not true", portal=one.name)
        for note in one.plan.notes if not one.is_moot else ():
            yield words("{portal}: {note}", portal=one.name, note=note)
        if explain:
            yield from _explained(one, words)
        for file in one.files:
            yield from _of_file(file, words)


def _explained(report: Report, words: Words) -> Iterator[str]:
    for key, one in report.plan.decisions.items():
        yield f"{key}  {_state(one, words, moot=report.is_moot)}"
        for reason in one.reasons:
            yield f"    {_reason(reason, words)}"
        for remark in one.remarks:
            yield f"    {words.translate(remark)}"


def _state(one: Decision, words: Words, *, moot: bool) -> str:
    if moot:
        return (
            words("static by allSlinks; otherwise: static")
            if one.is_static
            else words("static by allSlinks; otherwise: dynamic")
        )
    if one.is_must:
        return words("static: it must be")
    return words("static") if one.is_static else words("dynamic")


def _reason(one: Reason, words: Words) -> str:
    if one.origin is None:
        return words.translate(one.text)
    where = place(one.location)
    text = "{reason} ({origin}: {place})" if where else "{reason} ({origin})"
    return words(text, reason=one.text, origin=one.origin.text, place=where)


def _of_file(file: Wanted, words: Words) -> Iterator[str]:
    for line in file.required:
        yield words("{path}: the line {line} must be there", path=file.path, line=line)
    for one in file.unknown:
        yield words("{place}: no declared Bundle has the line {line}", place=f"{file.path}:{one.number}", line=one.name)
    for name, keys in file.shared:
        yield words("{path}: the line {line} is that of {names}", path=file.path, line=name, names=list(keys))
