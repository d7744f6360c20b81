"""Where a shared registry is: the forms that are read, and those that are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.errors import UsageError
from hapline_plugins.portal.ids.addresses import read_address


@pytest.mark.parametrize(
    ("text", "url", "branch", "file", "shown"),
    [
        ("ids.txt", "", "", "ids.txt", "ids.txt"),
        ("../shared/ids#1.txt", "", "", "../shared/ids#1.txt", "../shared/ids#1.txt"),
        (r"C:\work\ids.txt", "", "", r"C:\work\ids.txt", r"C:\work\ids.txt"),
        ("https://h/r.git", "https://h/r.git", "", "package-ids.txt", "https://h/r.git#:package-ids.txt"),
        ("https://h/r.git#main", "https://h/r.git", "main", "package-ids.txt", "https://h/r.git#main:package-ids.txt"),
        ("https://h/r.git#:a/b.txt", "https://h/r.git", "", "a/b.txt", "https://h/r.git#:a/b.txt"),
        (
            "https://me:s3cret@h:8443/r.git?private_token=t0ken#feature/x:ids",
            "https://me:s3cret@h:8443/r.git?private_token=t0ken",
            "feature/x",
            "ids",
            "https://h:8443/r.git#feature/x:ids",
        ),
        ("https://t0ken@h/r.git", "https://t0ken@h/r.git", "", "package-ids.txt", "https://h/r.git#:package-ids.txt"),
        ("ssh://git:pw@h:22/r.git#m:f", "ssh://git:pw@h:22/r.git", "m", "f", "ssh://git@h:22/r.git#m:f"),
        ("git@h:team/r.git#m:f", "git@h:team/r.git", "m", "f", "git@h:team/r.git#m:f"),
        ("file:///srv/r.git#m:f", "file:///srv/r.git", "m", "f", "file:///srv/r.git#m:f"),
    ],
)
def test_forms(text: str, url: str, branch: str, file: str, shown: str) -> None:
    found = read_address(text)
    assert (found.url, found.branch, found.file, found.shown) == (url, branch, file, shown)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ids.txt",
        "ids.txt\n",
        "-ids.txt",
        "--upload-pack=touch x",
        "ext::sh -c 'touch x'",
        "fd::17",
        "http://h/r.git",
        "git://h/r.git",
        "ftp://h/r.git",
        "ext://h/r.git",
        "ssh://-oProxyCommand=touch/r.git",
        "ssh://%2doProxyCommand=touch/r.git",
        "ssh://-l@h/r.git",
        "ssh://git@-oProxyCommand=x/r.git",
        "git@-oProxyCommand=x:r.git",
        "-o@h:r.git",
        "git@h:-r.git",
        "host:r.git",
        "https://",
        "https://h",
        "https://h/",
        "https://h/%0ar.git",
        "file://host/r.git",
        "https://h/r.git#--force:f",
        "https://h/r.git#a..b:f",
        "https://h/r.git#a b:f",
        "https://h/r.git#a.lock:f",
        "https://h/r.git#HEAD:f",
        "https://h/r.git#main:/etc/passwd",
        "https://h/r.git#main:../f",
        "https://h/r.git#main:a/./f",
        "https://h/r.git#main:.git/config",
        "https://h/r.git#main:a//f",
        "https://h/r.git#main:C:f",
        "me@host::team/r.git",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_address(text)
    assert caught.value.todo


@given(st.text("aA:/@#.-%20\\ ~^\x00ext", max_size=25) | st.text(max_size=10))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_address(text)
    except UsageError:
        return
    assert not found.url.startswith("-")
    assert not found.branch.startswith("-")
    assert "::" not in found.url.partition("/")[0]
