"""Where references lead."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.offline.pages.addresses import UNKNOWN_HOST, Goal, Site, Url, joined
from hapline_plugins.offline.target import Target

TARGET = Target(app_id="53E5279071442", workspace_id="test", virtual_domain="H5app.com")
APSARA = Target(app_id="53E5279071442", workspace_id="test", domain="mds.example.com", apsara=True, bucket="b")
SITE = Site(TARGET, "20171228")
PAGE = SITE.url_of("www/a/index.html", is_global=False)


def _goal(value: str, base: str = "") -> Goal | None:
    return SITE.goal(PAGE, base, value)


@given(st.lists(st.sampled_from(["..", ".", "a", "b.html"]), max_size=6).map("/".join))
def test_paths_are_joined_as_the_standard_library_does(value: str) -> None:
    url = joined(PAGE, value)
    if url is None or url.host != PAGE.host:
        return
    assert f"https://{url.host}{url.path}" == urljoin(f"https://{PAGE.host}{PAGE.path}", value)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("b.png", "www/a/b.png"),
        (" \n../b.png\t", "www/b.png"),
        ("/b.png?c#d", "b.png"),
        ("b\\c.png", "www/a/b/c.png"),
        ("b%20c.png", "www/a/b c.png"),
        ("%2e%2E/b.png", "www/b.png"),
        ("./", "www/a/"),
        ("..", "www/"),
        ("a:b", None),
        ("./a:b", "www/a/a:b"),
        ("jpg;v=1", "www/a/jpg;v=1"),
        ("java\nscript:x", None),
        ("#a", None),
        ("?a", None),
        ("", None),
        ("data:x", None),
        ("{{ a }}", None),
        ("a%zz", None),
        ("https:a", None),
        ("https://", None),
        ("intent://a", None),
    ],
)
def test_paths(value: str, path: str | None) -> None:
    goal = _goal(value)
    assert (goal.path if goal else None) == path
    assert goal is None or (goal.kind == "inside" and goal.relative)


@pytest.mark.parametrize(
    ("value", "kind", "host"),
    [
        ("https://20171228.h5app.com/a", "inside", "20171228.h5app.com"),
        ("HTTPS://20171228.H5APP.com:443/a", "inside", "20171228.h5app.com"),
        ("//20171229.h5app.com/a", "package", "20171229.h5app.com"),
        ("https://2017.h5app.com/a", "host", "2017.h5app.com"),
        ("https://20171229.example.com/a", "host", "20171229.example.com"),
        ("https://mcube-prod.mpaascloud.com/a", "service", "mcube-prod.mpaascloud.com"),
        ("https://u:p@mcube-prod.mpaascloud.com/a", "service", "mcube-prod.mpaascloud.com"),
        ("http://mcube-prod.oss-cn-hangzhou.aliyuncs.com/a", "service", "mcube-prod.oss-cn-hangzhou.aliyuncs.com"),
        ("https://example.com:8080", "host", "example.com:8080"),
        ("\\\\example.com\\a", "host", "example.com"),
        ("file:///a", "file", ""),
    ],
)
def test_hosts(value: str, kind: str, host: str) -> None:
    goal = _goal(value)
    assert goal is not None
    assert (goal.kind, goal.url.host, goal.relative) == (kind, host, False)


def test_a_base_is_where_paths_begin() -> None:
    assert _goal("b.png", "/static/")[2] == "static/b.png"  # type: ignore[index]
    elsewhere = _goal("b.png", "https://example.com/c/")
    assert elsewhere is not None
    assert (elsewhere.kind, elsewhere.url.path) == ("host", "/c/b.png")
    assert _goal("b.png", "{{ base }}") is None


def test_too_many_dots_are_noted() -> None:
    assert joined(PAGE, "../../../a") == Url("https", PAGE.host, "/a", leaves=True)
    assert joined(PAGE, "../../a") == Url("https", PAGE.host, "/a")


def test_a_host_that_nobody_says_and_one_that_the_descriptor_says() -> None:
    assert Site(Target(), "20171228").host == UNKNOWN_HOST
    assert Site(TARGET, "20171228", "https://Shop.example.com/").host == "shop.example.com"


def test_files_of_global_packages_have_their_own_addresses() -> None:
    site = Site(APSARA, "77777777")
    assert site.url_of("mds.example.com/b/53E5279071442_test/a.css", is_global=True) == Url(
        "https", "mds.example.com", "/mcube/53E5279071442_test/a.css"
    )
    public = SITE.url_of("mcube-prod.mpaascloud.com/53E5279071442_test/a.css", is_global=True)
    assert public == Url("https", "mcube-prod.mpaascloud.com", "/53E5279071442_test/a.css")
    goal = SITE.goal(public, "", "b.png")
    assert goal is not None
    assert (goal.kind, goal.relative) == ("service", True)


@given(st.text(max_size=60))
def test_any_reference_is_read(value: str) -> None:
    goal = _goal(value)
    assert goal is None or goal.url.path.startswith("/")
