"""mPaaS's own Bundles and the ids that are not for others."""

from __future__ import annotations

import pytest

from hapline_plugins.portal.names import bundle_name, group_of
from hapline_plugins.portal.official import (
    NO_OWN_ID,
    OFFICIAL,
    OFFICIAL_IDS,
    OWN_IDS,
    RESERVED,
    is_official,
    is_official_name,
    owner_of,
    refusal,
)
from hapline_plugins.portal.official_table import BUILD, GUIDE


def test_the_guide_and_the_build_agree() -> None:
    """The ten ids of the guide, and the one that only the build has."""
    both = {one.package_id for one in OFFICIAL.values() if one.sources == (GUIDE, BUILD)}
    assert both == {28, 30, 38, 41, 42, 66, 72, 76, 77}
    assert {one.package_id for one in OFFICIAL.values() if one.sources == (GUIDE,)} == {35}
    assert OFFICIAL_IDS - both - {35} == {60}


def test_each_id_has_one_owner_and_each_bundle_its_own_name() -> None:
    own = [one.package_id for one in OFFICIAL.values() if one.package_id != NO_OWN_ID]
    assert len(own) == len(set(own)) == 11
    assert all(number in OWN_IDS and number not in RESERVED for number in own)
    assert len({bundle_name(*name.split(":")) for name in OFFICIAL}) == len(OFFICIAL) == 47
    assert all(name == one.bundle and is_official(group_of(name)) for name, one in OFFICIAL.items())


def test_what_is_known_of_one() -> None:
    framework = owner_of(30)
    assert framework is not None
    assert framework.bundle == "com.alipay.android.phone.mobilesdk:framework-build"
    assert (framework.init_level, framework.has_resources, framework.has_components) == (1, True, False)
    assert framework.exports == ("com.alipay.mobile.aspect", "com.alipay.mobile.framework")
    unseen = owner_of(35)
    assert unseen is not None
    assert (unseen.init_level, unseen.has_resources, unseen.has_components) == (None, None, None)
    assert owner_of(127) is None
    assert owner_of(36) is None


def test_official_bundles_break_the_rule_on_resources() -> None:
    """Whoever judges by it must leave them out."""
    assert OFFICIAL["com.alipay.android.phone.wallet:nebulabiz-build"].has_resources is False
    guard = OFFICIAL["com.alipay.android.phone.thirdparty:securityguard-build"]
    assert (guard.has_resources, guard.package_id) == (True, NO_OWN_ID)


@pytest.mark.parametrize("group", ["com.alipay.android.phone.wallet", "com.mpaas.ocr.model", "com.mpaas.android"])
def test_official_groups(group: str) -> None:
    assert is_official(group)


@pytest.mark.parametrize(
    "group",
    [
        "com.mpaas.demo",
        "com.mpaas.demo.share",
        "com.aliyun.mpaas.demo.android60.launcher",
        "com.alipayments",
        "com.mpaasx.a",
        "org.com.alipay.a",
        "",
    ],
)
def test_groups_that_are_not_official(group: str) -> None:
    assert not is_official(group)


def test_demonstrations_only_at_the_border_of_a_name() -> None:
    assert is_official("com.mpaas.demonstrator")


def test_which_ids_no_bundle_may_hold() -> None:
    assert [number for number in range(-2, 130) if refusal(number) is None] == list(range(2, 127))
    assert [number for number, one in RESERVED.items() if not one.is_refused] == [27, 36]
    assert str(refusal(128)) == "128 is not between 2 and 126"
    assert "127" in str(refusal(127))


def test_names_of_bundles_tell_whose_they_are_as_their_groups_do() -> None:
    assert all(is_official_name(bundle_name(*name.split(":"))) for name in OFFICIAL)
    groups = (
        "com.alipay.mobile",
        "com.alipay.multimedia.base",
        "com.mpaas.push",
        "com.mpaas.demo",
        "com.example",
        "cn.a",
    )
    assert [is_official_name(bundle_name(group, "a-build")) for group in groups] == [*map(is_official, groups)]
