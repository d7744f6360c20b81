"""One patch per app version: a new one takes the place of the published one, so it must hold all that that one fixes.

Source: mPaaS MDS guide, 5.3 (one hotpatch package per version) and 5.1 (not both methods in one version).
"""

from __future__ import annotations

from collections.abc import Iterator

from hapline.errors import FailedError, UsageError
from hapline_hooks import Phrase, noun
from hapline_plugins.hotpatch.building.manifest import PatchManifest
from hapline_plugins.hotpatch.source.build import Method


@noun
class Loss:
    """What clients would lose with a new patch.

    Attributes:
        patched: Classes of the app whose fixes would be lost. added: Classes that would not be there any more.
    """

    patched: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is lost."""
        return bool(self.patched or self.added)


def loss(published: PatchManifest, new: PatchManifest, where: str = "") -> Loss:
    """What a published patch holds and a new one does not. What the plugin generates does not count.

    Args:
        published: The patch that clients have. new: The one that is to take its place.
        where: The file of the new one, for errors.

    Raises:
        hapline.errors.UsageError: They are for different apps, versions or methods: neither can take the other's place.
    """
    check_related(published, (new.application_id, new.target_version, new.method), where)
    patched = {one.key for one in new.patched}
    # A class that the first patch added may be one of the app's to the second, where the app is not known.
    there = {*new.added, *(one.name for one in new.patched)}
    return Loss(
        patched=tuple([one.name for one in published.patched if one.key not in patched and one.name not in new.added]),
        added=tuple([name for name in published.added if name not in there]),
    )


def loss_problems(lost: Loss, where: str) -> Iterator[FailedError]:
    """What clients would lose, as errors about the new patch."""
    todo = "apply the earlier fixes too: a version of an app takes only one patch, and it must hold all of them"
    if lost.patched:
        what = Phrase("fixes of the published patch would be lost: {classes}", classes=list(lost.patched))
        yield FailedError(what, where=where, todo=todo)
    if lost.added:
        what = Phrase("classes that the published patch adds would be missing: {classes}", classes=list(lost.added))
        yield FailedError(what, where=where, todo=todo)


def check_related(published: PatchManifest, new: tuple[str, str, Method], where: str = "") -> None:
    """Refuse a published patch that a new one cannot replace, whatever is in it; what is not known does not differ.

    Args:
        published: The patch that clients have. new: The application id, target version and method of the new one.
        where: The file of the new one, for errors.

    Raises:
        hapline.errors.UsageError: They are for different apps, versions or methods.
    """
    app, version, method = new
    if _differ(published.application_id, app):
        template = "the published patch is for the app {old}, this one for {new}"
        what = Phrase(template, old=published.application_id, new=app)
        raise UsageError(what, where=where, todo="name the published patch of the same app")
    if _differ(published.target_version, version):
        template = "the published patch is for version {old} of the app, this one for {new}"
        what = Phrase(template, old=published.target_version, new=version)
        todo = "name the published patch of the same version: those of others go on beside it"
        raise UsageError(what, where=where, todo=todo)
    if published.method != method:
        template = "the published patch is made by {old}, this one by {new}: one version takes only one method"
        what = Phrase(template, old=published.method, new=method)
        todo = "build the patch by the method of the published one; the other can be used from the next version on"
        raise UsageError(what, where=where, todo=todo)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
