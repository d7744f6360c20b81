"""What ``hapline generate`` makes of Portals and Bundles."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from hapline.errors import UsageError
from hapline.testing import Bench
from plugins.changing import Change
from plugins.portal import sample
from plugins.portal.cases.package_ids import CASHIER, REGISTRY

LAUNCHER = "com.example:launcher-build"


def _made(changes: dict[str, Change], **options: str) -> Mapping[str, str | bytes]:
    return Bench(options=options).generate(sample.files(changes), "package-ids")


def test_what_is_not_registered_is_added() -> None:
    made = _made({REGISTRY: "# ours\r\na:b = 3\r\n"})
    assert made == {REGISTRY: f"# ours\r\na:b = 3\r\n{LAUNCHER} = 40\r\n"}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {REGISTRY: f"{LAUNCHER} = 40\n"},
        {REGISTRY: f"{LAUNCHER} = 44\n"},
        {REGISTRY: "a:b = 40\n"},
        # Who has no group has no name in the registry.
        {REGISTRY: "a:b = 3\n", "launcher/app/build.gradle": (('group = "com.example"\n', ""),)},
        # Ids are not chosen here.
        {REGISTRY: f"{LAUNCHER} = 40\n", "cashier/app/src/main/res/raw/a.txt": "a"},
    ],
)
def test_nothing_to_add(changes: dict[str, Change]) -> None:
    assert _made(changes) == {}


def test_of_two_with_one_id_the_first_is_added() -> None:
    changes: dict[str, Change] = {REGISTRY: "a:b = 3\n", CASHIER: (("initLevel 11110000", "packageId 40"),)}
    assert _made(changes) == {REGISTRY: "a:b = 3\ncom.example.pay:cashier-build = 40\n"}


def test_a_registry_that_cannot_be_read_is_not_touched() -> None:
    with pytest.raises(UsageError, match="group:artifact = id"):
        _made({REGISTRY: "a:b\n"})


def test_a_registry_elsewhere_is_not_generated() -> None:
    assert _made({}, **{"portal.registry": "ssh://git@host.invalid/ids.git"}) == {}
