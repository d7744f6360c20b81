"""Building and signing an offline package, beside what the standard library's tar and zip alone take on the same files.

Both in one process, in processor time, of a package of 300 files and 3.5 MB; the files are made here, and are of the
kinds that pages are made of. A batch of 300 MB is a note: how much memory it takes.
"""

from __future__ import annotations

import gc
import io
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from ratios import HAPLINE, pairs, report

from hapline.trees import WorkingTree
from hapline_plugins.offline.building.amr import amr
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.content.folders import content_of
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.keys.signing import SigningKey
from hapline_plugins.offline.target import Target

LIMIT = 1.5
ROUNDS = 9
ID = "20171228"
FILES = 300
SIZE = 3_500_000
BATCH = 90
"""Packages of the batch, of 3.4 MB each."""


def main() -> None:
    """Print the ratio, and the memory of a batch."""
    gc.set_threshold(1_000_000, 20, 100)  # as the command line does
    key = SigningKey(generate_private_key(public_exponent=65537, key_size=2048))
    with tempfile.TemporaryDirectory() as folder:
        made = make_files(Path(folder) / ID, FILES, SIZE)

        def ours() -> float:
            begin = time.process_time()
            content = content_of(WorkingTree(made), "")
            described = Described(id=ID, version="1.0.0.1")
            b"".join(amr(Package(described=described, content=content, target=Target(), key=key)))
            return time.process_time() - begin

        def bare() -> float:
            begin = time.process_time()
            inner, outer = io.BytesIO(), io.BytesIO()
            with tarfile.open(fileobj=inner, mode="w", format=tarfile.GNU_FORMAT) as tar:
                tar.add(made, ".")
            with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(f"{ID}.tar", inner.getvalue())
            return time.process_time() - begin

        report(f"{FILES} files of {SIZE / 1e6} MB built and signed / tar and zip", LIMIT, pairs(ours, bare, ROUNDS))
    with tempfile.TemporaryDirectory() as folder:
        _batch(Path(folder))


def make_files(folder: Path, files: int, size: int, seed: int = 1) -> Path:
    """Write a package's files: scripts, styles, pages and images, the same ones for the same seed."""
    source = random.Random(seed)  # noqa: S311 nothing secret
    words = ["".join(source.choices("abcdefghijklmnop", k=source.randint(2, 9))) for _ in range(400)]
    for number in range(files):
        kind, length = ("js", "css", "html", "png")[number % 4], size // files
        path = folder / "www" / f"part{number % 12}" / f"file{number}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == "png":
            path.write_bytes(source.randbytes(length))
        else:
            path.write_text(" ".join(source.choices(words, k=length // 6))[:length].ljust(length))
    (folder / "www" / "index.html").write_text("<html></html>")
    return folder


def _batch(folder: Path) -> None:
    for number in range(BATCH):
        make_files(folder / "batch" / str(30000000 + number), 30, 3_400_000, number)
    probe = "import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
    probe += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    line = [sys.executable, "-c", probe, HAPLINE, "offline", "build", str(folder / "batch"), "--version", "1.0"]
    line += ["--out", str(folder / "o")]
    begin = time.perf_counter()
    ended = subprocess.run(line, capture_output=True, text=True, check=True, cwd=folder, env=os.environ)
    seconds = time.perf_counter() - begin
    print(
        f"    a batch of {BATCH} packages, {BATCH * 3.4:.0f} MB: {ended.stdout.strip()} MB of memory, {seconds:.0f} s"
    )


if __name__ == "__main__":
    main()
