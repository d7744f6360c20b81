"""What the rules on descriptors share: they look at packages whose descriptor can be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from hapline.documents import Document
from hapline.errors import HaplineError
from hapline.rules import PlainRule
from hapline_hooks import Finding, Fix, JsonEdit, Keys, Location
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.source.project import OfflineProject


class DescriptorRule(PlainRule[OfflineProject]):
    """A rule on a descriptor; what has none is described by nothing, and is not looked at."""

    subject = OfflineProject

    def check(self, subject: OfflineProject) -> Iterable[Finding]:
        """Look at the descriptor, if it can be read; another rule says where it cannot."""
        document = document_of(subject)
        return self.judge(subject, subject.described) if document is not None and not _is_odd(subject) else ()

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Yield what is to be said of a package."""
        raise NotImplementedError


def document_of(project: OfflineProject) -> Document | None:
    """The descriptor; None where there is none, or none that can be read."""
    try:
        _ = project.described
    except HaplineError:
        return None
    return project.document


def at(project: OfflineProject, *keys: str | int, on: Literal["key", "value"] = "value") -> Location:
    """The place of a member of the descriptor."""
    return Location(path=project.descriptor, keys=keys, on=on)


def fix(
    project: OfflineProject,
    title: str,
    action: Literal["set", "rename", "remove"],
    keys: Keys,
    value: object = None,
    *,
    safe: bool = False,
) -> tuple[Fix, ...]:
    """A fix of one member of the descriptor."""
    edit = JsonEdit(action=action, keys=keys, value=value)
    return (Fix(title=title, path=project.descriptor, edits=(edit,), safe=safe),)


def is_said(project: OfflineProject, name: str) -> bool:
    """Whether the descriptor says something of a member, right or wrong."""
    document = document_of(project)
    return document is not None and isinstance(document.value, dict) and name in document.value


def has_problem(it: Described, name: str) -> bool:
    """Whether a member is missing or of the wrong type, which another rule says."""
    return any(one.keys == (name,) for one in it.problems)


def _is_odd(project: OfflineProject) -> bool:
    """Whether the descriptor is no object at all."""
    return any(not one.keys for one in project.described.problems)
