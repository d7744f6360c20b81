"""Results of earlier runs, in the user's cache folder, used again as long as nothing they came from has changed.

A result is kept for each project, with the record of what was read, listed and asked for while it was judged. It
counts while the tree gives the same answers, and the rules, the plugins and the configuration are the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hapline import __version__, cachefolder
from hapline.config.settings import Settings
from hapline.engine.encoding import decoded, encoded
from hapline.engine.judge import Judge
from hapline.engine.report import Judged
from hapline.plugins import Host
from hapline.trees import DigestingTree
from hapline.trees.record import NOWHERE, Record, blob_name, names
from hapline_hooks import Project, Subject

_FORM = 1
_OF_OUTPUT = ("output.", "cache.")
_AFTERWARDS = frozenset({"check.failOn", "check.suppress", "check.baseline"})
"""Options that say what becomes of findings, not which there are."""


class Results:
    """What earlier runs found in the projects of one tree.

    Attributes:
        marked: Files of the projects judged so far that speak to hapline in a comment.
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
        self._tree = tree
        self._host = host
        self._discovery = tree.record
        self._roots = frozenset(project.root for project in projects)
        state = [_FORM, __version__, sys.version, os.path.realpath(root), kind, *_code(host), *_configuration(settings)]
        self._name = f"results/{hashlib.sha256(json.dumps(state).encode()).hexdigest()[:40]}"
        self._old: Mapping[str, Any] = _loaded(self._name)
        self._new: dict[str, Any] = {}
        self._changed = False

    def judged(self, subject: Subject, judge: Judge) -> list[Judged]:
        """What is to be said of a subject: what was said of it before, if that still counts."""
        if not isinstance(subject, Project):
            return judge.judged(subject)
        key = f"{subject.kind} {subject.root}"
        old = self._old.get(key)
        if old is not None:
            try:
                found = self._used(old, subject, judge)
            except (LookupError, TypeError, ValueError, AttributeError):
                found = None  # kept by something that was not this version of this program
            if found is not None:
                self._new[key] = old
                return found
        return self._fresh(key, subject, judge)

    def save(self) -> None:
        """Keep what was found, for the next run; after a fault there may be more to find."""
        if self._host.faults:
            return
        if self._changed or self._new.keys() != self._old.keys():
            content = json.dumps(self._new, separators=(",", ":")).encode()
            cachefolder.keep(self._name, _checksum(content) + content)

    def _used(self, old: Mapping[str, Any], subject: Project, judge: Judge) -> list[Judged] | None:
        if not self._same(old):
            return None
        found = [decoded(one, judge.rule, subject) for one in old["findings"]]
        judge.kinds |= set(old["kinds"])
        self.marked |= set(old["marked"])
        return found

    def _same(self, old: Mapping[str, Any]) -> bool:
        tree = self._tree
        outer, tree.record = tree.record, Record()
        try:
            return (
                all(tree.is_file(path) == known for path, known in old["files"].items())
                and all(_listing(tree, path) == known for path, known in old["listings"].items())
                and all(tree.digest(path) == known for path, known in old["reads"].items())
            )
        finally:
            tree.record = outer

    def _fresh(self, key: str, subject: Project, judge: Judge) -> list[Judged]:
        faults = len(self._host.faults)
        outer, self._tree.record = self._tree.record, Record(blob_name)
        try:
            found = judge.judged(subject)
            record = self._tree.record
        finally:
            self._tree.record = outer
        self.marked |= record.marked
        if len(self._host.faults) == faults:
            try:
                findings = [encoded(one) for one in found]
            except TypeError:
                return found
            self._changed = True
            self._new[key] = {
                "files": record.files,
                "listings": record.listings,
                "reads": {**self._discovered(subject), **record.reads},
                "marked": sorted(record.marked),
                "kinds": sorted(judge.last),
                "findings": findings,
            }
        return found

    def _discovered(self, project: Project) -> dict[str, str]:
        """What was read to find a project, which it may have kept: what lies in it, or in no project at all."""
        others = tuple(f"{root}/" for root in self._roots if root and root != project.root)
        own = f"{project.root}/"
        return {
            path: digest
            for path, digest in self._discovery.reads.items()
            if path.startswith(own) or not path.startswith(others)
        }


def _listing(tree: DigestingTree, path: str) -> str:
    entries = tree.list(path)
    return NOWHERE if tree.record.listings.get(path) == NOWHERE else blob_name(names(entries))


def _loaded(name: str) -> Mapping[str, Any]:
    content = cachefolder.load(name) or b""
    head, body = content[:_CHECKSUM], content[_CHECKSUM:]
    if not body or head != _checksum(body):
        return {}
    found = json.loads(body)
    return found if isinstance(found, dict) else {}


_CHECKSUM = 33


def _checksum(content: bytes) -> bytes:
    """A line that shows whether all of the content has reached the disk."""
    return hashlib.blake2b(content, digest_size=16).hexdigest().encode() + b"\n"


def _configuration(settings: Settings) -> Iterator[str]:
    for name in settings:
        if not name.startswith(_OF_OUTPUT) and name not in _AFTERWARDS:
            yield f"{name}={json.dumps(settings[name], sort_keys=True)}"


def _code(host: Host) -> Iterator[str]:
    """The state of all code that takes part: each file of ours and of the plugins, with its length and time."""
    modules = {"hapline", "hapline_hooks"}
    for plugin in host.plugins:
        yield f"{plugin.name} {plugin.origin} {plugin.problem}"
        modules.add(getattr(plugin.module, "__name__", "").partition(".")[0])
    for name in sorted(modules - {""}):
        module = sys.modules.get(name)
        places = [*getattr(module, "__path__", ())] or [getattr(module, "__file__", None) or ""]
        # Of a module that was made on the spot nothing says whether it is the same as in an earlier run.
        yield from _files(places) if all(places) else (os.urandom(16).hex(),)


def _files(places: Iterable[str]) -> Iterator[str]:
    for place in places:
        if os.path.isfile(place):
            status = os.stat(place)
            yield f"{place} {status.st_size} {status.st_mtime_ns}"
        elif os.path.isdir(place):
            with os.scandir(place) as entries:
                inside = sorted(one.path for one in entries if one.name not in {"__pycache__", "locale"})
            yield from _files(inside)
