"""Stands in for Gradle, the Android plugin and InstantRun's plugin, which the demonstration cannot bring along.

It compiles nothing: it hands out what real tools made of the classes in ``smali`` (see ``make.sh``), the app as it was
released while ``Prices.java`` is as it was, the mended one and its patch once it is mended. Run it in the folder of the
build.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
OUTPUTS = Path("app/build/outputs")
MAPPING = (
    b"# compiler: R8\n# compiler_version: 8.1.56\n"
    b"com.example.shop.Prices -> com.example.shop.Prices:\n    int total(int,int) -> total\n"
)
PRICES = Path("app/src/main/java/com/example/shop/Prices.java")


def main() -> int:
    """Run the tasks that are named."""
    is_mended = "cents * count" in PRICES.read_text(encoding="utf-8")
    for task in sys.argv[1:]:
        print(f"> Task :app:{task} (a stand-in)")
        if task == "clean":
            shutil.rmtree(OUTPUTS.parent, ignore_errors=True)
        elif task == "assembleRelease":
            _assemble("after.apk" if is_mended else "before.apk")
        elif task == "mpGeneratePatch":
            if not is_mended or "Modify" not in PRICES.read_text(encoding="utf-8"):
                print("nothing is annotated with @Modify")
                return 1
            _copy("patch.jar", "instantrun/patch.jar")
            print("auto patch end successfully")
    return 0


def _assemble(apk: str) -> None:
    _copy(apk, "apk/release/app-release.apk")
    _copy("methodsMap.instantrun", "instantrun/methodsMap.instantrun")
    _write("instantrun/InstantRunMapping_release.txt.gz", gzip.compress(b"", mtime=0))
    _write("mapping/release/mapping.txt", MAPPING)


def _copy(name: str, target: str) -> None:
    _write(target, (HERE / name).read_bytes())


def _write(target: str, content: bytes) -> None:
    path = OUTPUTS / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
