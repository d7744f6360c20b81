"""What most tests of serving begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.offline.serving.served_here import Here, both, packages_of, serving


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    """The sample packages, served from source, with a fallback tree."""
    (tmp_path / "fallback/www").mkdir(parents=True)
    (tmp_path / "fallback/www/late.js").write_text("var late;\n")
    with serving(packages_of(*both(tmp_path), fallback=[str(tmp_path / "fallback")])) as one:
        yield one


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Here]:
    """The normal sample package alone."""
    with serving(packages_of(both(tmp_path)[0])) as one:
        yield one
