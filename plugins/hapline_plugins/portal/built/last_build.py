"""What the last build of a Portal wrote down of the Bundles that it declares: rows of its bundles.csv."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hapline_hooks import Unreadable
from hapline_plugins.portal.names import bundle_name

if TYPE_CHECKING:
    from hapline_plugins.portal.built.bundles_csv import BundleRow
    from hapline_plugins.portal.source.composition import App, Member

CSV = "build/bundles.csv"


def rows_of(app: App) -> Mapping[str, BundleRow]:
    """The rows of the Portal's bundles.csv, by the ``group:artifact`` of the Bundles that it declares.

    A row is left out whose name several of them have, and one of another version than the Portal declares now.
    """
    tree, path = app.portal.build.tree, app.portal.file(CSV)
    if not tree.is_file(path):
        return {}
    from hapline_plugins.portal.built.bundles_csv import read_bundles_csv

    try:
        rows = {row.name: row for row in read_bundles_csv(tree.read(path)).rows}
    except Unreadable:
        return {}
    names: dict[str, list[Member]] = {}
    for one in app.members.values():
        names.setdefault(bundle_name(one.group, one.artifact), []).append(one)
    return {
        members[0].key: rows[name]
        for name, members in names.items()
        if len(members) == 1 and name in rows and rows[name].version in members[0].versions
    }
