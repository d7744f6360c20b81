"""Signatures of built packages: they are there, of the right key, and of what is in the package."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.archives import ArchiveError
from hapline_hooks import Finding, Phrase, replace
from hapline_plugins.offline.amr.form import CERT, SIGN
from hapline_plugins.offline.amr.tar_reading import shown
from hapline_plugins.offline.keys.signing import KEY_BITS
from hapline_plugins.offline.rules.guide import CONFIGURE, SEEN
from hapline_plugins.offline.rules.of_built import PackageRule
from hapline_plugins.offline.verifying.built import BuiltAmr

FAULTS: dict[str, str] = {
    "content": "{entry} is not what was signed: it has been changed since, or belongs to another package",
    "other-key": "the signature of {entry} is of another key than the others",
    "not-signed": "{entry} is not signed, although others are",
    "not-base64": "the signature of {entry} is none ({what})",
    "no-entry": "{file} has a signature of {entry}, which is not in the package",
}
"""What is said of a signature that does not hold."""


class PackageSigned(PackageRule):
    code = "OFP721"
    slug = "amr-signed"
    title = "A built package is signed"
    severity = "warning"
    since = "0.1.0"
    why = "An app that verifies packages refuses one without a signature; one that does not takes whatever it is given."
    help = "Upload the key in the console before packages are created, or build with --key or offline.key."
    messages: ClassVar = {
        "unsigned": "the package is not signed",
        "refused": "the package is not signed: clients that verify packages with {where} refuse it",
    }
    sources = (CONFIGURE,)
    bad: ClassVar = {"20171228_1.0.0.1.amr": "{ key: null }"}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Look whether there are signatures."""
        if subject.verdict.state == "unsigned":
            place, keys = subject.at(CERT), subject.expected.keys
            if keys:
                yield self.found("refused", place, severity="error", where=keys[0].where)
            else:
                yield self.found("unsigned", place)


class SignatureHolds(PackageRule):
    code = "OFP722"
    slug = "amr-signature"
    title = "The signatures of a built package are of what is in it"
    since = "0.1.0"
    why = "Clients that verify packages throw it away; whoever does not verify runs what somebody has changed."
    help = "Build the package again. Never unpack one and pack it anew: the bytes of the tar are signed."
    messages: ClassVar = {**FAULTS, "unreadable": "CERT.json cannot be read ({what})"}
    sources = (CONFIGURE, SEEN)
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ signed: { "Manifest.xml": "another text" } }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Report what does not hold; what is of another key altogether has a rule of its own."""
        package = subject.package
        error = package.errors.get(CERT) if package is not None else None
        place = subject.at(CERT)
        if isinstance(error, ArchiveError):
            yield self.found("unreadable", place, what=Phrase(error.message))
        elif error is not None:
            what = Phrase(error.template, **error.fields)
            yield self.found("unreadable", replace(place, span=error.span), what=what)
        broken = package.cert.broken if package is not None and package.cert is not None else {}
        for one in subject.verdict.failures:
            where = replace(place, keys=(one.entry,))
            yield self.found(one.fault, where, entry=shown(one.entry), file=CERT, what=broken.get(one.entry, ""))


class KeyExpected(PackageRule):
    code = "OFP723"
    slug = "amr-key"
    title = "A built package is signed with the key whose public half the app embeds"
    since = "0.1.0"
    why = "The app refuses the package, and the pages are loaded from the network, or not at all."
    help = "Sign with the right key, or give the public key that the app embeds (offline.publicKey, --public-key)."
    messages: ClassVar = {
        "other": "the signatures are not of the key {sha256} ({where})",
        "pss": "the signatures are made with {where}, but by RSASSA-PSS: clients verify RSASSA-PKCS1-v1_5",
        "bits": "the signatures are of a key of {found} bits; {where} has {bits}",
    }
    sources = (CONFIGURE,)
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ key: "other" }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Look whose they are; the SDK's own are of a key that nobody has."""
        verdict, package = subject.verdict, subject.package
        if verdict.state != "wrong-key" or verdict.key is None or package is None or package.flavour == "sdk-package":
            return
        key, place = verdict.key, subject.at(CERT)
        if verdict.is_pss:
            yield self.found("pss", place, where=key.where)
        elif key.bits == verdict.bits:
            yield self.found("other", place, sha256=key.sha256[:16], where=key.where)
        else:
            yield self.found("bits", place, found=verdict.bits, bits=key.bits, where=key.where)


class KeyLong(PackageRule):
    code = "OFP724"
    slug = "amr-key-length"
    title = "A built package is signed with a key of 2,048 bits or more"
    severity = "warning"
    since = "0.1.0"
    why = "Keys of 1,024 bits are no longer safe: with enough computers, others can sign packages for the app."
    help = "Make a key with hapline offline keygen, and release the app with its public half."
    messages: ClassVar = {"short": "the package is signed with a key of {bits} bits"}
    sources = (CONFIGURE, "NIST SP 800-131A")
    bad: ClassVar = {"20171228_1.0.0.1.amr": "{ key: 1024 }"}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Look at the length of the signatures."""
        package = subject.package
        if package is not None and 0 < subject.verdict.bits < KEY_BITS and package.flavour != "sdk-package":
            yield self.found("short", subject.at(CERT), bits=subject.verdict.bits)


class SignLeftover(PackageRule):
    code = "OFP725"
    slug = "amr-sign-json"
    title = "A built package has no SIGN.json"
    severity = "warning"
    since = "0.1.0"
    why = "Only packages of the SDK have a second file of signatures: it tells that one of these was packed anew."
    help = "Build the package from its files."
    messages: ClassVar = {
        "left": "SIGN.json belongs to packages of the SDK",
        "broken": "SIGN.json cannot be read ({what})",
        **FAULTS,
    }
    sources = (SEEN,)
    bad: ClassVar = {"20171228_1.0.0.1.amr": "{ sign: true }"}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Look for it, and at what it says."""
        package = subject.package
        if package is None or SIGN not in package.archive.by_name:
            return
        place = subject.at(SIGN)
        if package.flavour != "sdk-package":
            yield self.found("left", place)
        error = package.errors.get(SIGN)
        if isinstance(error, ArchiveError):
            yield self.found("broken", place, what=Phrase(error.message))
        elif error is not None:
            what = Phrase(error.template, **error.fields)
            yield self.found("broken", replace(place, span=error.span), what=what)
        broken = package.sign.broken if package.sign is not None else {}
        for one in subject.sign_verdict.failures if subject.sign_verdict is not None else ():
            where = replace(place, keys=(one.entry,))
            yield self.found(one.fault, where, entry=shown(one.entry), file=SIGN, what=broken.get(one.entry, ""))


class SignatureVerified(PackageRule):
    code = "OFP726"
    slug = "amr-verified"
    title = "The signature of a built package is verified with a public key"
    severity = "note"
    since = "0.1.0"
    why = (
        "Without a key nobody knows whether clients accept the package: of a wrong key, or changed, it looks the same."
    )
    help = (
        "Name the key that the app embeds: offline.publicKey or offline.publicKeyIn in hapline.json5, or --public-key "
        "of hapline offline verify."
    )
    messages: ClassVar = {"unverified": "signature not verified: no public key is known ({bits} bits)"}
    sources = (CONFIGURE,)
    bad: ClassVar = {"20171228_1.0.0.1.amr": "{}"}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Look whether there was a key."""
        if subject.verdict.state == "signed":
            yield self.found("unverified", subject.at(CERT), bits=subject.verdict.bits)
