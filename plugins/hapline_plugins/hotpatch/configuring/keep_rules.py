"""The rules by which R8 keeps the fields that InstantRun inserts, in a file that the release names.

Source: the vendor's guide, 5.2.2.2 (the keep rule for R8).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hapline.documents import GradleScript, insert_after, written
from hapline_hooks import Phrase, TextEdit
from hapline_plugins.hotpatch.configuring.workbench import Workbench
from hapline_plugins.hotpatch.source.shrinking import COMMENT, fields_are_kept, is_shrunk, names_class, rule_files

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Facts

NAME = "proguard-rules.pro"
FIELDS = "-keepclassmembers class ** {\n    public static com.alipay.instantrun.ChangeQuickRedirect *;\n}"


def ensure_fields(bench: Workbench, facts: Facts) -> None:
    """Have the fields of InstantRun kept where the release names a file of rules, or is shrunk."""
    _ensure(bench, facts, FIELDS, lambda rules: fields_are_kept(rules, facts.packages))


def ensure_class(bench: Workbench, facts: Facts, name: str) -> None:
    """Have a class keep its name where the release is shrunk."""
    if is_shrunk(facts.app) is not None:
        _ensure(bench, facts, f"-keep class {name}", lambda rules: names_class(rules, name))


def _ensure(bench: Workbench, facts: Facts, rule: str, is_kept: Callable[[str], bool]) -> None:
    app = facts.app
    named = list(rule_files(app, bench.script(app.script_path)))
    files = [path for path in named if path is not None]
    if is_kept("\n".join(COMMENT.sub("", (bench.read(path) or b"").decode("utf-8", "replace")) for path in files)):
        return
    shrunk = is_shrunk(app)
    if files:
        bench.append(files[0], rule)
    elif named:
        bench.doubt(
            Phrase(
                "{path}: the rules of the release are named in a way that is not followed; add to them: {rule}",
                path=app.script_path,
                rule=" ".join(rule.split()),
            )
        )
    elif shrunk is not None:
        bench.append(app.file(NAME), rule)
        bench.edit_script(app.script_path, _named)


def _named(script: GradleScript) -> list[TextEdit]:
    """Name the file behind the switch that has the release shrunk."""
    switch = next(
        one
        for name in ("isMinifyEnabled", "minifyEnabled")
        for one in reversed(script.values("android", "buildTypes", "release", name))
    )
    name = written(script, NAME)
    return insert_after(script, switch, f"proguardFiles({name})" if script.kotlin else f"proguardFiles {name}")
