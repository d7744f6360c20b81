"""The source lint for InstantRun, beside tree-sitter's bare parse of both versions of the same changed files.

Both read from memory, in processor time; git is a note, with the whole command. Other changes than the generated ones
are named as a repository and two revisions: ``hotpatch_lint.py FOLDER BASE REVISION``.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import tree_sitter
import tree_sitter_java
import tree_sitter_kotlin
from ratios import HAPLINE, pairs, report, seconds

from hapline.engine.run import run
from hapline.git import Repository
from hapline.session import Session
from hapline.testing import MemoryTree
from hapline_hooks import Tree, Unreadable
from hapline_plugins.hotpatch.linting.collecting import Collector

ROUNDS = 7
LIMIT = 2
WORST = 5
"""Where every method has changed and has a finding: each is read in both versions, and said with its fix."""
FILES = 40
METHODS = 60
ENDINGS = (".java", ".kt")
Files = Mapping[str, bytes]
_PARSERS = {
    ".java": tree_sitter.Parser(tree_sitter.Language(tree_sitter_java.language())),
    ".kt": tree_sitter.Parser(tree_sitter.Language(tree_sitter_kotlin.language())),
}
_JAVA = """    /** Says what {name} costs. */
    public int {name}(int price, List<String> labels) {{
        int found = 0;
        for (String label : labels) {{
            if (label.length() > {number} && !label.isEmpty()) {{
                found += Math.max(price * count, label.indexOf("{name}")) + {number};
            }}
        }}
        return found;
    }}

"""
_KOTLIN = """    /** Says what {name} costs. */
    fun {name}(price: Int, labels: List<String>): Int {{
        var found = 0
        for (label in labels) {{
            if (label.length > {number} && label.isNotEmpty()) {{
                found += maxOf(price * count, label.indexOf("{name}")) + {number}
            }}
        }}
        return found + labels.filter {{ it.length > {number} }}.size
    }}

"""


def main() -> None:
    """Print the ratios."""
    gc.set_threshold(1_000_000, 20, 100)  # as the command line does
    if len(sys.argv) > 1:
        folder, base, revision = sys.argv[1:]
        _both(*_real(folder, base, revision), f"{Path(folder).name} {base} to {revision}")
        return
    for ending, text in ((".java", _JAVA), (".kt", _KOTLIN)):
        few, all_of_them = _made(ending, text, 20), _made(ending, text, 1)
        _both(_made(ending, text, 0), few, f"{FILES} files {ending}, one method in 20 changed")
        _both(_made(ending, text, 0), all_of_them, f"{FILES} files {ending}, every method changed", WORST)
    _both({}, _made(".java", _JAVA, 0), f"{FILES} files .java, all new")
    _both({}, _made(".kt", _KOTLIN, 0), f"{FILES} files .kt, all new")
    _command()


def _both(before: Files, now: Files, what: str, limit: float = LIMIT) -> None:
    session = Session(".", {})
    paths = sorted({*before, *now})

    def lint() -> None:
        tree = MemoryTree(now)
        collect = Collector("base", MemoryTree(before), paths, lambda *_: ())
        run(session.host, session.settings, collect(tree), tree)

    def parse() -> None:
        for files in (before, now):
            for path, content in files.items():
                _PARSERS[path[path.rfind(".") :]].parse(content)

    size = sum(len(one) for files in (before, now) for one in files.values())
    report(f"{what} ({size / 1e6:.1f} MB) / bare parse", limit, pairs(_timed(lint), _timed(parse), ROUNDS))
    if session.faults():
        raise SystemExit(str(session.host.faults[0].error))


def _timed(action: Callable[[], None]) -> Callable[[], float]:
    def timed() -> float:
        start = time.process_time()
        action()
        return time.process_time() - start

    return timed


def _made(ending: str, text: str, every: int) -> dict[str, bytes]:
    """Generated files; of every so many methods the code is another one."""
    end = ";" if ending == ".java" else ""
    field = "private int count;" if ending == ".java" else "private var count = 1"
    files: dict[str, bytes] = {}
    for number in range(FILES):
        methods = [
            text.format(name=f"m{one}", number=one + (1000 if every and one % every == 0 else 0))
            for one in range(METHODS)
        ]
        imports = f"package com.example.p{number}{end}\n\nimport java.util.List{end}"
        head = f"{imports}\n\nclass C{number} {{\n    {field}\n\n"
        files[f"app/src/main/java/com/example/p{number}/C{number}{ending}"] = f"{head}{''.join(methods)}}}\n".encode()
    return files


def _real(folder: str, base: str, revision: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Both versions of the source files that differ between two revisions."""
    repository = Repository(folder)
    paths = [one for one in repository.changed(repository.commit(base), revision) if one.endswith(ENDINGS)]
    with repository.opened(base) as before, repository.opened(revision) as now:
        return _contents(before, paths), _contents(now, paths)


def _contents(tree: Tree, paths: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in paths:
        try:
            found[path] = tree.read(path)
        except Unreadable:
            continue
    return found


def _command() -> None:
    """The whole command on a repository with the generated change."""
    import subprocess

    with tempfile.TemporaryDirectory() as name:
        git = ["git", "-C", name, "-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
        for files, commands in (
            (_made(".java", _JAVA, 0), (["add", "-A"], ["commit", "-qm", "release"], ["tag", "v1"])),
            (_made(".java", _JAVA, 20), ()),
        ):
            for path, content in files.items():
                Path(name, path).parent.mkdir(parents=True, exist_ok=True)
                Path(name, path).write_bytes(content)
            if commands:
                subprocess.run([*git, "init", "-q"], check=True)
            for one in commands:
                subprocess.run([*git, *one], check=True)
        spent = min(seconds([HAPLINE, "hotpatch", "lint", "-q", name]) for _ in range(3))
        print(f"the whole command, {FILES} files .java: {spent * 1000:.0f} ms, the interpreter and git included")


if __name__ == "__main__":
    main()
