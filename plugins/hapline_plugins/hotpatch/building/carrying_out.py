"""Carries out a patch build: looks at what goes in, runs the build, looks at what came out, says what it is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hapline.archives import ArchiveError
from hapline.dates import now
from hapline.errors import FailedError, HaplineError, of
from hapline.files import shown
from hapline.tools import Ended, Invocation, failed, hints_in, run
from hapline_hooks import noun
from hapline_plugins.hotpatch.archive.tools import said_by
from hapline_plugins.hotpatch.building.checks import Wanted, patch_problems
from hapline_plugins.hotpatch.building.freshness import age_problems, stamp
from hapline_plugins.hotpatch.building.hints import HINTS, SUCCESS
from hapline_plugins.hotpatch.building.inputs import Inputs, input_problems
from hapline_plugins.hotpatch.building.manifest import PatchManifest
from hapline_plugins.hotpatch.building.naming import Contents, contents_of
from hapline_plugins.hotpatch.building.origin import Commits, commits
from hapline_plugins.hotpatch.building.patch_file import PatchFile, read_patch
from hapline_plugins.hotpatch.building.superseding import check_related, loss, loss_problems
from hapline_plugins.hotpatch.comparing.signers import certificates

if TYPE_CHECKING:
    from hapline_hooks import Tree
    from hapline_plugins.hotpatch.building.planning import Plan


@noun
class Built:
    """What came of a patch build.

    Attributes:
        problems: What is wrong; nothing where the patch is as it must be.
        manifest: What is known of the patch; None where it could not be read.
        ended: How the command ended; None where none was run.
    """

    problems: tuple[HaplineError, ...] = ()
    manifest: PatchManifest | None = None
    ended: Ended | None = None


def build(plan: Plan, tree: Tree, *, quiet: bool = False) -> Built:
    """Build a patch and judge it; nothing is written but what the command writes.

    Args:
        plan: What is wanted. tree: The files of the build. quiet: Whether the output of the command is kept back.

    Raises:
        hapline.errors.HaplineError: The command, or a revision that is named, is not there.
    """
    if plan.published is not None:
        check_related(plan.published, (plan.application_id, plan.target_version, plan.method))
    origin = commits(plan.layout.root, plan.base, plan.aside)
    problems = tuple(input_problems(_inputs(plan)))
    if problems:
        return Built(problems=problems)
    ended = None
    if plan.command:
        before, began = stamp(plan.patch), time.time_ns()
        ended = _ran(plan, quiet=quiet)
        problems = tuple(_failures(ended, plan)) or tuple(age_problems(plan.patch, before, began))
        if problems:
            return Built(problems=problems, ended=ended)
    try:
        patch = read_patch(plan.patch)
    except ArchiveError as error:
        return Built(problems=(_broken(error, plan.patch),), ended=ended)
    contents = contents_of(patch.classes, plan.old.classes if plan.old is not None else None)
    manifest = _manifest(plan, patch, contents, origin, said_by(tree, "", plan.settings).tools)
    return Built(problems=tuple(_judged(plan, patch, contents, manifest)), manifest=manifest, ended=ended)


def _manifest(
    plan: Plan, patch: PatchFile, contents: Contents, origin: Commits, tools: Mapping[str, str]
) -> PatchManifest:
    return PatchManifest(
        method=plan.method,
        application_id=plan.application_id,
        target_version=plan.target_version,
        file=os.path.basename(plan.patch),
        size=patch.size,
        sha256=patch.sha256,
        md5=patch.md5,
        patched=contents.patched,
        added=contents.added,
        generated=contents.generated,
        schemes=patch.schemes,
        signers=tuple(sorted(certificates(patch.signers))),
        base_commit=origin.base or (plan.release.commit if plan.release is not None else ""),
        commit=origin.build,
        is_uncommitted=origin.is_uncommitted,
        supersedes=_superseded(plan, patch),
        created=now(),
        tools=tools,
    )


def _inputs(plan: Plan) -> Inputs:
    program = plan.command[0] if plan.command else ""
    return Inputs(
        layout=plan.layout,
        method=plan.method,
        program=program,
        old=plan.old,
        new=plan.new,
        kept=plan.kept,
        release=plan.release,
        archived=plan.archived,
        version=plan.target_version,
    )


def _ran(plan: Plan, *, quiet: bool) -> Ended:
    what = Invocation(
        argv=plan.command,
        cwd=plan.layout.root,
        seconds=plan.seconds,
        secrets=plan.secrets,
        marks=(SUCCESS,),
        todo="name another command by --command or hotpatch.buildCommand",
    )
    return run(what, quiet=quiet)


def is_success(ended: Ended, method: str) -> bool:
    """Whether a build has made its patch: the task of InstantRun ends with an exception, which says so."""
    if ended.is_fine:
        return True
    return method == "instantrun" and ended.limit is None and ended.code > 0 and SUCCESS in ended.marks


def _failures(ended: Ended, plan: Plan) -> Iterator[FailedError]:
    """How the command failed, and what is known of the reasons."""
    if is_success(ended, plan.method):
        return
    where = shown(plan.layout.root)
    if ended.limit is not None:
        todo = "allow more by --time-limit or hotpatch.timeLimit, in seconds; ./gradlew --stop ends a daemon that hangs"
        error = failed(ended, where=where)
        yield FailedError(error.what, where=where, todo=todo)
        return
    advice = hints_in(ended.tail, HINTS)
    if not advice:
        yield failed(ended, where=where)
    for one in advice:
        yield failed(ended, [one], where)


def _broken(error: ArchiveError, where: str) -> FailedError:
    known = of(error, where)
    return FailedError(known.what, where=known.where, todo=known.todo)


def _superseded(plan: Plan, patch: PatchFile) -> str:
    return plan.published.md5 if plan.published is not None and plan.published.md5 != patch.md5 else ""


def _judged(plan: Plan, patch: PatchFile, contents: Contents, manifest: PatchManifest) -> Iterator[HaplineError]:
    signers = plan.old.signers if plan.old is not None else ()
    wanted = Wanted(method=plan.method, most=plan.most, expected=plan.expected, signers=signers)
    yield from patch_problems(patch, contents, wanted)
    if plan.published is not None:
        yield from loss_problems(loss(plan.published, manifest, plan.patch), plan.patch)
