"""What only people can do or know: versions, signing and switches that hotpatching needs otherwise than they are.

Sources: the vendor's guide, 5.2.2.1 "Prerequisites" and 5.5 "Sign"; Android developers, "R8 full mode".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline_hooks import Phrase
from hapline_plugins.hotpatch.source.build import LEAST_BASELINE
from hapline_plugins.hotpatch.source.modules import baseline_text
from hapline_plugins.hotpatch.source.shrinking import is_full_mode, is_shrunk
from hapline_plugins.hotpatch.source.signing import V1_FROM, signs_v1

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Facts
    from hapline_plugins.hotpatch.configuring.workbench import Workbench


def leave_baseline(bench: Workbench, facts: Facts) -> None:
    """Say that the baseline is too old for InstantRun, or is not known."""
    known = [one.baseline for one in facts.build.modules]
    found = next((one for one in known if one is not None), None)
    if found is None:
        bench.doubt(Phrase("InstantRun needs baseline 10.2.3-20 or later; which one the app has is not known here"))
    elif found[0] < LEAST_BASELINE:
        bench.leave(
            Phrase(
                "upgrade the baseline: InstantRun needs 10.2.3-20 or later, and this is {baseline}",
                baseline=baseline_text(found[0]),
            )
        )


def leave_signing(bench: Workbench, facts: Facts) -> None:
    """Say that V1 is switched off, or left out."""
    app = facts.app
    found = list(signs_v1(app))
    if not found:
        bench.doubt(Phrase("sign releases with V1 (JAR signature) too: a phone compares a patch with the app by it"))
    for statement, given in found:
        place = app.at(statement.start, statement.end).span
        is_left_out = given is None and app.least_android is not None and app.least_android >= V1_FROM
        if is_left_out or (given is not None and given.text == "false"):
            bench.leave(
                Phrase(
                    "{path}:{line}: switch V1 signing on: a phone compares a patch with the app by it",
                    path=app.script_path,
                    line=place.start_line if place is not None else 1,
                )
            )


def leave_full_mode(bench: Workbench, facts: Facts) -> None:
    """Say that R8 runs in full mode, which a mapping of classes for patches does not survive."""
    if is_shrunk(facts.app) is not None and is_full_mode(facts.build)[0]:
        bench.leave(
            Phrase(
                "{path}: set android.enableR8.fullMode=false: in full mode R8 merges classes, and patches of them fail",
                path=facts.build.file("gradle.properties"),
            )
        )
