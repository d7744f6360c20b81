"""Built apps: the Bundles that are files in a Portal's apk, its folders, its merged manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Severity
from hapline_plugins.portal.built.apps import BuiltSet
from hapline_plugins.portal.built.bundle_jar import BundleJar
from hapline_plugins.portal.built.opened import ANDROID_MANIFEST, tried
from hapline_plugins.portal.built.portal_apk import PortalApk
from hapline_plugins.portal.rules.rule import BUNDLE_GUIDE, PORTAL_GUIDE, PortalRule, in_release

_GOOD: dict[str, str] = {"portal.apk": "{}"}
_NAMED = 3
"""Bundles that are named of those that are not in each folder."""


class DynamicBundle(PortalRule[PortalApk]):
    code = "BND706"
    slug = "dynamic-bundle"
    title = "A Bundle that is loaded dynamically exports its packages and has no ContentProvider"
    since = "0.1.0"
    why = (
        "Android makes ContentProviders before the framework can load any Bundle: the class is not found, and the app "
        "stops when it starts. Of a Bundle that exports nothing no class is found."
    )
    help = "List the Bundle in slinks, or move the provider to one that is static; set exportPackages."
    messages: ClassVar = {
        "provider": "{name} has its code in a file of its own and declares the ContentProvider {providers}",
        "exports": "{name} has its code in a file of its own and exports nothing",
    }
    subject = PortalApk
    sources = (f"{PORTAL_GUIDE}, slinks",)
    bad: ClassVar = {"portal.apk": '{ bundles: { armeabi: { cashier: { manifest: { "Export-Package": null } } } } }'}
    good = _GOOD

    def check(self, subject: PortalApk) -> Iterable[Finding]:
        """Look at the Bundles with code."""
        manifest = tried(subject.android_manifest)
        components = manifest.components if manifest is not None else ()
        declared = {one.name for one in components if one.kind == "provider"}
        for bundle in subject.bundles:
            says, classes = bundle.manifest, bundle.known_classes
            if says is None or not classes or bundle.is_official:
                continue
            providers = sorted(declared.intersection(classes) | set(says.providers))
            if providers:
                place = bundle.at("Provider-Name")
                yield self.found("provider", place, name=says.name, providers=providers)
            if not says.export_packages:
                yield self.found("exports", bundle.at("Export-Package"), name=says.name)


class AbiFolders(PortalRule[PortalApk]):
    code = "BND708"
    slug = "bundle-abi-folder"
    title = "Every folder of native libraries in a Portal's apk holds the Bundles"
    since = "0.1.0"
    why = (
        "Android installs the libraries of one folder only, the best that the phone knows: where the Bundles lie in "
        "armeabi alone, phones that take arm64-v8a or armeabi-v7a get none of them, and the app does not start."
    )
    help = "Set abiFilters 'armeabi' in the Portal, so that no other folder is packed."
    messages: ClassVar = {"missing": "Bundles lie in {homes} that are not in {folders} ({count}): {bundles}"}
    subject = PortalApk
    sources = (f"{PORTAL_GUIDE}, slinks", "Android developers, Android ABIs")
    bad: ClassVar = {"portal.apk": '{ libraries: ["arm64-v8a/libcrypto.so"] }'}
    good: ClassVar = {"portal.apk": '{ libraries: ["armeabi/libcrypto.so"] }'}

    def check(self, subject: PortalApk) -> Iterable[Finding]:
        """Compare the folders."""
        homes: dict[str, set[str]] = {}
        for bundle in subject.bundles:
            homes.setdefault(bundle.name, set()).add(_abi(bundle))
        missing = {name: set(subject.abis) - found for name, found in homes.items()}
        names = sorted(name for name, folders in missing.items() if folders)
        if names:
            yield self.found(
                "missing",
                next(bundle for bundle in subject.bundles if bundle.name == names[0]).location(),
                bundles=names[:_NAMED],
                count=len(names),
                homes=sorted(set().union(*[homes[name] for name in names])),
                folders=sorted(set().union(*missing.values())),
            )


class MergedManifest(PortalRule[BuiltSet]):
    code = "BND709"
    slug = "built-for-release"
    title = "A Portal's apk declares each component and authority once, and what is released cannot be debugged"
    since = "0.1.0"
    why = (
        "Of two components with one name, and of two providers with one authority, the system takes one. Whoever has "
        "an app that can be debugged, or a Bundle that is not obfuscated, reads its code and data."
    )
    help = (
        "Declare a component or an authority in one place only, the app or one Bundle. Release an app that is not "
        "android:debuggable, and Bundles that are obfuscated: this is an error where portal.release is true."
    )
    messages: ClassVar = {
        "component": "the {kind} {name} is declared {times} times",
        "authority": "{name} and {other} both have the authority {authority}",
        "debuggable": "the app can be debugged",
        "raw": "{name} is a debug package (raw)",
    }
    subject = BuiltSet
    sources = (
        "Android developers, <provider>, authorities, and <application>, debuggable",
        f"{BUNDLE_GUIDE}, Bundle compilation and packing results",
    )
    bad: ClassVar = {
        "portal.apk": '{ components: [["provider", "com.example.A", "com.example.files"], '
        '["provider", "com.example.B", "com.example.files"]] }'
    }
    good: ClassVar = {
        "portal.apk": '{ components: [["provider", "com.example.A", "com.example.a"], '
        '["provider", "com.example.B", "com.example.b"]] }'
    }

    def check(self, subject: BuiltSet) -> Iterable[Finding]:
        """Look at the merged manifest, and at the names of the jars."""
        mild = in_release(is_release=subject.is_release)
        if subject.apk is not None:
            yield from self._manifest(subject.apk, mild)
        for jar in subject.jars:
            if jar.name.lower().endswith("-raw.jar"):
                yield self.found("raw", jar.location(), severity=mild, name=jar.name)

    def _manifest(self, apk: PortalApk, mild: Severity | None) -> Iterator[Finding]:
        manifest, place = tried(apk.android_manifest), apk.location(ANDROID_MANIFEST)
        if manifest is None:
            return
        for (kind, name), times in Counter((one.kind, one.name) for one in manifest.components).items():
            if times > 1:
                yield self.found("component", place, severity="warning", kind=kind, name=name, times=times)
        owners: dict[str, str] = {}
        for one in manifest.components:
            for authority in one.authorities:
                other = owners.setdefault(authority, one.name)
                if other != one.name:
                    yield self.found("authority", place, name=one.name, other=other, authority=authority)
        if manifest.debuggable:
            yield self.found("debuggable", place, severity=mild)


def _abi(bundle: BundleJar) -> str:
    return bundle.inner[-1].split("/")[1]
