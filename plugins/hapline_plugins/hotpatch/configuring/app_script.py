"""The script of the app: the plugin, fixed ids of resources, and the component.

Sources: the vendor's guide, 5.2.2.1 "InstantRun instrumentation dependencies", "Fixed resource ID configuration" and
"Add SDK".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.builds import AppliedPlugin, applied_plugins
from hapline.documents import Dependency, GradleScript, Statement, dependencies, insert_after, insert_statement, written
from hapline_hooks import Phrase, TextEdit
from hapline_plugins.hotpatch.configuring.workbench import Workbench, refused
from hapline_plugins.hotpatch.source.component import COMPONENT
from hapline_plugins.hotpatch.source.modules import APPLICATION, BASELINES, INSTANTRUN

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Facts

_BLOCKS = ("androidResources", "aaptOptions")
"""Where options of aapt2 stand; the first from version 7.0 of the Android plugin on."""
_RESOURCES_FROM = (7,)
_OPTION = "--stable-ids"
_PARAMETERS = "additionalParameters"
_GROOVY = (
    "def stableIds = rootProject.file({file})\n"
    "if (stableIds.exists()) {{\n{unit}additionalParameters {option}, stableIds.absolutePath\n}}"
)
_KOTLIN = (
    "val stableIds = rootProject.file({file})\n"
    "if (stableIds.exists()) {{\n{unit}additionalParameters += listOf({option}, stableIds.absolutePath)\n}}"
)


def ensure_plugin(bench: Workbench, facts: Facts) -> None:
    """Apply InstantRun's plugin behind that of Android.

    Raises:
        hapline.errors.UsageError: One of them is applied under a condition.
    """
    path = facts.app.script_path
    script = bench.script(path)
    applied = {one.name: one for one in applied_plugins(script, lambda: facts.build.files.variables(path))}
    android, own = applied[APPLICATION], applied.get(INSTANTRUN)
    for one in (android, own):
        if one is not None and one.conditions:
            raise refused(
                Phrase(
                    "{plugin} is applied under a condition: {condition}",
                    plugin=one.name,
                    condition=str(one.conditions[-1]),
                ),
                path,
                "take the condition out, and run this again",
                script.place(one.start, one.end),
            )
    if own is None:
        bench.edit_script(path, lambda script: _applied(script, facts))
    elif own.start < android.start:
        bench.leave(Phrase("{path}: apply {plugin} behind {other}", path=path, plugin=INSTANTRUN, other=APPLICATION))


def _applied(script: GradleScript, facts: Facts) -> list[TextEdit]:
    found = applied_plugins(script, lambda: facts.build.files.variables(script.path))
    android = next(one for one in found if one.name == APPLICATION)
    name = written(script, INSTANTRUN)
    code = f"apply(plugin = {name})" if script.kotlin else f"apply plugin: {name}"
    return insert_after(script, _line_of(android), code)


def _line_of(plugin: AppliedPlugin) -> Statement:
    """The statement that a plugin is applied by: of ``plugins {}`` and ``apply {}`` the whole block."""
    one = plugin.statement
    return one.parent if one.within in {("plugins",), ("apply",)} and one.parent is not None else one


def ensure_stable_ids(bench: Workbench, facts: Facts) -> None:
    """Have resources keep the ids that ``public.txt`` in the root says, where there is one."""
    path = facts.app.script_path
    script = bench.script(path)
    given = [one for name in _BLOCKS for one in script.calls("*", ("android", name)) if one.name == _PARAMETERS]
    given += [one for name in _BLOCKS for one in script.select("android", name, _PARAMETERS) if one not in given]
    if any(_OPTION in one.text for one in given):
        return
    if given:
        place = script.place(given[0].start, given[0].end)
        bench.leave(
            Phrase(
                "{path}:{line}: add --stable-ids and the path of public.txt, where that is there, to "
                "additionalParameters",
                path=path,
                line=place.start_line,
            )
        )
        return
    bench.edit_script(path, lambda script: _stable_ids(script, facts))


def _stable_ids(script: GradleScript, facts: Facts) -> list[TextEdit]:
    there = [name for name in _BLOCKS if script.blocks("android", name)]
    name = there[0] if there else _BLOCKS[facts.android < _RESOURCES_FROM]
    code = (_KOTLIN if script.kotlin else _GROOVY).format(
        file=written(script, "public.txt"),
        option=written(script, _OPTION),
        unit="\t" if "\n\t" in script.text else "    ",
    )
    return insert_statement(script, ("android", name), code)


def ensure_component(bench: Workbench, facts: Facts) -> None:
    """Add the component HOTFIX behind the baseline, unless the app has it already."""
    app = facts.app
    if app.presence == "there":
        return
    baseline = _baseline(bench.script(app.script_path), facts)
    if baseline is not None:
        bench.edit_script(app.script_path, lambda script: _component(script, facts))
        return
    note = bench.leave if app.presence == "absent" else bench.doubt
    note(
        Phrase(
            "{path}: the app declares no baseline by itself, so the component HOTFIX (com.mpaas.android:hotfix) is to "
            "be added by Component Management, or behind the baseline",
            path=app.script_path,
        )
    )


def _baseline(script: GradleScript, facts: Facts) -> Dependency | None:
    found = dependencies(script, facts.build.files.variables(script.path))
    return next(
        (
            one
            for one in found
            if one.coordinate is not None and one.coordinate.module in BASELINES and not one.conditions
        ),
        None,
    )


def _component(script: GradleScript, facts: Facts) -> list[TextEdit]:
    baseline = _baseline(script, facts)
    if baseline is None:
        return []
    name = written(script, COMPONENT)
    called = baseline.configuration
    return insert_after(script, baseline.statement, f"{called}({name})" if script.kotlin else f"{called} {name}")
