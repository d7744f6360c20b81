"""The example's page: its commands are copied as they stand there, and each ends as the page says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[3] / "examples" / "hotpatch-instantrun"
WITH_FINDINGS = ["hapline check", "hapline hotpatch lint --base v2.1.0"]
"""What ends with 1: of what stands there twice, the first."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the commands are those of a POSIX shell")


def test_the_commands_of_the_page(tmp_path: Path) -> None:
    lines = (EXAMPLE / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    clone, programs = tmp_path / "clone", tmp_path / "programs"
    shutil.copytree(EXAMPLE, clone / "examples/hotpatch-instantrun")
    programs.mkdir()
    for name, line in (("hapline", "-m hapline "), ("python3", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {line}"$@"\n')
        (programs / name).chmod(0o755)
    ended = subprocess.run(
        ["sh", "-s"],
        input="".join(f'{command}\necho "=$?"\n' for command in commands),
        cwd=clone,
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    codes = [line for line in ended.stdout.splitlines() if line.startswith("=")]
    expected = dict.fromkeys(range(len(commands)), "=0") | {commands.index(one): "=1" for one in WITH_FINDINGS}
    assert codes == list(expected.values()), ended.stdout + ended.stderr
    assert ended.stdout.endswith("no findings\n=0\n")
    shop = tmp_path / "shop-demo/shop"
    assert (shop / "app/build/outputs/instantrun/patch.json").is_file()
    left = subprocess.run(["git", "status", "--short"], cwd=shop, capture_output=True, text=True, check=True)
    assert left.stdout == " M app/src/main/java/com/example/shop/Prices.java\n"
