"""The plugins that a script applies."""

from __future__ import annotations

import pytest

from hapline.builds import applied_plugins
from hapline.documents import GradleScript, Variables


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("apply plugin: 'a.b'\napply plugin: \"c\"", ["a.b", "c"]),
        ("plugins {\n    id 'a.b' version '1'\n    id('c') apply false\n}", ["a.b"]),
        ("apply {\n    plugin 'a.b'\n    plugin('c')\n}", ["a.b", "c"]),
        ("apply { from 'a.gradle' }\nwith { plugin 'a.b' }", []),
        ("def name = 'a.b'\napply { plugin name }", ["a.b"]),
    ],
)
def test_applied(text: str, names: list[str]) -> None:
    script = GradleScript(text.encode(), "build.gradle")
    assert [one.name for one in applied_plugins(script, lambda: Variables([script]))] == names
