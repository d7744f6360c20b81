"""exportPackages: what they cover, and the shortest list that is not too short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.portal.source.exports import covers, is_too_short, shortest_exports

PACKAGES = st.lists(st.sampled_from(["com", "alipay", "mobile", "acme", "pay", "ui"]), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("export", "name", "is_covered"),
    [
        ("com.acme", "com.acme", True),
        ("com.acme", "com.acme.pay", True),
        ("com.acme.", "com.acme.pay", True),
        (" com.acme ", "com.acme.pay", True),
        ("com.acme", "com.acmepay", False),
        ("com.acme.pay", "com.acme", False),
        ("com.acme", "org.com.acme", False),
        ("", "com.acme", False),
        (" ", "com.acme", False),
        (".", "com.acme", False),
    ],
)
def test_covering(export: str, name: str, is_covered: bool) -> None:  # noqa: FBT001 columns of the table
    assert covers(export, name) is is_covered


@pytest.mark.parametrize(
    ("packages", "exports"),
    [
        ([], ()),
        ([""], ()),
        (["com.acme.pay.ui"], ("com.acme.pay.ui",)),
        (["com.acme.pay.ui", "com.acme.pay.model", "com.acme.pay.model.db"], ("com.acme.pay",)),
        (["com.acme.pay.a", "com.acme.order.b", "com.acme.order.c"], ("com.acme.order", "com.acme.pay.a")),
        (["com.acme.pay", "com.acme.pay.ui", "com.acme.payment"], ("com.acme.pay", "com.acme.payment")),
        (["com.acme.a.b", "org.acme.a.b"], ("com.acme.a.b", "org.acme.a.b")),
        # The vendor's example, without the answer that would take in the whole of com.alipay.
        (["com.alipay.demo", "com.alipay.bundle"], ("com.alipay.bundle", "com.alipay.demo")),
        (
            ["com.alipay.mobile.pay.a", "com.alipay.mobile.shop.b"],
            ("com.alipay.mobile.pay.a", "com.alipay.mobile.shop.b"),
        ),
        # There is no better name for what is itself too short, and it covers the rest.
        (["com.acme", "com.acme.pay", "org.x.y"], ("com.acme", "org.x.y")),
        (["demo", "com.acme.pay"], ("com.acme.pay", "demo")),
    ],
)
def test_shortest(packages: list[str], exports: tuple[str, ...]) -> None:
    assert shortest_exports(packages) == exports


@given(st.lists(PACKAGES.map(".".join), max_size=12))
def test_every_package_is_covered_and_nothing_is_needless(packages: list[str]) -> None:
    exports = shortest_exports(packages)
    assert all(any(covers(export, package) for export in exports) for package in packages)
    for export in exports:
        others = [other for other in exports if other != export]
        assert not all(any(covers(other, package) for other in others) for package in packages)
        assert not is_too_short(export) or export in packages


@pytest.mark.timeout(20)
def test_long_packages() -> None:
    deep = ".".join("a" * 20_000)
    assert shortest_exports([deep, f"{deep}.b", f"{deep}.c"]) == (deep,)
    assert len(shortest_exports(f"com.x{number}.app.part" for number in range(20_000))) == 20_000
