"""Types as Java writes them and as files do."""

from __future__ import annotations

import pytest

from hapline_plugins.hotpatch.obfuscation import signatures

PAIRS = [
    ("int", "I"),
    ("void", "V"),
    ("long[][]", "[[J"),
    ("com.example.Main$Inner", "Lcom/example/Main$Inner;"),
    ("java.lang.String[]", "[Ljava/lang/String;"),
    ("I", "LI;"),
]


@pytest.mark.parametrize(("name", "text"), PAIRS)
def test_both_ways(name: str, text: str) -> None:
    assert signatures.descriptor(name) == text
    assert signatures.type_name(text) == name


def test_methods() -> None:
    text = "(I[Ljava/lang/String;La/b;)[J"
    types = (("int", "java.lang.String[]", "a.b"), "long[]")
    assert signatures.method_types(text) == types
    assert signatures.method_descriptor(*types) == text
    assert signatures.method_descriptor(*types, renamed=lambda name: "c.d" if name == "a.b" else name) == (
        "(I[Ljava/lang/String;Lc/d;)[J"
    )
    assert signatures.method_types("()V") == ((), "void")


@pytest.mark.parametrize("text", ["", "()", "V", "(", "(X)V", "(L;)V", "()VV", "(La/b)V", "(I"])
def test_what_is_no_descriptor(text: str) -> None:
    assert signatures.method_types(text) is None


@pytest.mark.parametrize("text", ["", "[", "L;", "X", "La/b", "II"])
def test_what_is_no_type(text: str) -> None:
    assert signatures.type_name(text) is None
