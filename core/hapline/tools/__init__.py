"""Runs outside tools, such as Gradle, so that none lasts for ever, floods memory, leaks a secret or is left behind.

Public: commands of plugins run what they run with it, so that all of it behaves alike::

    ended = run(Invocation(argv=("./gradlew", "assemble"), cwd=root, seconds=3600), quiet=False)
    if not ended.is_fine:
        raise failed(ended, hints_in(ended.tail, HINTS))
"""

from __future__ import annotations

from hapline.tools.failing import failed
from hapline.tools.hints import Advice, Hint, hints_in
from hapline.tools.invocation import Ended, Invocation, words_of
from hapline.tools.running import run

__all__ = ["Advice", "Ended", "Hint", "Invocation", "failed", "hints_in", "run", "words_of"]
