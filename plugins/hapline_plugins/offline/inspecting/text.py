"""A built package in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hapline.console import table
from hapline_hooks import Phrase
from hapline_hooks.phrases import size_text
from hapline_plugins.offline.amr.tar_reading import shown
from hapline_plugins.offline.inspecting.signature import signature_text
from hapline_plugins.offline.keys.signing import KEY_BITS

if TYPE_CHECKING:
    from hapline.session import Session
    from hapline_plugins.offline.amr.package import AmrPackage
    from hapline_plugins.offline.content.files import PackageFile
    from hapline_plugins.offline.verifying.built import BuiltAmr

_BIGGEST = 10
_WHAT = {
    "offline-package": Phrase("H5 offline package"),
    "mini-program": Phrase("mini program, not an H5 offline package"),
    "sdk-package": Phrase("part of the SDK, not a package of an app"),
}
_KINDS = {"normal": Phrase("normal resources"), "global": Phrase("global resources")}


def lines(session: Session, built: BuiltAmr, package: AmrPackage, *, everything: bool) -> Iterator[str]:
    """What people are told of a package."""
    words, manifest = session.words, package.manifest
    kind = words(_KINDS[package.kind]) if package.flavour == "offline-package" else words(_WHAT[package.flavour])
    if package.flavour == "sdk-package" and not built.verdict.of_sdk:
        kind = words("a package with an id of the SDK, and not signed with a key of it that is known")
    yield words("{id} {version} ({name}): {kind}", id=package.id or "-", version=package.version or "-",
                name=manifest.name if manifest is not None else "-", kind=kind)  # fmt: skip
    files = package.content.files
    yield words(
        "{size:size}; {count} files of {total:size}", size=package.size, count=len(files), total=package.content.size
    )
    yield words(signature_text(built.verdict))
    yield from map(words, _remarks(built))
    if built.sign_verdict is not None:
        yield words("SIGN.json: {signature}", signature=signature_text(built.sign_verdict))
    for entry, error in package.errors.items():
        yield words("{entry} cannot be read ({what})", entry=shown(entry), what=str(error))
    for odd in package.content.odd:
        yield words("left out: {path} ({kind})", path=shown(odd.path), kind=odd.kind)
    yield ""
    if everything:
        yield from table(_rows(files))
    else:
        if len(files) > _BIGGEST:
            yield words("the biggest files:")
        yield from table(_rows(sorted(files, key=lambda one: (-one.size, one.path))[:_BIGGEST]))


def _remarks(built: BuiltAmr) -> Iterator[Phrase]:
    """What the signatures mean for clients."""
    verdict, keys = built.verdict, built.expected.keys
    if verdict.state == "unsigned" and keys:
        yield Phrase("clients that verify packages with {where} refuse it", where=keys[0].where)
    if 0 < verdict.bits < KEY_BITS and not verdict.of_sdk:
        yield Phrase("the key is short: {bits} bits, {least} are wanted", bits=verdict.bits, least=KEY_BITS)


def _rows(files: Sequence[PackageFile]) -> Iterator[tuple[str, str]]:
    width = max((len(size_text(one.size)) for one in files), default=0)
    for one in files:
        yield size_text(one.size).rjust(width), shown(one.path)
