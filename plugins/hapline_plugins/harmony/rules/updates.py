"""Updates: what must change from one build of an app to the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Related
from hapline_plugins.harmony.apps import Update
from hapline_plugins.harmony.module import APPLICATION
from hapline_plugins.harmony.rules.base import HarmonyRule


class VersionRises(HarmonyRule[Update]):
    code = "HOS512"
    slug = "version-rises"
    title = "versionCode rises from build to build"
    since = "0.1.0"
    why = "The store and devices take only a higher versionCode as an update."
    help = "Raise versionCode in app.json5."
    messages: ClassVar = {
        "lower": "versionCode is {value}, lower than that of the earlier build: {earlier}",
        "same": "versionCode is {value}, as in the earlier build",
        "other_bundle": "the earlier build is of another bundle: {name}",
        "earlier": "the earlier build",
    }
    subject = Update
    sources = ("app-configuration-file, versionCode",)
    bad: ClassVar = {"entry.hap": "{}", "base/entry.hap": "{ app: { versionCode: 1000000 } }"}
    good: ClassVar = {
        "entry.hap": "{ app: { versionCode: 1000001 } }",
        "base/entry.hap": "{ app: { versionCode: 1000000 } }",
    }

    def check(self, subject: Update) -> Iterable[Finding]:
        """Compare the two numbers."""
        old, new = subject.before.first, subject.after.first
        if old.bundle_name != new.bundle_name:
            yield self.found(
                "other_bundle",
                new.at(*APPLICATION, "bundleName"),
                of=subject.after,
                severity="warning",
                name=old.bundle_name or "null",
            )
        elif new.version_code <= old.version_code and all(one.was_read("app", "versionCode") for one in (old, new)):
            is_lower = new.version_code < old.version_code
            related = Related(location=old.at(*APPLICATION, "versionCode"), message="earlier")
            yield self.found(
                "lower" if is_lower else "same",
                new.at(*APPLICATION, "versionCode"),
                of=subject.after,
                # Builds of one version are compared too, for their sizes.
                severity=None if is_lower else "warning",
                related=[related],
                value=new.version_code,
                earlier=old.version_code,
            )
