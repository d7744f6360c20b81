"""The other parts of two built files that differ: native libraries, resources, manifests, signers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.comparing.libraries import LibraryChanges
    from hapline_plugins.hotpatch.comparing.manifests import ManifestChanges
    from hapline_plugins.hotpatch.comparing.resources import ResourceChanges
    from hapline_plugins.hotpatch.comparing.shown import Words
    from hapline_plugins.hotpatch.comparing.signers import SignerComparison

_FEW = 10
"""How many names of a kind are shown unless all are asked for."""


class LibrariesSection:
    """Native libraries."""

    key = "libraries"

    def __init__(self, changes: LibraryChanges) -> None:
        """Show what became of them."""
        self._changes = changes

    def lines(self, words: Words, *, everything: bool) -> Iterator[str]:
        """Nothing where none differs."""
        one = self._changes
        if not one:
            return
        yield words("native libraries:")
        yield from _marked("~", one.changed, words, everything=everything)
        yield from _marked("+", one.added, words, everything=everything)
        yield from _marked("-", one.removed, words, everything=everything)
        renamed = [f"{each.old} -> {each.new}" for each in one.renamed]
        yield from _marked("~", renamed, words, everything=everything)
        if one.names_differ:
            yield "  " + words("their number or names differ: InstantRun makes no patch (mPaaS MDS guide, 5.2.2.1)")

    def as_json(self, words: Words) -> dict[str, object]:  # noqa: ARG002 names are the same in every language
        """What programs read."""
        one = self._changes
        return {
            "added": list(one.added),
            "removed": list(one.removed),
            "changed": list(one.changed),
            "renamed": [{"abi": each.abi, "old": each.old, "new": each.new} for each in one.renamed],
        }


class ResourcesSection:
    """Resources: by name, files, and ids that moved."""

    key = "resources"

    def __init__(self, changes: ResourceChanges) -> None:
        """Show what became of them."""
        self._changes = changes

    def lines(self, words: Words, *, everything: bool) -> Iterator[str]:
        """Nothing where none differs."""
        one = self._changes
        if not one:
            return
        yield words("resources:")
        for mark, names, paths in (
            ("~", one.changed, one.files.changed),
            ("+", one.added, one.files.added),
            ("-", one.removed, one.files.removed),
        ):
            yield from _marked(mark, [*names, *paths], words, everything=everything)
        if one.moved:
            count = len(one.moved)
            yield "  " + words("{count} have another id than before; keep them with stable-ids", count=count)
            moved = [f"{each.name}: 0x{each.old:08x} -> 0x{each.new:08x}" for each in one.moved]
            yield from _marked("~", moved if everything else [], words, everything=everything)

    def as_json(self, words: Words) -> dict[str, object]:  # noqa: ARG002 as above
        """What programs read."""
        one = self._changes
        return {
            "added": list(one.added),
            "removed": list(one.removed),
            "changed": list(one.changed),
            "files": {
                "added": list(one.files.added),
                "removed": list(one.files.removed),
                "changed": list(one.files.changed),
            },
            "moved": [{"name": each.name, "old": each.old, "new": each.new} for each in one.moved],
        }


class ManifestSection:
    """The manifest."""

    key = "manifest"

    def __init__(self, changes: ManifestChanges) -> None:
        """Show what differs in it."""
        self._changes = changes

    def lines(self, words: Words, *, everything: bool) -> Iterator[str]:
        """Nothing where nothing but the version differs."""
        one = self._changes
        if not one:
            return
        yield words("AndroidManifest.xml (no patch changes it):")
        yield from _marked("+", [f"{each.kind} {each.name}" for each in one.added], words, everything=everything)
        yield from _marked("-", [f"{each.kind} {each.name}" for each in one.removed], words, everything=everything)
        yield from _marked("+", one.added_permissions, words, everything=everything)
        yield from _marked("-", one.removed_permissions, words, everything=everything)
        others = ["/".join((*each.path, each.attribute)).rstrip("/") for each in one.others]
        yield from _marked("~", others, words, everything=everything)

    def as_json(self, words: Words) -> dict[str, object]:  # noqa: ARG002 as above
        """What programs read."""
        one = self._changes
        return {
            "oldVersion": one.old.version_name,
            "newVersion": one.new.version_name,
            "added": [{"kind": each.kind, "name": each.name} for each in one.added],
            "removed": [{"kind": each.kind, "name": each.name} for each in one.removed],
            "addedPermissions": list(one.added_permissions),
            "removedPermissions": list(one.removed_permissions),
            "others": [
                {"path": list(each.path), "attribute": each.attribute, "old": each.old, "new": each.new}
                for each in one.others
            ],
        }


class SignersSection:
    """Who signed both."""

    key = "signers"

    def __init__(self, comparison: SignerComparison) -> None:
        """Show whether they are the same."""
        self._comparison = comparison

    def lines(self, words: Words, *, everything: bool) -> Iterator[str]:  # noqa: ARG002 there is one line
        """Nothing where both are signed by the same, or one is not signed."""
        one = self._comparison
        if one.both_signed and not one.are_equal:
            yield words("the two are not signed by the same: a patch for one is refused by the other")

    def as_json(self, words: Words) -> dict[str, object]:  # noqa: ARG002 as above
        """What programs read."""
        one = self._comparison
        return {
            "old": sorted({each.sha256 for each in one.old}),
            "new": sorted({each.sha256 for each in one.new}),
            "equal": one.are_equal,
        }


def _marked(mark: str, names: Sequence[str], words: Words, *, everything: bool) -> Iterator[str]:
    """Names with a mark before each, the first few unless all are asked for."""
    shown = names if everything else names[:_FEW]
    yield from (f"  {mark} {name}" for name in shown)
    if len(shown) < len(names):
        yield "    " + words("and {count} more (--all)", count=len(names) - len(shown))
