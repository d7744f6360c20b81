"""What cases of the rules on package ids do not show: fixes that take out a line, and the other places."""

from __future__ import annotations

from hapline.engine.report import Report
from hapline.testing import Bench
from plugins.changing import Change
from plugins.portal import sample
from plugins.portal.cases.package_ids import CASHIER, LAUNCHER, PACKAGES, RECYCLER, REGISTRY

_UNEEDED: dict[str, Change] = {CASHIER: (("initLevel 11110000", "packageId 44"),)}


def _check(rule: str, changes: dict[str, Change]) -> Report:
    return Bench(options={"check.select": rule}).check(sample.files(changes))


def _related(report: Report) -> list[tuple[str, int]]:
    return [
        (other.location.path, other.location.span.start_line if other.location.span else 0)
        for finding in report.findings
        for other in finding.finding.related
    ]


def test_an_id_that_nobody_needs_is_taken_out_unsafely() -> None:
    before = sample.files(_UNEEDED)
    bench = Bench(options={"check.select": "BND102"})
    assert CASHIER not in bench.fix(before)
    after = bench.fix(before, unsafe=True)[CASHIER]
    assert after.decode() == str(before[CASHIER]).replace("    packageId 44\n", "")


def test_an_id_that_the_registry_says_is_written_safely() -> None:
    changes: dict[str, Change] = {
        "cashier/api/src/main/res/raw/a.txt": "a",
        REGISTRY: "com.example.pay:cashier-build = 44\n",
    }
    fixed = Bench(options={"check.select": "BND102"}).fix(sample.files(changes))
    assert "    packageId 44\n" in fixed[CASHIER].decode()
    for ambiguous in (
        "com.example.a:b = 44\ncom.example.pay:cashier-build = 44\n",
        "x\ncom.example.pay:cashier-build = 44\n",
    ):
        changes[REGISTRY] = ambiguous
        assert CASHIER not in Bench(options={"check.select": "BND102"}).fix(sample.files(changes))


def test_hexadecimal_is_written_in_decimal_safely() -> None:
    changes: dict[str, Change] = {LAUNCHER: (("packageId 40", "packageId 0x24"),)}
    fixed = Bench(options={"check.select": "BND101"}).fix(sample.files(changes))
    assert "    packageId 36\n" in fixed[LAUNCHER].decode()


def test_both_places_are_named() -> None:
    same: dict[str, Change] = {CASHIER: (("initLevel 11110000", "packageId 40"),)}
    assert _related(_check("BND103", same)) == [(CASHIER, 9)]
    added: dict[str, Change] = {
        LAUNCHER: (("packageId 40", "packageId 28"),),
        PACKAGES: f'{{ "bundles": [\n    {{ "bundleGav": "{RECYCLER}:26.0@jar" }}\n] }}\n',
    }
    assert _related(_check("BND103", added)) == [(PACKAGES, 2)]
    assert _related(_check("BND104", {REGISTRY: "com.example:launcher-build = 44\n"})) == [(REGISTRY, 1)]
    strings: dict[str, Change] = {
        "cashier/app/src/main/res/values/strings.xml": '<resources><bool name="b"/></resources>'
    }
    assert [path for path, _ in _related(_check("BND102", strings))] == ["cashier/app/src/main/res/values/strings.xml"]
