"""All that is to be written for an app, and all that is left to people: to do, and to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from hapline.errors import of
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.configuring import (
    app_script,
    class_path,
    configuration_file,
    git_ignore,
    keep_rules,
    leaving,
    manifest,
)
from hapline_plugins.hotpatch.configuring import repositories as maven
from hapline_plugins.hotpatch.configuring.workbench import Workbench
from hapline_plugins.hotpatch.source.component import is_packaged

if TYPE_CHECKING:
    from hapline.proposals import Stale
    from hapline_plugins.hotpatch.configuring.choosing import Choice
    from hapline_plugins.hotpatch.configuring.facts import Facts

Step = Callable[[Workbench, "Facts"], None]
_INSTANTRUN: Sequence[Step] = (
    class_path.ensure_class_path,
    maven.ensure_repositories,
    app_script.ensure_plugin,
    app_script.ensure_stable_ids,
    app_script.ensure_component,
    keep_rules.ensure_fields,
    configuration_file.ensure_configuration,
    configuration_file.ensure_folder,
    manifest.ensure_manifest,
    git_ignore.ensure_apk_ignored,
    git_ignore.ensure_parts_ignored,
    leaving.leave_baseline,
    leaving.leave_signing,
    leaving.leave_full_mode,
)
_DEXPATCH: Sequence[Step] = (
    app_script.ensure_component,
    manifest.ensure_manifest,
    git_ignore.ensure_apk_ignored,
    leaving.leave_signing,
)


class Plan(NamedTuple):
    """What ``hapline hotpatch init`` does.

    Attributes:
        choice: The app and the method. stale: The files that change, with their contents before.
        left: What is surely to be done, and by people. unknown: What they have to look at: it may be as it should be.
    """

    choice: Choice
    stale: Sequence[Stale]
    left: Sequence[Phrase]
    unknown: Sequence[Phrase]

    @property
    def is_done(self) -> bool:
        """Whether nothing is known that is still to be written or done."""
        return not self.stale and not self.left


def plan_of(choice: Choice, facts: Facts) -> Plan:
    """Compute what is to be written; nothing is, and nothing half.

    Raises:
        hapline.errors.HaplineError: Something is not understood well enough to be edited safely.
    """
    bench = Workbench(choice.app.build)
    if choice.is_component_based:
        return Plan(choice, (), (), _component_based(choice))
    _refuse_broken(bench, choice)
    for step in _INSTANTRUN if choice.method == "instantrun" else _DEXPATCH:
        step(bench, facts)
    return Plan(choice, bench.stale, bench.left, bench.unknown)


def _component_based(choice: Choice) -> list[Phrase]:
    found = []
    if not is_packaged(choice.app):
        text = (
            "{module}: install the component HOTFIX by Component Management, in the Portal and in the Bundles that use "
            "it, if that is not done"
        )
        found.append(Phrase(text, module=choice.app.path))
    if not any(one.code.starts_hotpatch for one in choice.app.build.modules):
        found.append(Phrase("call MPHotpatch.init() where the app is to ask for patches"))
    found.append(Phrase("keep the apk, and the -raw.jar of every Bundle, of each release: patches are made from them"))
    return found


def _refuse_broken(bench: Workbench, choice: Choice) -> None:
    """Refuse a build of which a script cannot be read, or not to its end."""
    build = choice.app.build
    for script in build.scripts:
        bench.script(script.path)
    for path, problem in build.files.problems.items():
        raise of(problem, path)
