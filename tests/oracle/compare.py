"""Compares our verdict under ``--profile official`` with the packing tool's recorded one.

Run it on any file of recorded cases::

    make oracle CASES=FILE

How the tool's arguments map to our options:

==================================================  =====================================================
``--mode app|hap|hsp``                              ``hapline verify --as app|hap|hsp``
``--pack-info-path``                                a file named ``pack.info`` beside the packages
``--atomic-service-entry-size-limit N``             ``--set "harmony.entryLimit=N KB"``
``--atomic-service-non-entry-size-limit N``         ``--set "harmony.packageLimit=N KB"``
``--compress-level N``                              ``--set harmony.compressLevel=N``
``--replace-pack-info true|false``                  ``--set harmony.replacePackInfo=true|false``
``--pkg-context-path``, ``--skills-path``           what they add is in the package that is verified
``--atomic-service-total-size-limit``               none: the tool does not know it and ignores it
==================================================  =====================================================

Left out are cases with any other argument, or with a value that the tool's own command line refuses or
replaces: they are about that command line, and we have another one.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hapline.config.settings import Settings
from hapline.engine.run import run
from hapline.plugins import Host
from hapline_hooks import VerifyRequest
from hapline_plugins.harmony.bundle import Bundle
from oracle.packing import Case, write_inputs

_LIMITS = {
    "--atomic-service-entry-size-limit": "harmony.entryLimit",
    "--atomic-service-non-entry-size-limit": "harmony.packageLimit",
}
_IN_THE_PACKAGE = {"--skills-path"}
_IGNORED = {"--atomic-service-total-size-limit"}
_MOST_KB = 4194304
_RECORDED = "1795268250"  # 2026-11-21 13:37:30 UTC
_UNCODED = ("uncoded", "java:")


@dataclass(frozen=True)
class Verdict:
    """What we say about a case: the codes of our errors, and the predicted sizes by file."""

    codes: frozenset[str]
    errors: tuple[str, ...]
    sizes: dict[str, int]


def settings_for(case: Case) -> dict[str, str] | None:
    """Our options for the tool's arguments; None where the case is about the tool's own command line."""
    options: dict[str, str] = {}
    arguments: Sequence[str] = case.get("args", ())
    if len(arguments) % 2:
        return None
    for option, value in zip(arguments[::2], arguments[1::2], strict=True):
        if option in _LIMITS:
            if not _whole(value) or not 0 <= int(value) <= _MOST_KB:
                return None
            options[_LIMITS[option]] = f"{int(value)} KB"
        elif option == "--compress-level":
            if not _whole(value) or not 1 <= int(value) <= 9:
                return None
            options["harmony.compressLevel"] = str(int(value))
        elif option == "--replace-pack-info":
            if value not in {"true", "false", ""}:
                return None
            options["harmony.replacePackInfo"] = value or "true"
        elif option == "--pkg-context-path":
            if not value.endswith("/pkgContextInfo.json"):
                return None
        elif option not in _IN_THE_PACKAGE | _IGNORED:
            return None
    return options


def _whole(value: str) -> bool:
    return value.isascii() and (value[1:] if value[:1] in {"+", "-"} else value).isdecimal()


def judge(host: Host, case: Case, options: dict[str, str]) -> Verdict:
    """Verify the inputs of a case, in this process."""
    settings = Settings(host.config_sections())
    settings.put("check.profile", "official", "--profile")
    # The tool writes the time into what it repacks, and a few bytes of size hang on it: take the recording's day.
    os.environ["SOURCE_DATE_EPOCH"] = _RECORDED
    for name, value in options.items():
        settings.set(name, value, "--set")
    with tempfile.TemporaryDirectory() as folder:
        files = write_inputs(case, Path(folder))
        request = VerifyRequest(files=tuple(map(str, files)), judged_as=case["mode"], settings=settings)
        report = run(host, settings, host.artifacts(request))
        sizes: dict[str, int] = {}
        for subject in report.subjects:
            if isinstance(subject, Bundle) and case["expect"].get("sizes"):
                measured = subject.sizes or {}
                sizes = {module.file: size for module, size in measured.items()}
        codes = {code for one in report.findings for code in one.finding.official}
        errors = tuple(f"{one.rule.code} {one.finding.message} {dict(one.finding.args)}" for one in report.findings)
    if host.faults:
        raise RuntimeError(f"{host.faults[0].what}: {host.faults[0].error!r}") from host.faults[0].error
    return Verdict(frozenset(codes), errors, sizes)


def disagreement(case: Case, verdict: Verdict) -> str:
    """What differs from the recorded verdict; empty where nothing does."""
    expect: dict[str, Any] = case["expect"]
    if bool(expect["rc"]) != bool(verdict.errors):
        wanted = f"refused with {expect['codes'][:1]} {expect['messages'][:1]}" if expect["rc"] else "accepted"
        return f"{case['id']}: the tool {wanted}; we say {list(verdict.errors)[:3]}"
    first = expect["codes"][0] if expect["rc"] and expect["codes"] else ""
    if first and not first.startswith(_UNCODED) and first not in verdict.codes:
        return f"{case['id']}: the tool says {first}; we say {sorted(verdict.codes)}"
    for file, size in expect.get("sizes", {}).items():
        predicted = verdict.sizes.get(file)
        if predicted is None or abs(predicted - size) > expect.get("sizes_tolerance", 0):
            return f"{case['id']}: {file} is {size} bytes in the .app; we predict {predicted}"
    return ""


def held_out(case: Case) -> bool:
    """Whether a case is of the tenth that is kept out of development."""
    return hashlib.sha256(case["id"].encode()).digest()[0] % 10 == 0


def load(path: Path) -> list[Case]:
    """The cases of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def compare(cases: Iterable[Case]) -> Iterator[tuple[Case, str | None]]:
    """Each case with what differs; None where it is left out."""
    host = Host(third_party=False)
    for case in cases:
        options = settings_for(case)
        yield case, None if options is None else disagreement(case, judge(host, case, options))


def main(arguments: Sequence[str]) -> int:
    """Compare all cases of a file, and print what differs."""
    agreed = [0, 0]
    judged = [0, 0]
    left_out = 0
    for case, difference in compare(load(Path(arguments[0]))):
        if difference is None:
            left_out += 1
            continue
        group = int(held_out(case))
        judged[group] += 1
        agreed[group] += not difference
        if difference:
            sys.stdout.write(f"{difference}\n")
    sys.stdout.write(f"left out: {left_out} cases about the tool's own command line\n")
    sys.stdout.write(f"of the tenth kept out of development: agree {agreed[1]} of {judged[1]}\n")
    sys.stdout.write(f"agree {sum(agreed)} of {sum(judged)}\n")
    return 0 if agreed == judged else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
