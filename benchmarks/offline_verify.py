"""Verifying a built package, beside what the standard library needs to inflate, digest and list the same file.

Both in one process, in processor time, of a package of 300 files and 3.5 MB that the builder makes; imports are done
before. The rules on built packages are part of it, those that look into pages are not. How much memory the command line
takes is a note, of this package and of a batch of 300 MB.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from offline_build import FILES, ID, SIZE, make_files
from ratios import HAPLINE, pairs, report

from hapline.session import CHECK_OPTIONS, Session
from hapline.trees import WorkingTree
from hapline_plugins.offline.building.amr import amr
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.content.folders import content_of
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.keys.public import read_public_key
from hapline_plugins.offline.keys.signing import SigningKey
from hapline_plugins.offline.target import Target
from hapline_plugins.offline.verifying.opening import expected_of, subjects

LIMIT = 1.5
ROUNDS = 15
BATCH = 90
"""Packages of the batch, of 3.4 MB each."""


def main() -> None:
    """Print the ratios, and the memory."""
    gc.set_threshold(1_000_000, 20, 100)  # as the command line does
    key = SigningKey(generate_private_key(public_exponent=65537, key_size=2048))
    public = key.public.base64
    with tempfile.TemporaryDirectory() as folder:
        file = _package(Path(folder), ID, make_files(Path(folder) / "source", FILES, 2 * SIZE), key)
        size = os.path.getsize(file)
        session = Session(folder, {"select": ("OFP7",)}, CHECK_OPTIONS)

        def ours() -> float:
            begin = time.process_time()
            expected = expected_of(session.settings, (read_public_key(public),))
            [built] = subjects([file], [], expected)
            found = session.judge([built])
            taken = time.process_time() - begin
            if found.findings:
                sys.exit(f"not as expected: {found.findings}")
            return taken

        what = f"{FILES} files, {size / 1e6:.1f} MB, verified / inflate, SHA-1, tar listing"
        report(what, LIMIT, pairs(ours, lambda: _bare(file), ROUNDS))
        print(f"    {_memory(folder, file, public)}")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(BATCH):
            id_ = str(30000000 + number)
            _package(Path(folder), id_, make_files(Path(folder) / "source" / id_, 30, 3_400_000, number), key)
        print(f"    a batch of {BATCH} packages: {_memory(folder, '.', public)}")


def _package(folder: Path, id_: str, source: Path, key: SigningKey) -> str:
    described = Described(id=id_, version="1.0.0.1")
    package = Package(described=described, content=content_of(WorkingTree(source), ""), target=Target(), key=key)
    file = folder / f"{id_}_1.0.0.1.amr"
    file.write_bytes(b"".join(amr(package)))
    return str(file)


def _bare(file: str) -> float:
    begin = time.process_time()
    with zipfile.ZipFile(file) as archive:
        contents = [archive.read(one) for one in archive.infolist()]
    for data in contents:
        hashlib.sha1(data, usedforsecurity=False).digest()
    with tarfile.open(fileobj=io.BytesIO(contents[-1])) as tar:
        tar.getmembers()
    return time.process_time() - begin


def _memory(folder: str, given: str, public: str) -> str:
    """Memory and time of the command line."""
    probe = "import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, "
    probe += "stderr=subprocess.DEVNULL, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    line = [sys.executable, "-c", probe, HAPLINE, "offline", "verify", given, "--public-key", public, "--exit-zero"]
    begin = time.perf_counter()
    ended = subprocess.run(line, capture_output=True, text=True, check=True, cwd=folder)
    return f"{int(ended.stdout) // 1024} MB of memory, {time.perf_counter() - begin:.1f} s with its start"


if __name__ == "__main__":
    main()
