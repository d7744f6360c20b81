"""A baseline as people and programs read it: what is accepted, by rule, and what of it has expired or is gone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from hapline.console import printable
from hapline.dates import today
from hapline.engine.baseline import Entry
from hapline.words import Words


def as_json(shown: str, entries: Iterable[Entry], seen: Collection[str], left: Mapping[str, int]) -> str:
    """The entries as versioned JSON.

    Args:
        shown: The file of the baseline. entries: What is in it.
        seen: Fingerprints of what the run looked at. left: How many findings are left of those that accept too many.
    """
    found = [_entry(one, left.get(one.fingerprint, one.count) if one.fingerprint in seen else None) for one in entries]
    return json.dumps({"version": 1, "baseline": shown, "findings": found}, ensure_ascii=False, indent=2)


def _entry(entry: Entry, found: int | None) -> dict[str, object]:
    return {
        "rule": entry.rule,
        "path": entry.path,
        "message": entry.message,
        "reason": entry.reason,
        "expires": entry.expires or None,
        "expired": entry.has_expired(today()),
        "count": entry.count,
        "found": found,
        "package": entry.package,
        "fingerprint": entry.fingerprint,
    }


def as_text(entries: Sequence[Entry], left: Mapping[str, int], words: Words) -> Iterable[str]:
    """The entries by rule, line by line, with what they add up to."""
    by_rule: dict[str, list[Entry]] = {}
    for entry in entries:
        by_rule.setdefault(entry.rule, []).append(entry)
    for rule, several in by_rule.items():
        yield f"{printable(rule)}{words(': ')}{_numbers(several, left, words)}"
        for entry in several:
            yield f"  {printable(entry.path)}{words(': ')}{printable(entry.message)}"
            facts = [words("until {date}", date=entry.expires)] if entry.expires else []
            facts += [words("expired")] if entry.has_expired(today()) else []
            if entry.count > 1:
                facts.append(words("{count} times", count=entry.count))
            if entry.fingerprint in left:
                facts.append(words("found {count} times", count=left[entry.fingerprint]))
            yield f"    {words('{items}', items=[printable(entry.reason), *facts])}"
    yield _numbers(entries, left, words)


def _numbers(entries: Sequence[Entry], left: Mapping[str, int], words: Words) -> str:
    expired = sum(one.count for one in entries if one.has_expired(today()))
    gone = sum(one.count - left.get(one.fingerprint, one.count) for one in entries)
    parts = [words("{count} accepted", count=sum(one.count for one in entries) - expired)]
    parts += [words("{count} expired", count=expired)] if expired else []
    parts += [words("{count} not found any more", count=gone)] if gone else []
    return words("{items}", items=parts)
