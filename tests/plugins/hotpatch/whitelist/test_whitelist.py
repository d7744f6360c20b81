"""The whitelist of a DexPatch: written in the vendor's form, read back, and checked against what was built."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.documents import DocumentError
from hapline.errors import UsageError
from hapline_plugins.hotpatch.whitelist.checking import check_whitelist, outermost
from hapline_plugins.hotpatch.whitelist.model import WhitelistProblem
from hapline_plugins.hotpatch.whitelist.reading import LIMIT, read_whitelist
from hapline_plugins.hotpatch.whitelist.writing import write_whitelist

GOOD = b"Lcom.foo.Bar\nLcom.foo.Bar$Inner\nPatchType: dexpatch\nHostDex: true"
BUILT = {"com.foo.Bar", "com.foo.Bar$Inner", "com.foo.Bar$1", "com.foo.Other", "a.b"}


def said(problems: tuple[WhitelistProblem, ...]) -> list[tuple[str, str, int]]:
    return [(one.reason, one.severity, one.span.start_line) for one in problems]


def test_it_is_written_in_the_vendors_form() -> None:
    assert write_whitelist(["com.foo.Bar$Inner", "com.foo.Bar", "com.foo.Bar"]) == GOOD
    configs = {"android-phone-mobilesdk-quinox": "ForceEnableQSecondDex-true"}
    assert write_whitelist({"a.b"}, host_dex=False, configs=configs) == (
        b"La.b\nPatchType: dexpatch\nHostDex: false\nandroid-phone-mobilesdk-quinox-Configs: ForceEnableQSecondDex-true"
    )


@pytest.mark.parametrize("classes", [[], ["a b"], ["a/b"], ["a;"], [""], ["a..b"], ["a\n"]])
def test_what_cannot_be_a_list_is_not_written(classes: list[str]) -> None:
    with pytest.raises(UsageError):
        write_whitelist(classes)


def test_it_is_read_back() -> None:
    made = read_whitelist(GOOD)
    assert made.problems == ()
    assert [one.name for one in made.classes] == ["com.foo.Bar", "com.foo.Bar$Inner"]
    assert (made.patch_type, made.host_dex, made.configs) == ("dexpatch", True, {})
    assert made.classes[1].span.start_line == 2
    assert made.classes[1].span.end_column == 19
    assert check_whitelist(made, classes=BUILT, changed={"com.foo.Bar", "com.foo.Bar$Inner"}) == ()
    with_configs = read_whitelist(GOOD + b"\nquinox-Configs: Force-true\n")
    assert with_configs.problems == ()
    assert with_configs.configs == {"quinox": "Force-true"}


@given(
    st.sets(
        st.from_regex(r"[a-z]{1,3}(\.[A-Z\u4e00][a-z0-9]{0,3}(\$[A-Z0-9]{1,2})?){1,2}", fullmatch=True), min_size=1
    ),
    st.booleans(),
)
def test_what_is_written_is_read(names: set[str], host_dex: bool) -> None:  # noqa: FBT001 hypothesis fills it by place
    made = read_whitelist(write_whitelist(names, host_dex=host_dex))
    assert made.problems == ()
    assert made.names == names
    assert made.host_dex is host_dex


END = "\nPatchType: dexpatch\nHostDex: true"


@pytest.mark.parametrize(
    ("text", "wanted", "suggestion"),
    [
        ("com.foo.Bar" + END, [("missing-l", "warning", 1)], "Lcom.foo.Bar"),
        ("Lcom/foo/Bar" + END, [("slashes", "error", 1)], "Lcom.foo.Bar"),
        ("Lcom.foo.Bar;" + END, [("semicolon", "error", 1)], "Lcom.foo.Bar"),
        ("Lcom/foo/Bar;" + END, [("semicolon", "error", 1), ("slashes", "error", 1)], "Lcom.foo.Bar"),
        ("La.b\nLa.c\nLa.b" + END, [("duplicate", "warning", 3)], ""),
        (" La.b" + END, [("space", "error", 1)], "La.b"),
        ("La.b\n\nLa.c" + END, [("blank", "warning", 2)], ""),
        ("La.b\nLcom.foo.*" + END, [("pattern", "error", 2)], ""),
        ("La.b\n-keep class a.c" + END, [("pattern", "error", 2)], ""),
        ("La.b\n# a comment" + END, [("not-a-class", "error", 2)], ""),
        ("La.b\n[La.c" + END, [("not-a-class", "error", 2)], ""),
        (f"La.b{END}\nLa.c", [("order", "warning", 4)], ""),
        (f"La.b{END}\nFoo: bar", [("unknown-key", "error", 4)], ""),
        (f"La.b{END}\n-Configs: a-b", [("unknown-key", "error", 4)], ""),
        ("La.b\npatchtype: dexpatch" + END, [("unknown-key", "error", 2)], "PatchType: dexpatch"),
        (f"La.b{END}\nquinox-Configs: nothing", [("config", "warning", 4)], ""),
        (f"La.b{END}\nHostDex: true", [("repeated-key", "error", 4)], ""),
        ("La.b\nPatchType:dexpatch\nHostDex: true", [("spacing", "warning", 2)], "PatchType: dexpatch"),
        ("La.b\nPatchType: hotpatch\nHostDex: true", [("patch-type", "error", 2)], "PatchType: dexpatch"),
        ("La.b\nPatchType: dexpatch\nHostDex: True", [("host-dex", "error", 3)], "HostDex: true"),
        ("La.b\nPatchType: dexpatch\nHostDex: 1", [("host-dex", "error", 3)], ""),
        ("La.b\nHostDex: true", [("missing-key", "error", 2)], "PatchType: dexpatch"),
        ("La.b\nPatchType: dexpatch\n", [("missing-key", "warning", 2)], "HostDex: true"),
        (END.strip(), [("empty", "error", 2)], ""),
        ("\ufeffLa.b" + END, [("bom", "error", 1)], ""),
        (("La.b" + END).replace("\n", "\r\n"), [("line-ends", "warning", 1)], ""),
    ],
)
def test_what_differs_from_the_form(text: str, wanted: list[tuple[str, str, int]], suggestion: str) -> None:
    problems = read_whitelist(text.encode()).problems
    assert said(problems) == wanted
    assert problems[0].suggestion == suggestion


def test_what_is_no_utf_8() -> None:
    problems = read_whitelist(b"La.b" + b"\nLa.\xff\nPatchType: dexpatch\nHostDex: true").problems
    assert said(problems) == [("encoding", "error", 2)]
    assert problems[0].span.start_column == 4
    wide = codecs.BOM_UTF16_LE + ("La.b" + END).encode("utf-16-le")
    assert said(read_whitelist(wide).problems) == [("encoding", "error", 1)]
    with pytest.raises(DocumentError):
        read_whitelist(codecs.BOM_UTF16_LE + b"a")


@pytest.mark.timeout(60)
def test_what_is_too_large_or_no_list_at_all_ends_soon() -> None:
    with pytest.raises(DocumentError):
        read_whitelist(b"L" * (LIMIT + 1))
    assert len(read_whitelist(b"\n" * LIMIT).problems) < 1100
    dots = read_whitelist(b"L" + b"a." * 500_000 + b"b" + END.encode())
    assert said(check_whitelist(dots, classes=BUILT)) == [("not-built", "error", 1)]


def listed(*names: str) -> bytes:
    return write_whitelist(names)


def test_classes_that_are_not_in_the_app() -> None:
    made = read_whitelist(listed("com.foo.Bar", "com.foo.Gone"))
    assert said(check_whitelist(made, classes=BUILT)) == [("not-built", "error", 2)]
    assert check_whitelist(made) == ()


def test_inner_classes_that_were_written_with_a_dot() -> None:
    made = read_whitelist(listed("com.foo.Bar.Inner", "com.foo.Other.Inner"))
    problems = check_whitelist(made, classes=BUILT)
    assert said(problems) == [("dots", "error", 1), ("not-built", "error", 2)]
    assert problems[0].suggestion == "Lcom.foo.Bar$Inner"
    beside = check_whitelist(read_whitelist(listed("com.foo.Bar", "com.foo.Bar.Inner", "com.foo.Other.Inner")))
    assert said(beside) == [("dots", "error", 2)]
    deep = check_whitelist(read_whitelist(listed("a.B.C.D")), classes={"a.B$C$D"})
    assert [one.suggestion for one in deep] == ["La.B$C$D"]


def test_names_of_the_source_where_those_of_the_app_are_needed() -> None:
    names = {"com.foo.Original": "a.b", "com.foo.Bar": "com.foo.Bar", "a.b": "a.c", "com.foo.Old$Inner": "a.d"}
    made = read_whitelist(listed("com.foo.Original", "com.foo.Bar"))
    for classes in (BUILT, None):
        problems = check_whitelist(made, classes=classes, obfuscated=names)
        assert said(problems) == [("original-name", "error", 2)]
        assert problems[0].suggestion == "La.b"
    assert check_whitelist(read_whitelist(listed("a.b")), classes=BUILT, obfuscated=names) == ()
    assert check_whitelist(read_whitelist(listed("a.b")), obfuscated=names) == ()
    inner = check_whitelist(read_whitelist(listed("com.foo.Old.Inner")), classes={"a.d"}, obfuscated=names)
    assert [(one.reason, one.suggestion) for one in inner] == [("original-name", "La.d")]


def test_a_name_with_an_l_of_its_own() -> None:
    made = read_whitelist(b"Light.Foo" + END.encode())
    problems = check_whitelist(made, classes={"Light.Foo"}, changed={"Light.Foo"})
    assert [(one.reason, one.suggestion) for one in problems] == [("missing-l", "LLight.Foo")]
    assert check_whitelist(read_whitelist(listed("Light.Foo")), classes={"Light.Foo"}, changed={"Light.Foo"}) == ()


def test_changed_classes_of_a_listed_one_have_to_be_listed() -> None:
    changed = {
        "com.foo.Bar",
        "com.foo.Bar$1",
        "com.foo.Bar$$ExternalSyntheticLambda0",
        "com.foo.Bars",
        "com.foo.Other$1",
    }
    problems = check_whitelist(read_whitelist(listed("com.foo.Bar")), changed=changed)
    assert said(problems) == [("left-out", "error", 1)]
    assert problems[0].names == ("com.foo.Bar$$ExternalSyntheticLambda0", "com.foo.Bar$1")
    inner = check_whitelist(read_whitelist(listed("com.foo.Bar$1")), changed={"com.foo.Bar", "com.foo.Bar$1"})
    assert [(one.reason, one.names) for one in inner] == [("left-out", ("com.foo.Bar",))]
    by_dot = check_whitelist(
        read_whitelist(listed("com.foo.Bar", "com.foo.Bar.Inner")), changed={"com.foo.Bar", "com.foo.Bar$Inner"}
    )
    assert said(by_dot) == [("dots", "error", 2)]


def test_classes_that_did_not_change() -> None:
    made = read_whitelist(listed("com.foo.Bar", "com.foo.Other"))
    assert said(check_whitelist(made, classes=BUILT, changed={"com.foo.Bar"})) == [("unchanged", "warning", 2)]
    wrong = check_whitelist(made, classes=BUILT, changed={"a.b"})
    assert said(wrong) == [("sense", "error", 1)]
    assert "Sophix" in wrong[0].text
    assert said(check_whitelist(made, changed=())) == [("unchanged", "warning", 1), ("unchanged", "warning", 2)]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.B", "a.B"),
        ("a.B$C$1", "a.B"),
        ("a.$B", "a.$B"),
        ("a.$B$C", "a.$B"),
        ("B$1", "B"),
        ("a.FooKt$bar$1", "a.FooKt"),
        ("a$b.C$D", "a$b.C"),
        ("a.B$$Lambda$1", "a.B"),
    ],
)
def test_the_outermost_class(name: str, wanted: str) -> None:
    assert outermost(name) == wanted
