"""Code: what hvigor scripts and ArkTS sources say that does not fit the module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Location, Span, Unreadable
from hapline_plugins.harmony.bundle import ATOMIC_SERVICE
from hapline_plugins.harmony.rules.projects import SourceModuleRule
from hapline_plugins.harmony.source.project import SourceModule

_TASKS = {"entry": "hapTasks", "feature": "hapTasks", "shared": "hspTasks", "har": "harTasks"}
_ANY_TASK = rf"\b(?:{'|'.join(sorted(set(_TASKS.values())))})\b"


class HvigorTasks(SourceModuleRule):
    code = "HOS806"
    slug = "hvigor-tasks"
    title = "hvigorfile.ts uses the tasks of the module's type"
    since = "0.1.0"
    why = "hvigor stops, or builds a package of another type than module.json5 promises."
    help = "Import the tasks of the type: hapTasks for entry and feature, hspTasks for shared, harTasks for har."
    messages: ClassVar = {"tasks": "{module} is of type {type}, and its hvigorfile.ts uses {used}, not {wanted}"}
    sources = ("ide-hvigor-plugin, system tasks",)
    bad: ClassVar = {"entry/hvigorfile.ts": "{ text: \"export { harTasks } from '@ohos/hvigor-ohos-plugin';\" }"}
    good: ClassVar = {"entry/hvigorfile.ts": "{ text: \"export { hapTasks } from '@ohos/hvigor-ohos-plugin';\" }"}

    def check(self, subject: SourceModule) -> Iterable[Finding]:
        """Look for the names of the tasks; comments are skipped."""
        wanted = _TASKS.get(subject.type)
        path = subject.path("hvigorfile.ts")
        if wanted is None:
            return
        try:
            text = subject.project.tree.read(path).decode("utf-8", "replace")
        except Unreadable:
            return
        words = _uses(path, text, wanted)
        used = {word[0] for word in words}
        if used and wanted not in used:
            start, end = words[0].span()
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            span = Span(start_line=line, start_column=column, end_line=line, end_column=column + end - start)
            yield self.found(
                "tasks",
                Location(path=path, span=span),
                of=None,
                module=subject.name,
                type=subject.type,
                used=sorted(used),
                wanted=wanted,
            )


def _uses(path: str, text: str, wanted: str) -> list[re.Match[str]]:
    """The names of tasks in a file, comments skipped; none where only the wanted one could be found."""
    if not any(task in text for task in _TASKS.values() if task != wanted):
        return []
    from hapline.documents import comments

    skipped = [range(one.start, one.end) for one in comments(path, text)]
    return [one for one in re.finditer(_ANY_TASK, text) if not any(one.start() in comment for comment in skipped)]


class ValuableCache(SourceModuleRule):
    code = "HOS807"
    slug = "valuable-cache"
    title = "Databases, preferences and tokens are not kept in the cache directory"
    severity = "note"
    since = "0.1.0"
    why = "When space runs short, ageing (老化) clears the cache directories of atomic services first."
    help = "Keep what must last in filesDir, preferencesDir or databaseDir; the cache is for what can be fetched again."
    messages: ClassVar = {"cache": "{what} is kept in the cache directory"}
    sources = ("元服务开发指南 · 老化",)
    bad: ClassVar = {"entry/src/main/ets/Store.ets": "{ text: \"const path = context.cacheDir + '/token.db';\" }"}
    good: ClassVar = {"entry/src/main/ets/Store.ets": "{ text: \"const path = context.filesDir + '/token.db';\" }"}

    def check(self, subject: SourceModule) -> Iterable[Finding]:
        """Look at the lines that name cacheDir."""
        if not any(one.get("bundleType") == ATOMIC_SERVICE for one in subject.project.kinds):
            return
        for path in _sources(subject):
            try:
                data = subject.project.tree.read(path)
            except Unreadable:
                continue
            if b"cacheDir" in data:
                yield from self._lines(path, data.decode("utf-8", "replace"))

    def _lines(self, path: str, text: str) -> Iterator[Finding]:
        for number, line in enumerate(text.split("\n"), 1):
            if "cacheDir" not in line or line.lstrip().startswith(("//", "*", "/*")):
                continue
            what = re.search(_VALUABLE, line)
            if what:
                column = line.index("cacheDir") + 1
                span = Span(start_line=number, start_column=column, end_line=number, end_column=column + 8)
                yield self.found("cache", Location(path=path, span=span), of=None, what=_word(line, *what.span()))


_VALUABLE = r"(?i:\.db\b|database(?!Dir)|preferences(?!Dir)|token(?!iz)|credential|password)"


def _word(line: str, start: int, end: int) -> str:
    """What stands around a part of a line without a break, as far as a name goes."""
    while start and (line[start - 1].isalnum() or line[start - 1] in "_.-"):
        start -= 1
    while end < len(line) and (line[end].isalnum() or line[end] in "_."):
        end += 1
    return line[start:end]


def _sources(module: SourceModule) -> Iterator[str]:
    todo = [module.path("src/main/ets")]
    while todo:
        folder = todo.pop()
        for entry in module.project.tree.list(folder):
            path = f"{folder}/{entry.name}"
            if entry.is_dir:
                todo.append(path)
            elif entry.name.endswith((".ets", ".ts")):
                yield path
