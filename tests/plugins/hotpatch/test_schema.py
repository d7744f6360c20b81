"""The schema of instantrun.xml: what it accepts, and what it says of the rest."""

from __future__ import annotations

import pytest

from hapline.documents import SchemaError, XmlDocument, schema_errors
from hapline_plugins.hotpatch.source.schema import flaws, schema_text
from plugins.hotpatch.sample import CONFIGURATION


def _said(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.kind, one.element.tag, one.names) for one in flaws(XmlDocument(text.encode()))]


def test_what_is_right() -> None:
    assert _said(CONFIGURATION) == []
    assert _said(CONFIGURATION.replace("\n", "\r\n")) == []


@pytest.mark.parametrize("encoding", ["utf-16", "gbk"])
def test_in_any_encoding(encoding: str) -> None:
    text = CONFIGURATION.replace("utf-8", encoding).replace("<switch>", "<!-- 开关 --><switch>")
    assert flaws(XmlDocument(text.encode(encoding))) == []


def test_elements_of_a_namespace_are_others() -> None:
    assert _said('<resources xmlns="urn:x"/>') == [("root", "{urn:x}resources", ())]


def test_several_flaws_in_their_order() -> None:
    text = CONFIGURATION.replace("<manual>false", "<manual>no").replace("<name>ohos.</name>", "<name/><name>a b</name>")
    text = text.replace(' name="patchPackage"', ' name="x" y="z"')
    assert [(kind, tag) for kind, tag, _ in _said(text)] == [
        ("value", "manual"),
        ("name", "name"),
        ("name", "name"),
        ("label", "patchPackageName"),
        ("attribute", "patchPackageName"),
    ]


@pytest.mark.parametrize("name", ["com.example.", "ohos.", "a", "com.example.Cart$Line", "com.example._x", "公司.应用"])
def test_names(name: str) -> None:
    assert _said(CONFIGURATION.replace("ohos.", name)) == []


@pytest.mark.parametrize("name", ["", " ", "com.example.*", "com/example", ".com", "com..example", "1a", "a b", "a;"])
def test_no_names(name: str) -> None:
    assert [kind for kind, _, _ in _said(CONFIGURATION.replace("ohos.", name))] == ["name"]


@pytest.mark.timeout(60)
def test_very_many_names() -> None:
    text = CONFIGURATION.replace("<name>ohos.</name>", f"<name>ohos.</name><name>{'a.' * 20_000}</name>" * 20)
    assert _said(text) == []


def test_what_lxml_says_has_its_element() -> None:
    document = XmlDocument(CONFIGURATION.replace("<patchLog>false", "<patchLog>no").encode())
    found = schema_errors(document, schema_text().encode())
    assert found == [
        SchemaError(
            document.find_all("patchLog")[0],
            "SCHEMAV_CVC_ENUMERATION_VALID",
            "Element 'patchLog': [facet 'enumeration'] The value 'no' is not an element of the set {'true', 'false'}.",
        )
    ]
