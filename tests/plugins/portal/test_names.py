"""Names made of group and artifact, as real projects have them."""

from __future__ import annotations

import doctest

import pytest

from hapline_plugins.portal import names
from hapline_plugins.portal.ids import assigning
from hapline_plugins.portal.names import bundle_name, slinks_name


@pytest.mark.parametrize("module", [names, assigning])
def test_examples(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert (result.attempted > 0, result.failed) == (True, 0)


@pytest.mark.parametrize(
    ("group", "artifact", "in_app", "in_slinks"),
    [
        ("com.alipay.mobileapi", "mobileapp-build", "mobileapi-mobileapp", "com.alipay.mobileapi-mobileapp"),
        ("com.alipay", "quinox-build", "com-alipay-quinox", "com.alipay-quinox"),
        ("com.alipayx.pay", "a.b-build-build", "com-alipayx-pay-a-b-build", "com.alipayx.pay-a.b-build"),
        ("com.my-shop", "cart-build-api", "com-my-shop-cart-build-api", "com.my-shop-cart-build-api"),
        ("com.mpaas.open", "opensdk", "com-mpaas-open-opensdk", "com.mpaas.open-opensdk"),
    ],
)
def test_names(group: str, artifact: str, in_app: str, in_slinks: str) -> None:
    assert (bundle_name(group, artifact), slinks_name(group, artifact)) == (in_app, in_slinks)
