"""What comes into a registry: Bundles with their ids, new ids, and other ones for Bundles that are renumbered."""

from __future__ import annotations

import pytest

from hapline.errors import UsageError
from hapline_plugins.portal.ids.adding import HEAD, Request, addition
from hapline_plugins.portal.ids.registry import Registry

CART, PAY = "com.shop:cart-build", "com.shop:pay-build"


def _added(text: str, *wanted: Request, used: frozenset[int] = frozenset()) -> str:
    return addition(Registry(text.encode()), wanted, used).content.decode()


def test_a_new_registry_begins_with_what_it_is() -> None:
    text = _added("", Request(bundle=PAY, package_id=44))
    assert text == f"{HEAD}{PAY} = 44\n"
    assert Registry(text.encode()).problems == ()
    assert _added("") == ""


def test_what_is_registered_stays() -> None:
    made = addition(Registry(f"{PAY} = 44\n".encode()), [Request(bundle=PAY)])
    assert (made.ids, made.bundles, made.content) == ({PAY: 44}, (), f"{PAY} = 44\n".encode())


def test_another_id_in_the_same_line() -> None:
    text = f"# head\n{CART} = 44\n{PAY}  =  44 # the pay team\n"
    made = addition(Registry(text.encode()), [Request(bundle=PAY, renumber=True)], frozenset({2, 3}))
    assert made.content.decode() == f"# head\n{CART} = 44\n{PAY}  =  {made.ids[PAY]} # the pay team\n"
    assert made.ids[PAY] not in {2, 3, 44}
    assert made.bundles == (PAY,)


def test_another_id_for_what_is_not_registered() -> None:
    made = addition(Registry(f"{CART} = 44\n".encode()), [Request(bundle=PAY, renumber=True)])
    assert made.content.decode() == f"{CART} = 44\n{PAY} = {made.ids[PAY]}\n"


def test_an_id_that_is_taken_is_refused() -> None:
    with pytest.raises(UsageError, match="the package id 44 is taken by"):
        _added(f"{CART} = 44\n", Request(bundle=PAY, package_id=44))
