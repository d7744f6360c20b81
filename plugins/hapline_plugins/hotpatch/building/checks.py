"""What is wrong with a patch that was built."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hapline.android import Signer
from hapline.errors import FailedError
from hapline_hooks import Phrase, noun
from hapline_plugins.hotpatch.building.expected import expectation_problems
from hapline_plugins.hotpatch.building.naming import Contents
from hapline_plugins.hotpatch.building.patch_file import PatchFile
from hapline_plugins.hotpatch.comparing.signers import SignerComparison
from hapline_plugins.hotpatch.source.build import Method

_AGAIN = "build the patch again"
_ODD = {
    "prefix-data": "there is something before its first entry",
    "trailing-data": "there is something behind its end",
    "ambiguous-end": "it could end at several places",
    "traversal": "the name of an entry leads out of it",
    "absolute": "the name of an entry is an absolute path",
    "backslash": "the name of an entry has a backslash",
    "empty-name": "an entry has no name",
    "control-character": "the name of an entry has a control character",
    "duplicate": "an entry is in it twice",
    "symlink": "an entry is a symbolic link",
    "special-file": "an entry is no ordinary file",
    "local-header-differs": "an entry has two headers that contradict each other",
    "encrypted": "an entry is encrypted",
    "unknown-method": "an entry is packed by a method that phones do not know",
    "directory-with-data": "a folder in it has content",
    "signing-block": "its signing block is broken",
}
"""What no honest tool makes, by the reason of ``hapline.archives.Problem``."""


@noun
class Wanted:
    """What a patch has to be.

    Attributes:
        method: How it is to work. most: Bytes that it may have.
        expected: The classes that it is to change or add; None where nobody said.
        signers: Who signed the app; nobody where that is not known.
    """

    method: Method
    most: int
    expected: Collection[str] | None = None
    signers: tuple[Signer, ...] = ()


def patch_problems(patch: PatchFile, contents: Contents, wanted: Wanted) -> Iterator[FailedError]:
    """What is wrong with a patch, each with its place and what to do."""
    where = patch.path
    for inside, problem in patch.odd:
        if problem.reason in _ODD:
            place = "!".join(filter(None, (where, inside, problem.entry)))
            what = Phrase("the archive is not as an honest tool makes it: {what}", what=Phrase(_ODD[problem.reason]))
            yield FailedError(what, where=place, todo=_AGAIN)
    yield from _dex_problems(patch)
    if patch.size > wanted.most:
        what = Phrase("the patch has {size:size}; {most:size} are allowed", size=patch.size, most=wanted.most)
        todo = "see what is in it with hapline hotpatch inspect; hotpatch.maxPatchSize allows more"
        yield FailedError(what, where=where, todo=todo)
    if patch.classes:
        yield from _content_problems(patch, contents, wanted)
    signers = SignerComparison(old=wanted.signers, new=patch.signers)
    todo = "sign it with the keystore of the app: phones refuse it otherwise"
    if signers.both_signed and not signers.are_related:
        yield FailedError("the patch is not signed by the signer of the app", where=where, todo=todo)
    if any(one in patch.signers for one in signers.unproven):
        yield FailedError("a signature of the patch is not by the key of its certificate", where=where, todo=todo)


def _dex_problems(patch: PatchFile) -> Iterator[FailedError]:
    where = patch.path
    if not patch.dexes:
        yield FailedError("there is no DEX file in it", where=where, todo=_AGAIN)
        return
    for dex in patch.dexes:
        if not dex.is_intact:
            todo = "do not edit or re-pack a patch: build it again"
            yield FailedError("the checksum of the DEX file is wrong", where=f"{where}!{dex.entry}", todo=todo)
    if not patch.is_loadable:
        names = [dex.entry for dex in patch.dexes]
        what = Phrase("Android looks for classes.dex, and there is only {names}", names=names)
        yield FailedError(what, where=where, todo=_AGAIN)
    if not patch.classes:
        yield FailedError("the patch is empty: its DEX files define no class", where=where, todo=_AGAIN)
    for name, entries in patch.twice.items():
        what = Phrase("{name} is in several DEX files: {entries}", name=name, entries=entries)
        yield FailedError(what, where=where, todo=_AGAIN)


def _content_problems(patch: PatchFile, contents: Contents, wanted: Wanted) -> Iterator[FailedError]:
    where = patch.path
    if contents.method != wanted.method:
        what = Phrase("this is a patch for {found}, not for {wanted}", found=contents.method, wanted=wanted.method)
        yield FailedError(what, where=where, todo="name the method by --method or hotpatch.method, or build again")
        return
    if len(contents.packages) > 1:
        what = Phrase("several patches are in one file: {packages}", packages=list(contents.packages))
        yield FailedError(
            what, where=where, todo="build with ./gradlew clean, so that nothing is left of earlier builds"
        )
    if not (contents.patched or contents.added):
        yield FailedError(
            "the patch is empty: it changes no class of the app and adds none",
            where=where,
            todo="annotate what is changed with @Modify and what is new with @Add, and build again",
        )
    if wanted.expected is not None:
        yield from expectation_problems(wanted.expected, contents, where)
