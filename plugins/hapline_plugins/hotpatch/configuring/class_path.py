"""The artifact of InstantRun's plugin on the class path of the build, in the version that the Android plugin asks for.

Source: the vendor's guide, 5.2.2.1 "InstantRun instrumentation dependencies".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from hapline.documents import GradleScript, dependencies, insert_statement, set_piece, written
from hapline_hooks import Phrase, TextEdit
from hapline_plugins.hotpatch.configuring.workbench import Workbench, refused
from hapline_plugins.hotpatch.source.build import PATCH_PLUGIN, patch_plugin_for

if TYPE_CHECKING:
    from hapline.documents import Dependency
    from hapline_plugins.hotpatch.configuring.facts import Facts

CLASS_PATH = ("buildscript", "dependencies")


def root_script(facts: Facts) -> str:
    """The path of the script of the root, as it is or as it would be called."""
    build = facts.build
    settings = build.settings_script
    if build.root_module.script is None and settings is not None and settings.kotlin:
        return f"{build.root_module.script_path.removesuffix('.kts')}.kts"
    return build.root_module.script_path


def ensure_class_path(bench: Workbench, facts: Facts) -> None:
    """Put the artifact on the class path of the root, or give it the version that it must have.

    Raises:
        hapline.errors.UsageError: It is there in a way that cannot be edited safely.
    """
    needed = patch_plugin_for(facts.android)
    paths = [one.path for one in facts.build.scripts]
    is_there = False
    for path in paths:
        for one in _declared(bench.script(path), facts):
            is_there = True
            _refuse(bench.script(path), one, needed)
        bench.edit_script(path, partial(_versions, facts=facts, needed=needed))
    if is_there:
        return
    if facts.build.names_patch_plugin:
        raise refused(
            Phrase("{artifact} is named in a script, and not where it is looked for", artifact=PATCH_PLUGIN),
            root_script(facts),
            "put it into buildscript { dependencies { } } of the root, and run this again",
        )
    bench.edit_script(root_script(facts), lambda script: _added(script, needed))


def _refuse(script: GradleScript, one: Dependency, needed: str) -> None:
    """Refuse a declaration whose version cannot be set."""
    span = script.place(one.statement.start, one.statement.end)
    if one.conditions:
        what = Phrase("{artifact} is on the class path under a condition", artifact=PATCH_PLUGIN)
        raise refused(what, script.path, "take the condition out, and run this again", span)
    piece = one.coordinate.version if one.coordinate is not None else None
    if piece is None or (piece.text != needed and not piece.is_written):
        what = Phrase(
            "the version of {artifact} is said elsewhere; it must be {needed}", artifact=PATCH_PLUGIN, needed=needed
        )
        raise refused(what, script.path, "give it that version, and run this again", span)


def _versions(script: GradleScript, *, facts: Facts, needed: str) -> Iterator[TextEdit]:
    for one in _declared(script, facts):
        piece = one.coordinate.version if one.coordinate is not None else None
        if piece is not None and piece.text != needed:
            yield from set_piece(script, piece, needed)


def _declared(script: GradleScript, facts: Facts) -> Iterator[Dependency]:
    for one in dependencies(script, facts.build.files.variables(script.path), CLASS_PATH):
        if one.coordinate is not None and one.coordinate.module == PATCH_PLUGIN:
            yield one


def _added(script: GradleScript, needed: str) -> list[TextEdit]:
    text = written(script, f"{PATCH_PLUGIN}:{needed}")
    code = f"classpath({text})" if script.kotlin else f"classpath {text}"
    return insert_statement(script, CLASS_PATH, code, first=not script.blocks("buildscript"))
