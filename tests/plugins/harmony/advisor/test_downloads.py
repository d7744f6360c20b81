"""Downloads: the first package, preloads in the order in which they come, and what nobody preloads."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline_plugins.harmony.advisor.downloads import Delivery, Fetch
from plugins.harmony.advisor import building
from plugins.harmony.advisor.building import CODE, account, noise, package, written


def _deliveries(folder: Path, packages: dict[str, bytes]) -> list[Delivery]:
    return list(account(written(folder, packages)).deliveries)


def _app(**needs: tuple[list[str], list[str]]) -> dict[str, bytes]:
    """Debug packages with what they depend on and what they preload, each one KB larger than the one before."""
    found: dict[str, bytes] = {}
    for number, (label, (depends, preloads)) in enumerate(needs.items(), 1):
        name = "entry.hap" if label == "entry" else f"{label}.hsp"
        found[name] = package(name, {CODE: noise(number)}, needs=depends, preloads=preloads, debug=True)
    return found


def _said(fetch: Fetch) -> tuple[str, str, list[str]]:
    return (fetch.by.label if fetch.by else "", fetch.module.label, [module.label for module, _ in fetch.parts])


def test_the_first_package_comes_with_its_dependencies(tmp_path: Path) -> None:
    (found,) = _deliveries(tmp_path, _app(entry=(["a", "a"], []), a=(["b"], []), b=([], []), c=([], [])))
    assert found.devices == ("phone",)
    assert _said(found.first) == ("", "entry", ["entry", "a", "b"])
    sizes = {module.label: size for module, size in found.first.parts}
    assert found.first.bytes == sum(sizes.values())
    assert sizes["b"] > sizes["a"] > sizes["entry"] > 1024


def test_preloads_fetch_what_is_not_there_yet(tmp_path: Path) -> None:
    packages = _app(
        entry=(["base"], ["x", "y", "base"]),
        base=([], []),
        x=(["base", "only"], ["z", "x", "entry", "nowhere"]),
        only=([], []),
        y=(["only"], []),
        z=([], ["x"]),
    )
    (found,) = _deliveries(tmp_path, packages)
    assert [_said(one) for one in found.preloads] == [
        ("entry", "x", ["x", "only"]),
        ("entry", "y", ["y"]),
        ("entry", "base", []),
        ("x", "z", ["z"]),
    ]
    assert found.preloads[2].bytes == 0
    assert found.waiting == ()


def test_what_nobody_preloads(tmp_path: Path) -> None:
    packages = _app(
        entry=(["base"], ["x"]),
        base=([], []),
        x=([], []),
        me=(["base", "lib"], ["pay"]),
        lib=([], []),
        pay=(["lib"], []),
        alone=([], []),
    )
    (found,) = _deliveries(tmp_path, packages)
    waiting = [(_said(one.fetch), [_said(two) for two in one.preloads]) for one in found.waiting]
    # lib comes with me; the base is there with the first package already.
    assert waiting == [
        (("", "me", ["me", "lib"]), [("me", "pay", ["pay"])]),
        (("", "pay", ["pay", "lib"]), []),
        (("", "alone", ["alone"]), []),
    ]
    # What a package needs itself, or what needs it, is fetched together with it.
    assert [[module.label for module in one.sources] for one in found.waiting] == [
        ["entry", "x", "pay", "alone"],
        ["entry", "base", "x", "me", "alone"],
        ["entry", "base", "x", "me", "lib", "pay"],
    ]


def test_who_can_preload_depends_on_device_types(tmp_path: Path) -> None:
    packages = {
        "entry.hap": package("entry.hap", {}, devices=["phone", "tablet"], debug=True),
        "a.hsp": package("a.hsp", {}, devices=["phone"], debug=True),
        "b.hsp": package("b.hsp", {}, devices=["phone", "tablet"], debug=True),
    }
    phone, tablet = _deliveries(tmp_path, packages)
    assert (phone.devices, tablet.devices) == (("phone",), ("tablet",))
    # A preload is looked up on every device type of the module that has it, and a does not ship for tablets.
    assert [(one.fetch.module.label, [two.label for two in one.sources]) for one in phone.waiting] == [
        ("a", []),
        ("b", ["entry", "a"]),
    ]
    assert [(one.fetch.module.label, [two.label for two in one.sources]) for one in tablet.waiting] == [
        ("b", ["entry"])
    ]


def test_device_types_with_the_same_packages_are_one_delivery(tmp_path: Path) -> None:
    packages = {
        "entry.hap": package("entry.hap", {}, devices=["phone", "tablet", "2in1"], debug=True),
        "a.hsp": package("a.hsp", {}, devices=["phone", "tablet"], debug=True),
    }
    assert [one.devices for one in _deliveries(tmp_path, packages)] == [("phone", "tablet"), ("2in1",)]


def test_an_entry_for_each_device_type(tmp_path: Path) -> None:
    packages = {
        "entry.hap": package("entry.hap", {}, devices=["phone"], debug=True),
        "pad.hap": package("pad.hap", {}, devices=["tablet"], debug=True),
    }
    assert [(one.devices, one.first.module.label) for one in _deliveries(tmp_path, packages)] == [
        (("phone",), "entry"),
        (("tablet",), "pad"),
    ]


@pytest.mark.parametrize("app", [{"bundleType": "app"}, {}])
def test_only_atomic_services_preload(tmp_path: Path, app: dict[str, str]) -> None:
    free = {"installationFree": not app}
    packages = {
        "entry.hap": package("entry.hap", {}, preloads=["a"], app=app, module=free, debug=True),
        "a.hsp": package("a.hsp", {}, app=app, module=free, debug=True),
    }
    (found,) = _deliveries(tmp_path, packages)
    assert (len(found.preloads), len(found.waiting)) == ((0, 1) if app else (1, 0))


def test_without_an_entry_there_is_no_first_package(tmp_path: Path) -> None:
    assert _deliveries(tmp_path, {"a.hsp": building.package("a.hsp", {})}) == []
