"""Built patches and the apps that they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.archives import ArchiveError
from hapline.documents import DocumentError
from hapline_hooks import Finding, Location, Phrase
from hapline_plugins.hotpatch.building.checks import Wanted, patch_problems
from hapline_plugins.hotpatch.building.manifest import PatchManifest
from hapline_plugins.hotpatch.rules.base import GUIDE, INSTANTRUN_GUIDE, HotpatchRule
from hapline_plugins.hotpatch.verifying.patches import BuiltPatch, HotpatchSet, PatchedApp

_USE = f"{GUIDE}, 5.3 Use hotpatch"
_SIGN = f"{GUIDE}, 5.5 Android hotpatch tutorial, Sign"


class PatchSound(HotpatchRule[BuiltPatch]):
    code = "HOT501"
    slug = "patch-sound"
    title = "A patch can be read, has classes that fix something, and is not larger than allowed"
    since = "0.1.0"
    why = "Phones take a broken patch without a word and go on without the fix; one that is empty mends nothing."
    help = "Build the patch again; hapline hotpatch inspect says what is in it."
    messages: ClassVar = {"unreadable": "cannot be read: {reason}", "problem": "{reason}"}
    subject = BuiltPatch
    sources = (f"{INSTANTRUN_GUIDE}, Generate the patch.jar output file",)
    bad: ClassVar = {"patch.jar": "{ classes: [] } // its DEX file holds no class"}
    good: ClassVar = {"patch.jar": "{} // a patch as InstantRun's plugin leaves it"}

    def check(self, subject: BuiltPatch) -> Iterable[Finding]:
        """Look through it, whatever method it is for."""
        error, contents = subject.error, subject.contents
        if isinstance(error, ArchiveError):
            inner = tuple(one for one in (*error.inner, error.entry) if one)
            yield self.found("unreadable", subject.at(*inner), reason=Phrase(error.message))
        elif error is not None:
            yield self.found("unreadable", subject.at(), reason=error.what)
        if subject.file is not None and contents is not None:
            wanted = Wanted(method=contents.method, most=subject.most)
            for problem in patch_problems(subject.file, contents, wanted):
                inner = tuple(problem.where.split("!")[1:])
                yield self.found("problem", subject.at(*inner), reason=problem.what)


class PatchManifested(HotpatchRule[BuiltPatch]):
    code = "HOT502"
    slug = "patch-manifest"
    title = "The manifest beside a patch is about this file"
    since = "0.1.0"
    why = "What is published is what the manifest says: of another file it names another version and other classes."
    help = "Build the patch again with hapline hotpatch build, which writes both."
    messages: ClassVar = {
        "broken": "{reason}",
        "other": "{field} is {said}, and that of {file} is {real}",
    }
    subject = BuiltPatch
    sources = (f"{_USE}, Add a hotpatch",)
    bad: ClassVar = {
        "patch.jar": "{} // a patch as InstantRun's plugin leaves it",
        "patch.json": "{ size: 1 } // the manifest of another file",
    }
    good: ClassVar = {
        "patch.jar": "{} // a patch as InstantRun's plugin leaves it",
        "patch.json": "{} // the manifest that hapline hotpatch build has written beside it",
    }

    def check(self, subject: BuiltPatch) -> Iterable[Finding]:
        """Compare the manifest with the file."""
        manifest, file = subject.manifest, subject.file
        place = Location(path=subject.manifest_path)
        if isinstance(manifest, DocumentError):
            reason = Phrase(manifest.template, **manifest.fields)
            yield self.found("broken", Location(path=subject.manifest_path, span=manifest.span), reason=reason)
        elif manifest is not None and file is not None:
            for field in ("size", "sha256", "md5"):
                said, real = getattr(manifest, field), getattr(file, field)
                if said != real:
                    yield self.found("other", place, field=field, said=str(said), real=str(real), file=subject.path)


class AppSigned(HotpatchRule[PatchedApp]):
    code = "HOT511"
    slug = "app-v1-signature"
    title = "A hotpatched app is signed with V1 (JAR signature) too"
    since = "0.1.0"
    why = "A hotpatch is refused on the phone where the app has no V1 signature to compare with."
    help = "Set v1SigningEnabled true (enableV1Signing = true from Android plugin 4.2 on), and build the release again."
    messages: ClassVar = {
        "none": "the app is not signed",
        "no-v1": "the app is signed by {schemes} alone",
    }
    subject = PatchedApp
    sources = (_SIGN,)
    bad: ClassVar = {"app.apk": "{ schemes: ['v2'] } // signed with V2 alone"}
    good: ClassVar = {"app.apk": "{ schemes: ['v1', 'v2'] } // signed with both"}

    def check(self, subject: PatchedApp) -> Iterable[Finding]:
        """Look at the schemes."""
        schemes = dict.fromkeys(one.scheme for one in subject.apk.signers)
        if not schemes:
            yield self.found("none", subject.at(), severity="warning")
        elif "v1" not in schemes:
            yield self.found("no-v1", subject.at(), schemes=", ".join(schemes))


class AppInstrumented(HotpatchRule[PatchedApp]):
    code = "HOT512"
    slug = "app-instrumented"
    title = "The classes of an app with InstantRun are instrumented"
    since = "0.1.0"
    why = "This release can never be patched: no class of it has the field by which a patch gets in."
    help = (
        "See that turnOnInstantRun is true, that acceptPackage names the app's own packages, and that R8 keeps "
        "ChangeQuickRedirect; then build the release again."
    )
    messages: ClassVar = {"bare": "InstantRun is in the app, and no class has the field changeQuickRedirect"}
    subject = PatchedApp
    sources = (f"{INSTANTRUN_GUIDE}, 5.2.2.2 Considerations",)
    bad: ClassVar = {"app.apk": "{ bare: true } // InstantRun is in it, and no class has the field changeQuickRedirect"}
    good: ClassVar = {"app.apk": "{} // InstantRun is in it, and the app's classes are instrumented"}

    def check(self, subject: PatchedApp) -> Iterable[Finding]:
        """Look for the field."""
        if subject.is_instantrun and not subject.instrumented:
            yield self.found("bare", subject.at())


class ReleaseArchived(HotpatchRule[PatchedApp]):
    code = "HOT514"
    slug = "release-archived"
    title = "A release that is to be hotpatched is archived with all that a patch of it takes"
    since = "0.1.0"
    why = "A patch needs the mapping and the methods of exactly this build: made again, they are others."
    help = (
        "Run hapline hotpatch archive behind the release build. The rule is for configurations that say where releases "
        "are kept (hotpatch.archive)."
    )
    messages: ClassVar = {"missing": "{reason}"}
    subject = PatchedApp
    sources = (f"{INSTANTRUN_GUIDE}, Create the instantrun folder",)
    bad: ClassVar = {"app.apk": "{} // InstantRun is in it, and the archive does not hold this build"}
    good: ClassVar = {
        "app.apk": "{ plain: true } // no part of hotpatching is in it: no patch of it will be made",
        "patch.jar": "{} // a patch is no release",
    }

    def check(self, subject: PatchedApp) -> Iterable[Finding]:
        """Compare the app with what is kept."""
        for reason in subject.shortcomings():
            yield self.found("missing", subject.at(), reason=reason)


class PatchFits(HotpatchRule[HotpatchSet]):
    code = "HOT513"
    slug = "patch-fits-app"
    title = "A patch is for the app that it is given with"
    since = "0.1.0"
    why = "Phones compare app, version, signer and class: a patch for another one is delivered and does nothing."
    help = "Build the patch against this release; hapline hotpatch restore lays what that takes."
    messages: ClassVar = {
        "app": "the patch is for the app {said}, and this is {real}",
        "version": "the patch is for version {said}, and this is {real}",
        "class": "the patch mends {name}, and {app} has no such class",
        "signer": "the patch is not signed by the signer of {app}",
    }
    subject = HotpatchSet
    sources = (f"{_USE}, Add a hotpatch", f"{INSTANTRUN_GUIDE}, Generate an InstantRun hotpatch")
    bad: ClassVar = {
        "patch.jar": "{} // a patch",
        "patch.json": "{ target_version: '2.1.0' } // its manifest",
        "app.apk": "{ version: '2.2.0' } // another version of the app",
    }
    good: ClassVar = {
        "patch.jar": "{} // a patch",
        "patch.json": "{ target_version: '2.1.0' } // its manifest",
        "app.apk": "{ version: '2.1.0' } // the version that the patch is for",
    }

    def check(self, subject: HotpatchSet) -> Iterable[Finding]:
        """Compare what both say."""
        apk, manifest = subject.app.apk, subject.patch.manifest
        if isinstance(manifest, PatchManifest):
            yield from self._said(subject, manifest)
        yield from self._classes(subject)
        file = subject.patch.file
        if file is not None and file.signers and apk.signers:
            own = {one.sha256 for one in apk.signers}
            if own.isdisjoint(one.sha256 for one in file.signers):
                yield self.found("signer", subject.patch.at(), app=subject.app.path)

    def _said(self, both: HotpatchSet, manifest: PatchManifest) -> Iterator[Finding]:
        apk, place = both.app.apk, Location(path=both.patch.manifest_path)
        if manifest.application_id and apk.application_id and manifest.application_id != apk.application_id:
            yield self.found("app", place, said=manifest.application_id, real=apk.application_id)
        if manifest.target_version and apk.version_name and manifest.target_version != apk.version_name:
            yield self.found("version", place, said=manifest.target_version, real=apk.version_name)

    def _classes(self, both: HotpatchSet) -> Iterator[Finding]:
        """Classes that are mended; those of InstantRun are named without package, and by the name in the release."""
        contents = both.patch.contents
        if contents is None or contents.method != "instantrun":
            return
        names = both.app.apk.classes
        simple = {one.rpartition(".")[2] for one in names}
        for one in contents.patched:
            if one.name not in names and one.name not in simple:
                yield self.found("class", both.patch.at(), name=one.name, app=both.app.path)
