"""The patch manifest: what is written is read, and what is wrong has its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.documents import DocumentError
from hapline_hooks import replace
from hapline_plugins.hotpatch.building.manifest import manifest_path
from hapline_plugins.hotpatch.building.manifest_reading import read_manifest
from plugins.hotpatch.building.making import manifest

FULL = manifest(
    "com.example.Main",
    "List$1",
    added=("com.example.Added",),
    generated=("p.PatchesInfoImpl",),
    schemes=("v1", "v2"),
    signers=("c" * 64,),
    base_commit="d" * 40,
    commit="e" * 64,
    is_uncommitted=True,
    supersedes="f" * 32,
    tools={"hapline": "1", "gradle": "7.5.1"},
)


def test_what_is_written_is_read() -> None:
    for one in (FULL, manifest("Main"), manifest(method="dexpatch")):
        assert read_manifest(one.render()) == one


def test_the_same_manifest_is_the_same_file() -> None:
    shuffled = replace(FULL, tools={"gradle": "7.5.1", "hapline": "1"})
    assert shuffled.render() == FULL.render()
    assert FULL.render().startswith(b'{\n  "version": 1,\n  "method": "instantrun",\n  "applicationId": ')
    assert FULL.render().endswith(b"}\n")


def test_later_fields_are_passed_over() -> None:
    values = {**FULL.as_json(), "later": {"a": [1]}}
    assert read_manifest(json.dumps(values).encode()) == FULL


def test_where_it_is() -> None:
    assert manifest_path("a.b/patch.jar") == "a.b/patch.json"
    assert manifest_path("a.b/patch") == "a.b/patch.json"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("version", 2, "the manifest has version 2; this hapline reads version 1"),
        ("version", "1", "version must be a whole number"),
        ("version", True, "version must be a whole number above 0"),
        ("method", "tinker", "method cannot be 'tinker'"),
        ("applicationId", "", "applicationId cannot be ''"),
        ("applicationId", "../x", "applicationId cannot be '../x'"),
        ("targetVersion", "", "targetVersion cannot be ''"),
        ("targetVersion", 1, "targetVersion must be a string"),
        ("file", "a/patch.jar", "file cannot be 'a/patch.jar'"),
        ("file", "..", "file cannot be '..'"),
        ("file", "C:patch.jar", "file cannot be 'C:patch.jar'"),
        ("size", 0, "size must be a whole number above 0"),
        ("size", 1.5, "size must be a whole number"),
        ("sha256", "A" * 64, f"sha256 cannot be '{'A' * 64}'"),
        ("md5", "b" * 31, f"md5 cannot be '{'b' * 31}'"),
        ("patched", {}, "patched must be a list"),
        ("patched", ["a"], "patched must be an object"),
        ("patched", [{"class": "a"}], "patch is missing here"),
        ("patched", [{"class": "La/B;", "patch": ""}], "class cannot be 'La/B;'"),
        ("added", [1], "added must be a string"),
        ("added", ["a b"], "added cannot be 'a b'"),
        ("commit", "HEAD", "commit cannot be 'HEAD'"),
        ("uncommitted", "no", "uncommitted must be true or false"),
        ("supersedes", "x", "supersedes cannot be 'x'"),
        ("created", "yesterday", "created cannot be 'yesterday'"),
        ("tools", [], "tools must be an object"),
        ("tools", {"gradle": 7}, "gradle must be a string"),
    ],
)
def test_what_is_wrong_has_its_place(key: str, value: object, message: str) -> None:
    content = json.dumps({**FULL.as_json(), key: value}, indent=2)
    with pytest.raises(DocumentError) as caught:
        read_manifest(content.encode())
    assert caught.value.message == message
    line = next(number for number, text in enumerate(content.split("\n"), 1) if text.startswith(f'  "{key}":'))
    assert line <= caught.value.line <= line + 4


def test_what_is_missing() -> None:
    for key in FULL.as_json():
        values = {name: value for name, value in FULL.as_json().items() if name != key}
        with pytest.raises(DocumentError, match=f"{key} is missing here") as caught:
            read_manifest(json.dumps(values).encode())
        assert (caught.value.line, caught.value.column) == (1, 1)


def test_a_key_that_stands_twice() -> None:
    content = FULL.render().replace(b'"size": 1234,', b'"size": 1234,\n  "size": 9,')
    with pytest.raises(DocumentError, match="size stands here twice") as caught:
        read_manifest(content)
    assert caught.value.line == 8


@pytest.mark.parametrize("data", [b"", b"[]", b"1", b"{", b"\xff", b"{} x", b"{'version': 1}", b"[" * 100_000])
def test_no_manifest(data: bytes) -> None:
    with pytest.raises(DocumentError):
        read_manifest(data)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
)


@settings(deadline=None)
@given(st.sampled_from(sorted(FULL.as_json())), _JSON)
def test_whatever_stands_there(key: str, value: object) -> None:
    try:
        found = read_manifest(json.dumps({**FULL.as_json(), key: value}).encode())
    except DocumentError:
        return
    assert read_manifest(found.render()) == found
