"""Resources: what folders and values files define, and what XML refers to."""

from __future__ import annotations

import pytest

from hapline.builds import Bounds
from hapline.trees.memory import MemoryTree
from hapline_plugins.portal.source.resource_references import references
from hapline_plugins.portal.source.resources import Resources, code_name, resources_in
from hapline_plugins.portal.source.xml_scanning import scan, xml_text

RES = "app/src/main/res"


def _values(content: str, path: str = f"{RES}/values/all.xml") -> Resources:
    return resources_in(MemoryTree({path: content}), "app")


def _keys(resources: Resources) -> list[str]:
    return [f"{one.type}/{one.name}" for one in resources.all]


def test_files() -> None:
    paths = ["anim/in.xml", "drawable/icon.png", "drawable-xhdpi-v4/icon.9.png", "layout/main.xml", "raw/a.b.c"]
    paths += ["mipmap-anydpi-v26/logo.xml", "drawable/.hidden.png", "drawable/old.png~", "drawable/Thumbs.db"]
    paths += ["drawable/deep/in.png", "xml/paths.xml", "readme.txt"]
    resources = resources_in(MemoryTree({f"{RES}/{path}": b"\x89PNG" for path in paths}), "app")
    assert _keys(resources) == [
        "anim/in",
        "drawable/icon",
        "drawable/icon",
        "layout/main",
        "mipmap/logo",
        "raw/a",
        "xml/paths",
    ]
    assert [one.qualifiers for one in resources.all][1:3] == ["", "xhdpi-v4"]
    assert resources.all[0].start is None
    assert resources.problems == ()
    assert bool(resources)
    assert len(resources.defining("drawable", "icon")) == 2
    assert resources.defining("drawable", "logo") == ()


def test_a_folder_of_no_type() -> None:
    resources = resources_in(MemoryTree({f"{RES}/drawables/a.png": b"", f"{RES}/.git/a": b""}), "app")
    assert not resources
    assert [str(one.message) for one in resources.problems] == ["no type of resources has such a folder: drawables"]


def test_values() -> None:
    text = """<?xml version="1.0"?>
<!-- <string name="no">x</string> -->
<resources xmlns:tools="x">
  <string name="app_name">A <b name="no">b</b> &amp; <![CDATA[ <string name="no"/> ]]></string>
  <color name='blue'>#00f</color> <item type="dimen" name="wide">1</item> <item name="no">1</item>
  <style name="Theme.App" parent="Theme"><item name="no">1</item></style>
  <string-array name="list"><item>1</item></string-array> <integer-array name="numbers"/> <array name="any"/>
  <declare-styleable name="View"><attr name="size" format="enum"><enum name="big" value="1"/></attr>
    <attr name="android:text"/></declare-styleable>
  <attr name="flags"><flag name="one" value="1"/></attr>
  <id name="x"/> <public type="string" name="no" id="0x7f"/> <eat-comment/> <unknown name="no"/> <string/>
  <plurals name="days"><item quantity="other">d</item></plurals>
</resources>"""
    resources = _values(text)
    assert _keys(resources) == [
        "string/app_name",
        "color/blue",
        "dimen/wide",
        "style/Theme.App",
        "array/list",
        "array/numbers",
        "array/any",
        "styleable/View",
        "attr/size",
        "id/big",
        "attr/flags",
        "id/one",
        "id/x",
        "plurals/days",
    ]
    assert all(text[one.start : one.end] == one.name for one in resources.all)
    assert resources.problems == ()


def test_names_of_styles() -> None:
    resources = _values('<resources><style name="Theme.App"/><style name="Theme_Other"/></resources>')
    assert resources.defining("style", "Theme.App")
    assert not resources.defining("style", "Theme_App")
    assert resources.defining_in_code("style", "Theme_App")
    assert ("style", "Theme_Other") in resources.keys & resources.code_keys
    assert code_name("a.b:c-d_e") == "a_b_c_d_e"


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("<resources><string name='a'>", "the file ends before its elements are closed", (1, 29)),
        (
            "<resources>\n<string name='a'></color></resources>",
            "this closes another element than the one that is open",
            (2, 18),
        ),
        ("<resources><string name='a'/><!-- x", "the comment is not closed", (1, 30)),
        ("<resources><string name='a'/><![CDATA[ x", "the CDATA section is not closed", (1, 30)),
        ("<resources><string name='a'/>a < b</resources>", "< begins no tag", (1, 32)),
        ("<resources><string name='a'/><string name='b></string></resources>", "< begins no tag", (1, 30)),
        (
            "<resources><string name='a'/></resources></resources>",
            "this closes another element than the one that is open",
            (1, 42),
        ),
        ("<? x", "the processing instruction is not closed", (1, 1)),
        ("", "the file holds no element", (1, 1)),
        ("<manifest/>", "the root is <manifest>, where <resources> belongs", (1, 1)),
        ("<a>" * 300, "the root is <a>, where <resources> belongs", (1, 1)),
        ("<resources><string name='a'/>" + "<a>" * 300, "elements lie too deep inside each other", (1, 627)),
    ],
)
def test_broken_values(text: str, message: str, place: tuple[int, int]) -> None:
    resources = _values(text)
    (problem,) = resources.problems
    assert str(problem.message) == message
    assert problem.span is not None
    assert (problem.span.start_line, problem.span.start_column) == place
    assert _keys(resources) == (["string/a"] if "name='a'" in text else [])


def test_an_entity_bomb_is_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 60))
    text = f'<!DOCTYPE r [<!ENTITY e0 "x">{entities}]><resources><string name="a">&e59;</string></resources>'
    assert _keys(_values(text)) == ["string/a"]
    outside = '<!DOCTYPE r SYSTEM "file:///etc/passwd"><resources><string name="a">&x;</string></resources>'
    assert _keys(_values(outside)) == ["string/a"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><resources><string name="标题">x</string></resources>'
    assert _keys(resources_in(MemoryTree({f"{RES}/values/a.xml": text.encode(encoding)}), "app")) == ["string/标题"]
    assert xml_text(b'<?xml version="1.0" encoding="rot13"?><a>\xff</a>').endswith("<a>\ufffd</a>")


def test_source_sets_and_other_folders() -> None:
    xml = "<resources><string name='a'/></resources>"
    tree = MemoryTree(
        {
            f"app/src/{name}/res/values-zh-rCN/a.xml": xml
            for name in ("main", "debug", "androidTest", "test", "testDebug")
        }
        | {"app/old/values/a.xml": xml, "app/src/main/res/values/a.txt": xml}
    )
    found = resources_in(tree, "app")
    assert [(one.source_set, one.qualifiers) for one in found.all] == [("debug", "zh-rCN"), ("main", "zh-rCN")]
    assert len(resources_in(tree, "app", chosen=("main",)).all) == 1
    assert [one.path for one in resources_in(tree, "app", chosen=(), roots=["old"]).all] == ["app/old/values/a.xml"]


def test_ids_of_layouts() -> None:
    layout = '<a x:id="@+id/top"><b x:id="@id/other"/><b x:layout_below="@+id/top2"/></a>'
    tree = MemoryTree({f"{RES}/layout/main.xml": layout, f"{RES}/raw/main.xml": layout})
    assert _keys(resources_in(tree, "app")) == ["layout/main", "raw/main"]
    found = resources_in(tree, "app", ids=True)
    assert _keys(found) == ["layout/main", "id/top", "id/top2", "raw/main"]
    assert layout[found.all[1].start : found.all[1].end] == "@+id/top"


def test_bounds_are_said() -> None:
    tree = MemoryTree({f"{RES}/values/{n}.xml": f"<resources><string name='s{n}'/></resources>" for n in range(6)})
    for bounds, count in ((Bounds(files=3), 3), (Bounds(size=10), 0), (Bounds(total=60), 1)):
        resources = resources_in(tree, "app", bounds=bounds)
        assert len(resources.all) == count
        assert resources.problems
    assert resources_in(tree, "app", bounds=Bounds(folders=2)).problems[0].kind == "cut-short"


def _said(text: str, *, framework: bool = False) -> list[str]:
    return [
        f"{'+' * one.defines}{one.package and f'{one.package}:'}{one.type}/{one.name}"
        for one in references(text, framework=framework)
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("@drawable/icon", ["drawable/icon"]),
        ("  @style/Theme.App ", ["style/Theme.App"]),
        ("@+id/x", ["+id/x"]),
        ("@com.acme.pay:string/x", ["com.acme.pay:string/x"]),
        ("@*com.acme:string/x", ["com.acme:string/x"]),
        ("@string/com.acme:x", ["com.acme:string/x"]),
        ("?attr/colorPrimary", ["attr/colorPrimary"]),
        ("?colorPrimary", ["attr/colorPrimary"]),
        ("?com.acme:attr/x", ["com.acme:attr/x"]),
        ("@{ok ? @string/yes : @string/no}", ["string/yes", "string/no"]),
        ("@={user.name}", []),
        ("@android:drawable/icon", []),
        ("?android:attr/x", []),
        ("?android:x", []),
        ("@null", []),
        ("@empty", []),
        ("\\@string/x", []),
        ("mail@string/x", []),
        ("@string/x y", []),
        ("@", []),
        ("?", []),
        ("really?", []),
        ("$string/x", []),
    ],
)
def test_references(value: str, said: list[str]) -> None:
    assert _said(f'<a android:x="{value}"/>') == said
    assert _said(f"<resources><item name='y'>{value}</item></resources>") == said
    for one in references(f"<a b='{value}'/>"):
        assert value[one.start - 6 : one.end - 6].startswith(("@", "?"))


def test_references_and_what_is_no_text_of_the_document() -> None:
    text = """<!-- "@string/no" --><manifest tools:icon="@drawable/no" xmlns:a="@string/no">
      <application a:icon='@drawable/icon' a:theme="@style/T.App"><![CDATA[@string/yes]]></application></manifest>"""
    found = [*references(text)]
    assert [(one.element, one.attribute, one.name) for one in found] == [
        ("application", "a:icon", "icon"),
        ("application", "a:theme", "T.App"),
        ("application", "", "yes"),
    ]
    assert [text[one.start : one.end] for one in found] == ["@drawable/icon", "@style/T.App", "@string/yes"]
    assert _said("<a b='@android:string/ok' c='@string/x'/>", framework=True) == ["android:string/ok", "string/x"]
    assert _said("<a b='@string/x'><") == ["string/x"]


@pytest.mark.parametrize(
    ("parent", "said"),
    [
        ("Theme.App", ["style/Theme.App"]),
        ("@style/Theme.App", ["style/Theme.App"]),
        ("style/Theme.App", ["style/Theme.App"]),
        ("@com.acme:style/Theme", ["com.acme:style/Theme"]),
        ("android:Theme.Light", []),
        ("@android:style/Theme.Light", []),
        ("", []),
    ],
)
def test_parents_of_styles(parent: str, said: list[str]) -> None:
    assert _said(f'<resources><style name="a" parent="{parent}"/></resources>') == said
    assert _said(f'<resources><x parent="{parent}"/></resources>') == [one for one in said if parent.startswith("@")]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<![CDATA[",
        "<?",
        "<!DOCTYPE a [",
        "<a b='",
        '<a b="',
        "<a ",
        "</a>",
        "<a>",
        "<a/>",
        "]",
        "-",
        "<a b='@'",
        "@a",
        "<a b",
    ],
)
def test_nothing_takes_long(piece: str) -> None:
    for text in (piece * 20_000, "<r>" + piece * 20_000):
        assert [*scan(text)]
        assert not [*references(text)]
