"""Verifying packages: what it costs beside starting the command line and one pass of zlib over the same bytes.

The pass is what the work cannot do without: a finished release app has to be inflated once to see its modules, and
a module's size in the app is not known before it is deflated once. zlib lets other threads run, so a run may be
faster than one pass on one core.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

from ratios import HAPLINE, pairs, report, seconds

ROUNDS = 15
MODULES = 7
_PAYLOAD = 1_800_000
_STAMP = (2024, 1, 1, 0, 0, 0)


def main() -> None:
    """Build packages of a full atomic service, and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        loose = [_module(Path(folder), number) for number in range(MODULES)]
        app = Path(folder) / "demo.app"
        with zipfile.ZipFile(app, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in loose:
                archive.write(path, path.name)
            archive.writestr("pack.info", '{"summary":{}}')
        modules = [path.read_bytes() for path in loose]
        deflated = [_deflate(data) for data in modules]
        total = sum(map(len, modules))
        print(f"{MODULES} modules, {total:,} bytes, {os.cpu_count()} processors")
        report(
            "verify demo.app : CLI start + one inflate",
            1.3,
            pairs(lambda: seconds([HAPLINE, "verify", str(app)]), lambda: _start() + _inflate_all(deflated), ROUNDS),
        )
        names = [str(path) for path in loose]
        report(
            "verify loose modules : CLI start + one level-1 deflate",
            1.3,
            pairs(lambda: seconds([HAPLINE, "verify", *names]), lambda: _start() + _deflate_all(modules), ROUNDS),
        )


def _module(folder: Path, number: int) -> Path:
    kind = "entry" if number == 0 else "shared"
    path = folder / ("entry.hap" if number == 0 else f"lib{number}.hsp")
    app = (
        '"bundleName":"com.atomicservice.bench","bundleType":"atomicService","versionCode":1,"versionName":"1.0.0",'
        '"minAPIVersion":50000012,"targetAPIVersion":50000012,"apiReleaseType":"Release","debug":false'
    )
    module = (
        f'"name":"{path.stem}","type":"{kind}","deviceTypes":["phone"],"installationFree":true,'
        '"deliveryWithInstall":true,"pages":"$profile:main_pages"'
    )
    if kind == "entry":
        module += ',"mainElement":"EntryAbility","abilities":[{"name":"EntryAbility"}]'
    generator = random.Random(number)  # noqa: S311 reproducible filling, no secret
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("module.json", _STAMP), f'{{"app":{{{app}}},"module":{{{module}}}}}')
        archive.writestr(zipfile.ZipInfo("pack.info", _STAMP), "{}")
        archive.writestr(zipfile.ZipInfo("resources/base/profile/main_pages.json", _STAMP), '{"src":["pages/Index"]}')
        for part in range(40):
            # Half random, half text: about what byte code and pictures make of themselves.
            half = _PAYLOAD // 80
            content = generator.randbytes(half) + b"entry.pages.Index.render();" * (half // 27)
            archive.writestr(zipfile.ZipInfo(f"resources/base/media/{part}.bin", _STAMP), content)
    return path


def _deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(1, zlib.DEFLATED, -15)
    return compressor.compress(data) + compressor.flush()


def _start() -> float:
    """The command line started for ``verify``, up to the point where it would look at its first file."""
    return seconds([HAPLINE, "verify", "--help"])


def _inflate_all(deflated: list[bytes]) -> float:
    start = time.perf_counter()
    for data in deflated:
        zlib.decompressobj(-15).decompress(data)
    return time.perf_counter() - start


def _deflate_all(modules: list[bytes]) -> float:
    start = time.perf_counter()
    for data in modules:
        _deflate(data)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
