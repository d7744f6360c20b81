"""The plans of a workspace: one for each Portal, by the configuration of the run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hapline_hooks import Settings
from hapline_plugins.portal.built.configured import repository_of
from hapline_plugins.portal.slinks.known import Known
from hapline_plugins.portal.slinks.plan import Plan, plan_of
from hapline_plugins.portal.slinks.policy import check_names, policy_of

if TYPE_CHECKING:
    from hapline_plugins.portal.source.composition import App, Composition


def plans(composition: Composition, settings: Settings, *, apps: Iterable[App], folder: str = "") -> list[Plan]:
    """Plan for some apps of a workspace.

    Args:
        composition: The workspace. settings: The configuration. apps: The apps.
        folder: A local Maven repository to look Bundles up in, instead of the one that is configured.

    Raises:
        hapline.errors.UsageError: The configuration contradicts itself, or names a Bundle that no Portal declares.
    """
    policy = policy_of(settings)
    check_names(policy, {key for app in composition.apps for key in app.members})
    found = []
    for app in apps:
        repository = repository_of(settings, app.portal.build.tree, folder)
        found.append(plan_of(Known(app, repository), policy))
    return found
