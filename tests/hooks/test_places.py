"""Places: how symbolic paths are written."""

from __future__ import annotations

import pytest

from hapline_hooks import Keys, symbol


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ((), ""),
        (("module", "preloads", 1, "moduleName"), "module.preloads[1].moduleName"),
        (("entry", "ohos.permission.CAMERA", "zh"), 'entry["ohos.permission.CAMERA"].zh'),
        (("a.b",), '["a.b"]'),
        ((0, "a", ""), '[0].a[""]'),
        (("a", 'b "c" \\ [0]'), 'a["b \\"c\\" \\\\ [0]"]'),
        (("$schema", "my-key", "元服务"), "$schema.my-key.元服务"),
    ],
)
def test_symbols(keys: Keys, text: str) -> None:
    assert symbol(keys) == text
