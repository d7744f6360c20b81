"""The ids that a release of an app may have."""

from __future__ import annotations

import pytest

from hapline.builds import GradleBuild, released_ids
from hapline.testing import MemoryTree

MANIFEST = '<manifest package="com.example.old"/>'


@pytest.mark.parametrize(
    ("android", "ids"),
    [
        ("", {"com.example.old"}),
        ("defaultConfig { applicationId 'com.example' }", {"com.example"}),
        ("defaultConfig { applicationId chosen() }", set()),
        ("if (a) { defaultConfig { applicationId 'com.example' } }", set()),
        ("defaultConfig { applicationId 'a.b'\napplicationIdSuffix '.c' }", {"a.b.c"}),
        ("defaultConfig { applicationId 'a.b' }\nbuildTypes { debug { applicationIdSuffix '.debug' } }", {"a.b"}),
        ("defaultConfig { applicationId 'a.b' }\nbuildTypes { release { applicationIdSuffix 'r' } }", {"a.b.r"}),
        (
            (
                'defaultConfig { applicationId = "a.b" }\n'
                'buildTypes { getByName("release") { applicationIdSuffix = ".r" } }'
            ),
            {"a.b.r"},
        ),
        ('buildTypes { all { applicationIdSuffix = ".x" } }', set()),
        ("productFlavors.configureEach { applicationIdSuffix '.x' }", set()),
        ('buildTypes { debug { applicationIdSuffix = ".x" } }', {"com.example.old"}),
        (
            "defaultConfig { applicationId 'a.b' }\nproductFlavors { free { applicationIdSuffix '.f' }\npaid { } }",
            {"a.b.f", "a.b"},
        ),
        ("productFlavors { free { applicationId 'a.f' }\npaid { applicationId 'a.p' } }", {"a.f", "a.p"}),
        (
            'defaultConfig { applicationId "a" }\nproductFlavors { create("free") { applicationId = "a.f" } }',
            {"a.f"},
        ),
        ("productFlavors { free { applicationIdSuffix chosen() } }", set()),
        ("productFlavors { free { if (x) { applicationIdSuffix '.f' } } }", set()),
    ],
)
def test_released_ids(android: str, ids: set[str]) -> None:
    files = {"build.gradle": f"android {{\n{android}\n}}\n", "src/main/AndroidManifest.xml": MANIFEST}
    build = GradleBuild(MemoryTree(files), "")
    assert released_ids(build.root_module) == ids


def test_without_anything() -> None:
    assert released_ids(GradleBuild(MemoryTree({"settings.gradle": ""}), "").root_module) == frozenset()
