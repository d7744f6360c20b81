"""What a Portal declares: Bundles and their manifests, in versions that fit together and that may be released."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline.builds import SNAPSHOT
from hapline_hooks import Finding, Fix, Related, Severity, TextEdit
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, PORTAL_GUIDE, PortalModuleRule, edit
from hapline_plugins.portal.rules.rule import in_release
from hapline_plugins.portal.source.declared import BUNDLES, Declared
from hapline_plugins.portal.source.portals import Portal

if TYPE_CHECKING:
    from hapline.documents import VersionCatalogue

_MANIFEST = "AndroidManifest"
_RAW = "raw"
_HEAD = "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n"


def _example(*declared: str) -> str:
    """The script of a Portal that declares something, for examples."""
    lines = "".join(f"    {one}\n" for one in declared)
    return f"{_HEAD}dependencies {{\n{lines}}}\n"


class Notation(PortalModuleRule):
    code = "BND301"
    slug = "bundle-notation"
    title = (
        "Bundles and manifests are declared with group, artifact, version, classifier and type as they are published"
    )
    since = "0.1.0"
    why = "Gradle does not find the artifact, or takes another one: the build stops, or packs the wrong jar."
    help = "Write bundle 'group:artifact:version@jar' and manifest 'group:artifact:version:AndroidManifest@xml'."
    messages: ClassVar = {
        "incomplete": "{notation} has no {part}",
        "type": "a Bundle is published as a jar, not as {type}",
        "manifest": "the manifest of a Bundle is published as :AndroidManifest@xml",
        "unresolved": "{names} is not known here: what it belongs to is not checked",
        "alias": "{name} is not in {file}",
        "near": "{name} is not in {file}: did you mean {near}?",
    }
    sources = (f"{BUNDLE_GUIDE}, Bundle project package",)
    bad: ClassVar = {"app/build.gradle": _example("bundle 'com.example:launcher-build@jar'")}
    good: ClassVar = {"app/build.gradle": _example("bundle 'com.example:launcher-build:1.0.0@jar'")}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Look at the form of each."""
        for one in (*subject.bundles, *subject.manifests):
            if not one.unresolved:
                yield from self._complete(one)
            elif (catalogue := _catalogue(one)) is not None:
                yield self._alias(one, catalogue)
            else:
                yield self.found("unresolved", one.at(), severity="note", names=list(one.unresolved))
        for one in subject.bundles:
            if not one.unresolved and (one.type or "jar") != "jar":
                yield self.found("type", one.at("type"), type=one.type)
        for one in subject.manifests:
            if not one.unresolved and (one.classifier, one.type) != (_MANIFEST, "xml"):
                yield self.found("manifest", one.at())

    def _alias(self, one: Declared, catalogue: VersionCatalogue) -> Finding:
        from difflib import get_close_matches

        alias = one.coordinate.alias if one.coordinate is not None else ""
        near = get_close_matches(alias, catalogue.libraries, 1)
        message = "near" if near else "alias"
        return self.found(message, one.at(), name=one.unresolved[0], file=catalogue.path, near=" ".join(near))

    def _complete(self, one: Declared) -> Iterator[Finding]:
        for part in ("group", "artifact", "version"):
            if not getattr(one, part):
                yield self.found("incomplete", one.at(), notation=one.notation, part=part)
                return


class Twice(PortalModuleRule):
    code = "BND302"
    slug = "bundle-declared-twice"
    title = "A Portal declares each Bundle and each manifest once"
    since = "0.1.0"
    why = "Of two versions Gradle takes one by its own rules, and the other line misleads whoever reads it."
    help = "Keep one line."
    severity = "warning"
    fixable = "safe"
    messages: ClassVar = {
        "same": "{key} is declared twice",
        "versions": "{key} is declared in version {version} and in version {other}",
        "first": "declared here too",
        "remove": "take out the second one",
    }
    sources = (f"{PORTAL_GUIDE}, build.gradle of the main module",)
    bad: ClassVar = {
        "app/build.gradle": _example("bundle 'com.example:a-build:1.0.0@jar'", "bundle 'com.example:a-build:1.1.0@jar'")
    }
    good: ClassVar = {"app/build.gradle": _example("bundle 'com.example:a-build:1.1.0@jar'")}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Compare each with the one before of the same name."""
        known: dict[tuple[str, str, str | None], Declared] = {}
        for one in (*subject.bundles, *subject.manifests):
            if one.key is None or one.conditions:
                continue
            first = known.setdefault((one.configuration, one.key, one.classifier), one)
            if first is not one:
                related = (Related(location=first.at(), message="first"),)
                if first.version == one.version:
                    fixes = self._fixes(one) if _is_the_same(one, first) else ()
                    yield self.found("same", one.at(), related=related, fixes=fixes, key=one.key)
                else:
                    yield self.found(
                        "versions",
                        one.at("version"),
                        related=related,
                        key=one.key,
                        version=one.version,
                        other=first.version,
                    )

    def _fixes(self, one: Declared) -> tuple[Fix, ...]:
        script = one.of.script
        if script is None or script.errors:
            return ()
        from hapline.documents import remove_statement

        return edit("remove", one.of.script_path, remove_statement(script, one.statement), safe=True)


class ManifestVersion(PortalModuleRule):
    code = "BND303"
    slug = "manifest-version"
    title = "A Bundle and its manifest are of one version"
    since = "0.1.0"
    why = (
        "The apk then declares the components of another version: an activity that the code has is missing, or the "
        "system starts one that is gone. It is noticed when the app runs."
    )
    help = "Give the manifest the version of the Bundle."
    messages: ClassVar = {
        "differs": "the manifest of {key} is of version {version}, the Bundle of {bundle}",
        "bundle": "the Bundle",
        "set": "set it to {bundle}",
    }
    sources = (f"{BUNDLE_GUIDE}, Bundle project package",)
    fixable = "unsafe"
    bad: ClassVar = {
        "app/build.gradle": _example(
            "bundle 'com.example:a-build:1.1.0@jar'", "manifest 'com.example:a-build:1.0.0:AndroidManifest@xml'"
        )
    }
    good: ClassVar = {
        "app/build.gradle": _example(
            "bundle 'com.example:a-build:1.1.0@jar'", "manifest 'com.example:a-build:1.1.0:AndroidManifest@xml'"
        )
    }

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Compare each manifest with the Bundles of its name."""
        bundles = subject.declared
        for one in subject.manifests:
            same = [other for other in bundles.get(one.key or "", ()) if other.is_dev == one.is_dev]
            if not same or one.version is None or any(other.version in {None, one.version} for other in same):
                continue
            bundle = min(same, key=lambda other: abs(_line(other) - _line(one)))
            yield self.found(
                "differs",
                one.at("version"),
                related=(Related(location=bundle.at("version"), message="bundle"),),
                fixes=self._fixes(one, bundle.version or ""),
                key=one.key,
                version=one.version,
                bundle=bundle.version,
            )

    def _fixes(self, one: Declared, version: str) -> tuple[Fix, ...]:
        piece = one.piece("version")
        script = one.of.script
        if piece is None or script is None or script.errors or not piece.is_written:
            return ()
        try:
            from hapline.documents import set_piece

            return edit("set", one.of.script_path, set_piece(script, piece, version))
        except ValueError:  # a version that would need escapes
            return ()


class ManifestAlone(PortalModuleRule):
    code = "BND304"
    slug = "manifest-without-bundle"
    title = "A Portal that declares a manifest declares its Bundle too"
    since = "0.1.0"
    why = "The apk declares components whose code is not in it: the app crashes when the system starts one of them."
    help = "Declare the Bundle, or remove its manifest."
    messages: ClassVar = {"alone": "the manifest of {key} is declared, the Bundle is not"}
    sources = (f"{BUNDLE_GUIDE}, Bundle project package",)
    bad: ClassVar = {"app/build.gradle": _example("manifest 'com.example:a-build:1.0.0:AndroidManifest@xml'")}
    good: ClassVar = {
        "app/build.gradle": _example(
            "bundle 'com.example:a-build:1.0.0@jar'", "manifest 'com.example:a-build:1.0.0:AndroidManifest@xml'"
        )
    }

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Look the Bundle of each manifest up; one for development only is not in the release."""
        if any(one.key is None for one in subject.bundles):
            return  # it may be one of those that are not known
        for one in subject.manifests:
            if one.key is not None and not any(
                bundle.is_dev <= one.is_dev for bundle in subject.declared.get(one.key, ())
            ):
                yield self.found("alone", one.at(), key=one.key)


class DebugPackage(PortalModuleRule):
    code = "BND305"
    slug = "raw-bundle-released"
    title = "What is released has no debug packages of Bundles"
    since = "0.1.0"
    why = "A debug package (:raw) is not obfuscated and may be debugged: whoever has the app reads the code."
    help = "Declare the release package, without :raw; this is an error where portal.release is true."
    messages: ClassVar = {"raw": "{key} is declared as a debug package (:raw)", "remove": "declare the release package"}
    sources = (f"{BUNDLE_GUIDE}, Bundle project package",)
    fixable = "unsafe"
    bad: ClassVar = {"app/build.gradle": _example("bundle 'com.example:a-build:1.0.0:raw@jar'")}
    good: ClassVar = {"app/build.gradle": _example("bundle 'com.example:a-build:1.0.0@jar'")}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Look at the classifiers."""
        for one in subject.bundles:
            if one.classifier == _RAW and not one.is_dev:
                severity = _severity(one)
                fixes = self._fixes(one)
                yield self.found(
                    "raw", one.at("classifier"), severity=severity, fixes=fixes, key=one.key or one.notation
                )

    def _fixes(self, one: Declared) -> tuple[Fix, ...]:
        piece, script = one.piece("classifier"), one.of.script
        # In the notation with names (``classifier: 'raw'``) a quote stands before it, and no colon.
        if piece is None or script is None or not piece.is_written or script.text[piece.start - 1] != ":":
            return ()
        return edit("remove", one.of.script_path, [TextEdit(start=piece.start - 1, end=piece.end, text="")])


class Snapshot(PortalModuleRule):
    code = "BND306"
    slug = "snapshot-released"
    title = "What is released has no snapshots of Bundles"
    since = "0.1.0"
    why = "A snapshot can change under the same version: the app that was tested cannot be built again."
    help = "Publish the Bundle in a version without -SNAPSHOT; this is an error where portal.release is true."
    messages: ClassVar = {"snapshot": "{key} is declared in the snapshot {version}", "manifest": "and its manifest"}
    sources = (f"{BUNDLE_GUIDE}, Bundle compilation and packing results",)
    bad: ClassVar = {"app/build.gradle": _example("bundle 'com.example:a-build:1.0-SNAPSHOT@jar'")}
    good: ClassVar = {"app/build.gradle": _example("bundle 'com.example:a-build:1.0.0@jar'")}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Look at the versions."""
        found: dict[tuple[str, str | None], list[Declared]] = {}
        for one in (*subject.bundles, *subject.manifests):
            if one.version is not None and one.version.endswith(SNAPSHOT) and not one.is_dev:
                found.setdefault((one.key or one.notation, one.version), []).append(one)
        for (key, version), several in found.items():
            bundles = [one for one in several if one.configuration in BUNDLES] or several
            beside = [one for one in several if one not in bundles]  # told with the first of the Bundles
            for number, one in enumerate(bundles):
                yield self._snapshot(one, key, version, beside if number == 0 else ())

    def _snapshot(self, one: Declared, key: str, version: str | None, manifests: Iterable[Declared]) -> Finding:
        related = [Related(location=other.at("version"), message="manifest") for other in manifests]
        severity = _severity(one)
        return self.found("snapshot", one.at("version"), severity=severity, related=related, key=key, version=version)


def _catalogue(one: Declared) -> VersionCatalogue | None:
    """The version catalogue that lacks what is declared by its alias; None where the settings may add it."""
    if one.coordinate is None or not one.coordinate.alias:
        return None
    settings = one.of.build.settings_script
    if settings is not None and "versionCatalogs" in settings.text:
        return None
    return one.of.variables.catalogues.get(one.unresolved[0].partition(".")[0])


def _is_the_same(one: Declared, other: Declared) -> bool:
    """Whether two declarations are written alike, with nothing beside the notation."""
    plain = all(len(each.statement.args) == 1 and not each.statement.blocks for each in (one, other))
    return plain and one.value.text == other.value.text


def _line(one: Declared) -> int:
    span = one.at().span
    return span.start_line if span is not None else 0


def _severity(one: Declared) -> Severity | None:
    return in_release(is_release=bool(one.of.build.options.get("portal.release")) and not one.conditions)
