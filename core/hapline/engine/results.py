"""Results of earlier runs, in the user's cache folder, used again as long as nothing they came from has changed.

A result is kept for each project, with the record of what was read, listed and asked for while it was judged. It
counts while the tree gives the same answers, and the rules, the plugins and the configuration are the same. So it is
with all projects together, where any rule judges them; then they must be the same projects too.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeGuard

from hapline import __version__, cachefolder
from hapline.config.settings import Settings
from hapline.engine.encoding import decoded, encoded
from hapline.engine.judge import Judge
from hapline.engine.report import Judged
from hapline.engine.workers import processors, shared
from hapline.plugins import Host
from hapline.trees import DigestingTree
from hapline.trees.record import Answers, Record, blob_name, shares
from hapline_hooks import Project, Subject, Workspace

_FORM = 2
FEW = 16
"""Projects that have changed up to which one process is done before another one has started."""
_OF_OUTPUT = ("output.", "cache.")
_AFTERWARDS = frozenset({"check.failOn", "check.suppress", "check.baseline"})
"""Options that say what becomes of findings, not which there are."""
_INSTALLED = frozenset({"site-packages", "dist-packages"})
"""Folders that installers put libraries into; whatever they do there changes the folder's time."""


class Results:
    """What earlier runs found in the projects of one tree.

    Attributes:
        marked: Files of the projects judged so far that speak to hapline in a comment.
        read: Files that what was said of these projects came from.
    """

    def __init__(
        self,
        tree: DigestingTree,
        projects: Iterable[Project],
        host: Host,
        settings: Settings,
        *,
        kind: str,
        root: str,
    ) -> None:
        """Look for results.

        Args:
            tree: What is read now. It has been read to find the projects, and its record says how.
            projects: What was found. host: Where rules come from. settings: The configuration.
            kind: ``working``, ``index`` or ``revision``. root: The folder that the tree shows.
        """
        self.marked: set[str] = set()
        self.read: set[str] = set()
        self._tree = tree
        self._host = host
        self._discovery = tree.record
        self._together: Record | None = None
        self._projects = [[project.kind, project.root] for project in projects]
        self._roots = frozenset(root for _, root in self._projects)
        state = [_FORM, __version__, sys.version, os.path.realpath(root), kind, *_code(host), *_configuration(settings)]
        self._name = f"results/{_mark(json.dumps(state).encode())}"
        self._old: Mapping[str, Any] = _loaded(self._name)
        self._new: dict[str, Any] = {}
        self._changed = False
        self._ready: dict[str, list[Judged]] = {}
        self._valid: set[str] = set()

    def prepare(self, subjects: Iterable[Subject], judge: Judge) -> None:
        """Judge all projects together, and what has changed in several processes, where it is so much that this pays.

        Together in this process, whose rules need all of them. What these read first is what most rules look at: as
        soon as the first of them is done, other processes go on from there with one project after the other.
        """
        subjects = list(subjects)
        together = [one for one in subjects if _concerns(one, judge)]
        projects = [one for one in subjects if isinstance(one, Project)]
        now = Answers(self._tree)
        every: list[Project | Workspace] = [*together, *projects]
        kept = [one for one in every if _key(one) in self._old]
        self._valid = {_key(one) for one in kept if self._is_same(one, self._old[_key(one)], now)}
        stale = [one for one in projects if _key(one) not in self._valid]

        def all_together() -> None:
            for one in together:
                self._ready[_key(one)] = self.judged(one, judge)

        if len(stale) < FEW or processors() == 1:
            all_together()
            return

        def work(several: Iterable[Project]) -> bytes:
            self._tree.apart()
            self._new = {}
            for one in several:
                self._fresh(one, judge)
            return json.dumps(self._new).encode()

        def own(start: Callable[[], None], several: Iterable[Project]) -> None:
            judge.meanwhile = start
            all_together()
            judge.at_once = processors()
            for one in several:
                self._ready[_key(one)] = self._fresh(one, judge)
                start()  # now at the latest: what all processes need is imported
            judge.at_once = 1

        for made in shared(stale, work, own):
            entries = json.loads(made)
            self._old = {**self._old, **entries}
            self._valid |= entries.keys()
            self._changed = True

    def judged(self, subject: Subject, judge: Judge) -> list[Judged]:
        """What is to be said of a subject: what was said of it before, if that still counts."""
        if not (isinstance(subject, Project) or _concerns(subject, judge)):
            return judge.judged(subject)
        key = _key(subject)
        if key in self._ready:
            return self._ready[key]
        if key in self._valid:
            old = self._old[key]
            try:
                found = [decoded(one, judge.rule, subject) for one in old["findings"]]
                judge.kinds |= set(old["kinds"])
                self.marked |= set(old["marked"])
                self.read |= old["reads"].keys()
            except (LookupError, TypeError, ValueError, AttributeError):
                return self._fresh(subject, judge)  # kept by something that was not this version of this program
            self._new[key] = old
            return found
        return self._fresh(subject, judge)

    def save(self) -> None:
        """Keep what was found, for the next run; after a fault there may be more to find."""
        if self._host.faults:
            return
        if self._changed or self._new.keys() != self._old.keys():
            content = json.dumps(self._new, separators=(",", ":")).encode()
            cachefolder.keep(self._name, f"{_mark(content)}\n".encode() + content)

    def _is_same(self, subject: Subject, old: Mapping[str, Any], now: Answers) -> bool:
        """Whether the tree gives the answers that a result came from."""
        try:
            return (isinstance(subject, Project) or old["projects"] == self._projects) and now.are(old)
        except (LookupError, TypeError, AttributeError):
            return False  # kept by something that was not this version of this program

    def _fresh(self, subject: Project | Workspace, judge: Judge) -> list[Judged]:
        faults = len(self._host.faults)
        record = Record(blob_name)
        if isinstance(subject, Workspace):
            self._together = record
        outer, self._tree.record = self._tree.record, record
        try:
            found = judge.judged(subject)
        finally:
            self._tree.record = outer
        self.marked |= record.marked
        self.read |= record.reads.keys()
        if len(self._host.faults) == faults:
            try:
                findings = [encoded(one) for one in found]
            except TypeError:
                return found
            self._changed = True
            self._new[_key(subject)] = {
                **self._came_from(subject, record),
                "marked": sorted(record.marked),
                "kinds": sorted(judge.last),
                "findings": findings,
            }
        return found

    def _came_from(self, subject: Project | Workspace, record: Record) -> dict[str, object]:
        """What a result came from: the record, and what the subject may have kept of what was read before."""
        answers = record.answers()
        if isinstance(subject, Workspace):
            return {"projects": self._projects, **self._found_by(answers)}
        return {
            name: {**by_root.get("", {}), **by_root.get(subject.root, {}), **answers[name]}
            for name, by_root in self._before.items()
        }

    @cached_property
    def _before(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What was read before each project is judged, to find them and to judge all together, by where it lies.

        In another process that is what had been read when it was started.
        """
        answers = self._found_by((self._together or Record()).answers())
        return {name: shares(one, self._roots) for name, one in answers.items()}

    def _found_by(self, answers: dict[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """Answers, and what was read to find the projects; which there are is found out anew in each run."""
        found = self._discovery
        return {
            **answers,
            "reads": {**found.reads, **answers["reads"]},
            "elsewhere": {**found.elsewhere, **answers["elsewhere"]},
        }


def _concerns(subject: Subject, judge: Judge) -> TypeGuard[Workspace]:
    """Whether there are rules for all projects together; where there are none, nothing is kept and compared."""
    return isinstance(subject, Workspace) and judge.wants(subject)


def _key(subject: Project | Workspace) -> str:
    return f"{subject.kind} {subject.root}" if isinstance(subject, Project) else subject.kind


def _loaded(name: str) -> Mapping[str, Any]:
    head, _, body = (cachefolder.load(name) or b"").partition(b"\n")
    # Whether all of it has reached the disk: a power cut can leave a file without its end.
    if not body or head != _mark(body).encode():
        return {}
    found = json.loads(body)
    return found if isinstance(found, dict) else {}


def _mark(content: bytes) -> str:
    """A name for a content, safe against chance; nobody else can write here, and hashlib takes long to import."""
    return f"{zlib.crc32(content):08x}{zlib.adler32(content):08x}-{len(content)}"


def _configuration(settings: Settings) -> Iterator[str]:
    for name in settings:
        if not name.startswith(_OF_OUTPUT) and name not in _AFTERWARDS:
            yield f"{name}={json.dumps(settings[name], sort_keys=True)}"


def _code(host: Host) -> Iterator[str]:
    """The state of all code that takes part: each file of ours and of the plugins, with its length and time.

    Of libraries that are used from a developer's own folder no change is seen.
    """
    modules = {"hapline", "hapline_hooks"}
    for plugin in host.plugins:
        yield f"{plugin.name} {plugin.origin} {plugin.problem}"
        modules.add(getattr(plugin.module, "__name__", "").partition(".")[0])
    for name in sorted(modules - {""}):
        module = sys.modules.get(name)
        places = [*getattr(module, "__path__", ())] or [getattr(module, "__file__", None) or ""]
        # Of a module that was made on the spot nothing says whether it is the same as in an earlier run.
        yield from _files(places) if all(places) else (os.urandom(16).hex(),)
    # What these import from elsewhere is as it was while nothing was installed and nothing removed.
    for folder in sys.path:
        if os.path.basename(folder) in _INSTALLED and os.path.isdir(folder):
            yield f"{folder} {os.stat(folder).st_mtime_ns}"


def _files(places: Iterable[str]) -> Iterator[str]:
    for place in places:
        try:
            status = os.stat(place)
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(status.st_mode):
            yield f"{place} {status.st_size} {status.st_mtime_ns}"
        elif stat.S_ISDIR(status.st_mode):
            with os.scandir(place) as entries:
                inside = sorted(one.path for one in entries if one.name not in {"__pycache__", "locale"})
            yield from _files(inside)
