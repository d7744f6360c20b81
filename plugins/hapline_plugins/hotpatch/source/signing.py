"""Whether the scripts of an app have its release signed with V1, the JAR signature.

Sources: the vendor's guide, 5.5 "Sign"; Android developers, "ApkSigningConfig": unless it is switched on, the Android
plugin leaves V1 out where the least Android that the app runs on is 7.0 or later.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline.builds import GivenValue

if TYPE_CHECKING:
    from hapline.documents import Statement
    from hapline_plugins.hotpatch.source.modules import AppModule

V1_FROM = 24
"""The API level from which on the Android plugin leaves V1 out."""
_NAMES = ("v1SigningEnabled", "enableV1Signing", "isV1SigningEnabled")
_CREATED = frozenset(("create", "register", "getByName", "named", "maybeCreate"))


def signs_v1(app: AppModule) -> Iterator[tuple[Statement, GivenValue | None]]:
    """The signing configurations of an app but that of debug builds, each with what it says of V1; None for nothing."""
    script = app.script
    for statement in script.calls("*", ("android", "signingConfigs")) if script is not None else ():
        if not statement.blocks or _name(statement) in {"debug", None}:
            continue
        found = None
        for block in statement.blocks:
            for one in block.walk():
                if one.path and one.path[-1] in _NAMES and one.value is not None:
                    found = GivenValue(app.said(one.value), one.value, one, app, one.path)
        yield statement, found


def _name(statement: Statement) -> str | None:
    """The name of a configuration: ``release {}`` or ``create("release") {}``."""
    if statement.name not in _CREATED:
        return statement.name
    return statement.args[0].value.string if statement.args else None
