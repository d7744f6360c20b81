"""What the rules of this plugin share: findings with their places, and the builds and apps of a workspace."""

from __future__ import annotations

from collections.abc import Iterable

from hapline.documents import DocumentError
from hapline.rules import edit
from hapline_hooks import Finding, Location, Workspace
from hapline_plugins.portal.rules.rule import BUNDLE_GUIDE, GUIDE, PORTAL_GUIDE, PortalRule
from hapline_plugins.portal.source.build import GradleBuild
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import Composition
from hapline_plugins.portal.source.modules import GradleModule
from hapline_plugins.portal.source.portals import Portal

__all__ = [
    "BUNDLE_GUIDE",
    "GUIDE",
    "PORTAL_GUIDE",
    "BuildRule",
    "BundleRule",
    "ModuleRule",
    "PortalModuleRule",
    "PortalRule",
    "TogetherRule",
    "edit",
    "place_of",
    "together",
]


class BuildRule(PortalRule[GradleBuild]):
    """A rule about one build."""

    subject = GradleBuild


class ModuleRule(PortalRule[GradleModule]):
    """A rule about any module of a build."""

    subject = GradleModule


class BundleRule(PortalRule[Bundle]):
    """A rule about one Bundle by itself."""

    subject = Bundle


class PortalModuleRule(PortalRule[Portal]):
    """A rule about one Portal by itself."""

    subject = Portal


class TogetherRule(PortalRule[Workspace]):
    """A rule about what the builds of a workspace make together."""

    subject = Workspace

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Look at all builds together."""
        composition = together(subject)
        return self.judge(composition) if composition is not None else ()

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Yield what is to be said about the builds of a workspace."""
        raise NotImplementedError


def together(workspace: Workspace) -> Composition | None:
    """The builds of a workspace; None where it has none of this plugin's."""
    return next((one.composition for one in workspace.projects if isinstance(one, GradleBuild)), None)


def place_of(path: str, error: DocumentError) -> Location:
    """The place of a reader's error."""
    return Location(path=path, span=error.span)
