"""The files slinks and dev_slinks as a plan wants them, compared with what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.errors import of
from hapline_hooks import noun
from hapline_plugins.portal.names import slinks_name
from hapline_plugins.portal.source.slinks_file import arranged, can_stand, formatted

if TYPE_CHECKING:
    from hapline_plugins.portal.slinks.plan import Plan
    from hapline_plugins.portal.source.portals import Portal
    from hapline_plugins.portal.source.slinks_file import SlinksFile, SlinksLine


@noun
class Wanted:
    """One of the files.

    Attributes:
        path: The file. present: As it is; None where it is not there. before: Its bytes, likewise.
        content: As it should be; None for no file.
        required: The lines that are missing of Bundles that must be static.
        unknown: The lines that no declared Bundle has.
        shared: The lines that several declared Bundles have, with their names.
    """

    path: str
    present: SlinksFile | None
    before: bytes | None
    content: bytes | None
    required: tuple[str, ...]
    unknown: tuple[SlinksLine, ...]
    shared: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def is_stale(self) -> bool:
        """Whether it is not as it should be; a last line without its end is as the wizard writes dev_slinks."""
        if self.content is None or self.content == self.before:
            return False
        return self.before is None or self.before + b"\n" != self.content


def wanted_files(plan: Plan) -> list[Wanted]:
    """Both files of a Portal.

    Lines that no declared Bundle has are left out, unless a declaration cannot be read to its end: they may be its. So
    are names that cannot be a line: with white space, or characters that are not ASCII.

    Raises:
        hapline.errors.HaplineError: One is there and cannot be read.
    """
    portal = plan.app.portal
    _ = portal.slinks_file, portal.dev_slinks_file  # which are read when they are looked at
    for path in (portal.slinks_path, portal.dev_slinks_path):
        if path in portal.build.unreadable:
            raise of(portal.build.unreadable[path], path)
    return [_wanted(plan, dev=dev) for dev in (False, True)]


def unknown_lines(portal: Portal, file: SlinksFile, *, dev: bool) -> list[SlinksLine]:
    """The lines that no Bundle has which belongs into the file; none where not all Bundles are known."""
    if portal.added is None or any(one.key is None for one in portal.bundles):
        return []
    names = lines_of(portal, dev=dev)
    return [line for line in file.lines if line.name not in names]


def lines_of(portal: Portal, *, dev: bool) -> dict[str, list[str]]:
    """The lines of the Bundles that belong into a file, with the Bundles that have them."""
    found: dict[str, list[str]] = {}
    for key, declared in portal.declared.items():
        if all(one.is_dev for one in declared) is dev:
            group, _, artifact = key.partition(":")
            found.setdefault(slinks_name(group, artifact), []).append(key)
    for key in (portal.added or {}) if not dev else ():
        if key not in portal.declared:
            found.setdefault(slinks_name(*key.split(":", 1)), []).append(key)
    return found


def _wanted(plan: Plan, *, dev: bool) -> Wanted:
    portal = plan.app.portal
    file = portal.dev_slinks_file if dev else portal.slinks_file
    present = file.names if file is not None else ()
    unknown = unknown_lines(portal, file, dev=dev) if file is not None else []
    known = lines_of(portal, dev=dev)
    lines = [*filter(can_stand, plan.lines(dev=dev))]
    if portal.added is None or any(one.key is None for one in portal.bundles):
        lines += [name for name in present if name not in known and can_stand(name)]
    must = [one.member for one in plan.decisions.values() if one.is_must and one.member.is_dev is dev]
    path = portal.dev_slinks_path if dev else portal.slinks_path
    return Wanted(
        path=path,
        before=portal.build.tree.read(path) if file is not None else None,
        present=file,
        content=formatted(arranged(lines, present)) if lines or file is not None else None,
        required=tuple(sorted({one.slinks_name for one in must}.difference(present))),
        unknown=tuple(unknown),
        shared=tuple((line, tuple(keys)) for line, keys in known.items() if len(keys) > 1),
    )
