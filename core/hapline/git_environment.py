"""The environment that git is run in: it asks nobody, fetches nothing, and writes nothing that it need not."""

from __future__ import annotations

import os
from collections.abc import Mapping

_OF_ONE_REPOSITORY = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""Variables that a hook finds set, and that speak of its own repository."""


def environment_for(*, is_submodule: bool) -> Mapping[str, str]:
    """The variables for git.

    Args:
        is_submodule: Whether it is another repository than the one that a hook was started for.
    """
    return {
        **{name: value for name, value in os.environ.items() if not is_submodule or name not in _OF_ONE_REPOSITORY},
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
