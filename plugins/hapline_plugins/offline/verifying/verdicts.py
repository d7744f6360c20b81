"""What the signatures of a package are worth: RSASSA-PKCS1-v1_5 with SHA-1 over the raw bytes of each entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from hapline_hooks import Unreadable, noun, replace
from hapline_plugins.offline.amr.form import CERT, MANIFEST

if TYPE_CHECKING:
    from hapline_plugins.offline.amr.package import AmrPackage
    from hapline_plugins.offline.amr.signatures import Signatures
    from hapline_plugins.offline.keys.public import PublicKey

State = Literal["unsigned", "signed", "valid", "wrong-key", "broken", "unreadable"]
"""No signature; there are some, and no key to verify them with; they are of the key; of another one; not of what is
in the package; they or what they are of cannot be read."""
Fault = Literal["not-base64", "not-signed", "no-entry", "content", "other-key"]
_ORDER: Sequence[State] = ("valid", "broken", "wrong-key")
"""The best first: which of several keys counts."""


@noun
class Failure:
    """One signature that does not hold.

    Attributes:
        entry: What it is of. fault: ``content``: the key has signed other bytes; ``other-key``: it is not of this key
            while others are; ``not-signed``: there is none; ``no-entry``: nothing of that name is in the package.
    """

    entry: str
    fault: Fault


@noun
class Verdict:
    """What one file of signatures is worth.

    Attributes:
        state: In a word. bits: The length of the key in bits, by the signatures; 0 where there are none.
        entries: The entries that are signed. failures: What does not hold. key: The key that it was verified with.
        of_sdk: Whether that is a key of the SDK's own packages.
        is_pss: Whether signatures that are taken for another key's were made by this one as RSASSA-PSS.
        lacks_tar: Whether it is the tar that cannot be read, and not the signatures.
    """

    state: State
    bits: int = 0
    entries: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    key: PublicKey | None = None
    of_sdk: bool = False
    is_pss: bool = False
    lacks_tar: bool = False


def verdict_on(package: AmrPackage, signatures: Signatures | None, keys: Iterable[PublicKey]) -> Verdict:
    """What CERT.json or SIGN.json of a package is worth, by the key that fits best."""
    if signatures is None:
        return Verdict(state="unreadable")
    if package.tar is None:
        return _without_tar(signatures)
    if signatures.is_empty:
        return Verdict(state="unsigned")
    given = tuple(keys)
    verdicts = [_by_key(package, signatures, key) for key in given or (None,)]
    best = min(verdicts, key=_rank)
    return _by_pss(package, signatures, given, best) if best.state == "wrong-key" else best


def by_sdk(package: AmrPackage, signatures: Signatures | None, keys: Iterable[PublicKey]) -> Verdict | None:
    """What they are worth by the keys of the SDK's own packages; None where none of these made any of them."""
    if signatures is None:
        return None
    found, made = verdict_on(package, signatures, keys), signatures.by_entry.values()
    key = found.key
    is_theirs = key is not None and any(key.signed(one) is not None for one in made)
    return replace(found, of_sdk=True) if is_theirs else None


def verdict(package: AmrPackage, keys: Iterable[PublicKey]) -> Verdict:
    """What the signatures of a package are worth: those in CERT.json, which clients verify."""
    if package.tar is not None and package.tar.name in package.errors and CERT not in package.errors:
        return _without_tar(package.cert) if package.cert is not None else Verdict(state="unreadable")
    return verdict_on(package, package.cert, keys)


def _without_tar(signatures: Signatures) -> Verdict:
    """What is said of signatures where the tar that they are of is missing or damaged."""
    return Verdict(state="unreadable", bits=signatures.bits, lacks_tar=not signatures.is_empty)


def _by_pss(package: AmrPackage, signatures: Signatures, keys: Iterable[PublicKey], wrong: Verdict) -> Verdict:
    """The verdict on signatures of no key, which one may have made all the same: that of the manifest tells."""
    made = signatures.by_entry.get(MANIFEST, b"")
    fitting = [key for key in keys if len(made) * 8 == key.bits]
    if not fitting:
        return wrong
    try:
        data = package.source(package.at(MANIFEST))
    except Unreadable:
        return wrong
    maker = next((key for key in fitting if key.signed_by_pss(made, data)), None)
    return wrong if maker is None else replace(wrong, key=maker, is_pss=True)


def _rank(one: Verdict) -> tuple[int, bool]:
    """The best first; of wrong keys the one that is as long as the right one must be."""
    place = _ORDER.index(one.state) if one.state in _ORDER else len(_ORDER)
    return place, one.key is None or one.key.bits != one.bits


def _by_key(package: AmrPackage, signatures: Signatures, key: PublicKey | None) -> Verdict:
    failures = [*_failures(package, signatures)]
    entries = tuple(entry for entry, signature in signatures.by_entry.items() if signature)
    state: State = "signed"
    if key is not None:
        faults = {entry: _fault(package, entry, signatures.by_entry[entry], key) for entry in entries}
        if entries and all(fault == "other-key" for fault in faults.values()):
            state = "wrong-key"
        else:
            failures += [Failure(entry=entry, fault=fault) for entry, fault in faults.items() if fault is not None]
            state = "valid"
    if failures:
        state = "broken"
    return Verdict(state=state, bits=signatures.bits, entries=entries, failures=tuple(failures), key=key)


def _failures(package: AmrPackage, signatures: Signatures) -> Iterator[Failure]:
    """What is wrong whatever the key."""
    for entry in signatures.broken:
        yield Failure(entry=entry, fault="not-base64")
    tar = package.tar.name if package.tar is not None else ""
    for entry in (tar, MANIFEST):
        if not signatures.by_entry.get(entry) and entry not in signatures.broken:
            yield Failure(entry=entry, fault="not-signed")
    for entry in signatures.by_entry:
        if entry not in package.archive.by_name:
            yield Failure(entry=entry, fault="no-entry")


def _fault(package: AmrPackage, entry: str, signature: bytes, key: PublicKey) -> Fault | None:
    signed = key.signed(signature)
    if signed is None:
        return "other-key"
    if entry not in package.archive.by_name:
        return None  # said already
    return None if signed == package.digest(entry) else "content"
