"""Imports point down only: hooks under core under plugins, and plugins see only what is public."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PUBLIC = (
    "hapline.documents",
    "hapline.archives",
    "hapline.android",
    "hapline.builds",
    "hapline.testing",
    "hapline.session",
    "hapline.console",
    "hapline.errors",
    "hapline.rules",
    "hapline.templates",
    "hapline.files",
    "hapline.deliveries",
    "hapline.packing",
    "hapline.locks",
    "hapline.proposals",
    "hapline.diffs",
    "hapline.git",
    "hapline.store",
    "hapline.tools",
    "hapline.dates",
)
"""The modules of the host that plugin authors may import; first-party plugins are held to them too."""
ALLOWED = {
    "hooks": ("hapline_hooks",),
    "core": ("hapline", "hapline_hooks"),
    "plugins": ("hapline_plugins", "hapline_hooks", *PUBLIC),
    "templates": ("hapline_templates",),
}
OURS = ("hapline", "hapline_hooks", "hapline_plugins", "hapline_templates")


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module in OURS:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, node.module or ""


def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("floor", sorted(ALLOWED))
def test_imports_point_down(floor: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted((ROOT / floor).rglob("*.py"))
        for line, name in _imports(path)
        if _within(name, OURS) and not _within(name, ALLOWED[floor])
    ]
    assert wrong == []


def test_no_plugin_imports_another() -> None:
    wrong = []
    for path in sorted((ROOT / "plugins" / "hapline_plugins").rglob("*.py")):
        own = path.relative_to(ROOT / "plugins" / "hapline_plugins").parts[0]
        for line, name in _imports(path):
            if _within(name, ("hapline_plugins",)) and not _within(name, (f"hapline_plugins.{own}",)):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert wrong == []


def test_code_folders_are_no_packages() -> None:
    assert [floor for floor in ALLOWED if (ROOT / floor / "__init__.py").exists()] == []


def test_first_party_plugins_use_no_private_door() -> None:
    """What core knows of our own plugins is their names in one table."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "core").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "hapline_plugins" in line and path.name != "plugins.py"
    ]
    assert wrong == []


def test_the_example_plugin_sees_only_what_is_public() -> None:
    allowed = ("hapline_release_notes", "hapline_hooks", *PUBLIC)
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted((ROOT / "examples" / "third-party-plugin").rglob("*.py"))
        for line, name in _imports(path)
        if _within(name, OURS) and not _within(name, allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "examples/third-party-plugin/README.md"])
def test_the_pages_name_every_public_module(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [module for module in ("hapline_hooks", *PUBLIC) if f"`{module}`" not in text] == []
