"""Real packages of two versions, from the registries of npm and Python, for comparisons of their classes."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

ANDROGUARD = "androguard==4.1.4"
COMPARE = Path(__file__).with_name("androguard_classes.py")


class PackagePair(NamedTuple):
    """One file of a package in two versions.

    Attributes:
        name: The package. old, new: The versions. file: The file in it; ``{version}`` stands for the version.
        is_npm: Whether npm has it, and not PyPI.
    """

    name: str
    old: str
    new: str
    file: str
    is_npm: bool = True

    @property
    def title(self) -> str:
        """What reports call it."""
        return f"{self.name} {self.old} -> {self.new}"


SETTINGS = PackagePair("io.appium.settings", "8.0.9", "8.0.10", "package/apks/settings_apk-debug.apk")
SERVER = PackagePair(
    "appium-uiautomator2-server", "10.6.4", "10.6.6", "package/apks/appium-uiautomator2-server-v{version}.apk"
)
REBUILT = SERVER._replace(old="9.11.2")
"""Built by another version of the compiler, so that hardly a file is the same, with strings that became jumbo."""
JAR = PackagePair("uiautomator2", "3.2.5", "3.7.1", "uiautomator2/assets/u2.jar", is_npm=False)


def fetched(pair: PackagePair, cache: Path) -> tuple[Path, Path]:
    """Both files; downloaded into the folder where they are not in it yet.

    Raises:
        OSError: npm is not installed. subprocess.CalledProcessError: A package cannot be downloaded.
    """
    cache.mkdir(parents=True, exist_ok=True)
    return _one(pair, pair.old, cache), _one(pair, pair.new, cache)


def androguard(cache: Path) -> Path:
    """The Python of an environment that has androguard; made in the folder where it is not in it yet.

    Raises:
        subprocess.CalledProcessError: It cannot be installed.
    """
    python = cache / "androguard" / "bin" / "python"
    if not (cache / "androguard" / "installed").exists():
        venv.create(cache / "androguard", with_pip=True, clear=True)
        _run(str(python), "-m", "pip", "install", "-q", "--retries", "5", ANDROGUARD, cwd=cache)
        (cache / "androguard" / "installed").touch()
    return python


def _one(pair: PackagePair, version: str, cache: Path) -> Path:
    member = pair.file.format(version=version)
    target = cache / f"{pair.name}-{version}-{member.rpartition('/')[2]}"
    if not target.exists():
        partly = target.with_suffix(".part")
        partly.write_bytes(_content(pair, version, member, cache))
        partly.rename(target)
    return target


def _content(pair: PackagePair, version: str, member: str, cache: Path) -> bytes:
    if pair.is_npm:
        archive = cache / _run("npm", "pack", "--silent", f"{pair.name}@{version}", cwd=cache).split()[-1]
        with tarfile.open(archive) as packed:
            file = packed.extractfile(member)
            content = file.read() if file is not None else b""
        archive.unlink()
        return content
    _run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"{pair.name}=={version}", "-d", ".", cwd=cache)
    (wheel,) = cache.glob(f"{pair.name}-{version}-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        content = opened.read(member)
    wheel.unlink()
    return content


def _run(*command: str, cwd: Path) -> str:
    environment = os.environ | {"npm_config_update_notifier": "false"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True).stdout
