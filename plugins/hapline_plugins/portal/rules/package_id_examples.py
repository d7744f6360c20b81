"""Examples of the rules on package ids."""

from __future__ import annotations

_STRINGS = '<resources><string name="title">Cart</string></resources>\n'
_PLUGIN = "apply plugin: 'com.alipay.bundle'\n"


def example(*lines: str, artifact: str = "cart-build", used: str = "") -> dict[str, str]:
    """A Bundle in a folder of its own, for examples."""
    inside = "".join(f"    {line}\n" for line in lines)
    return {
        f"{artifact}/settings.gradle": f"include ':{artifact}'\nproject(':{artifact}').projectDir = file('app')\n",
        f"{artifact}/app/build.gradle": f"{_PLUGIN}group = 'com.example'\nbundle {{\n{inside}}}\n{used}",
    }


def with_resources(*lines: str) -> dict[str, str]:
    """The same with a text among its resources."""
    return {**example(*lines), "cart-build/app/src/main/res/values/strings.xml": _STRINGS}
