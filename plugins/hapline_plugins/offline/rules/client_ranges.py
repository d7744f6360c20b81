"""The app versions that a package is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding
from hapline_plugins.offline.client_versions import (
    PARTS,
    ClientVersions,
    client_versions,
    is_higher,
    is_version,
    meant,
)
from hapline_plugins.offline.descriptor.described import FILE, Described
from hapline_plugins.offline.rules.guide import API, CREATE, GENERATE
from hapline_plugins.offline.rules.of_descriptor import DescriptorRule, at, fix, has_problem, is_said
from hapline_plugins.offline.source.project import OfflineProject

_GOOD: dict[str, str] = {f"trips/{FILE}": "{}"}
_MIN, _MAX = "clientVersionMin", "clientVersionMax"


class ClientVersionMin(DescriptorRule):
    code = "OFP110"
    slug = "client-version-min"
    title = "A package says from which app versions on it is delivered, for each platform that it is for"
    since = "0.1.0"
    why = "The service wants all three parts with their semicolons; a part in the wrong place is another platform's."
    help = "Write iOS;Android;Harmony such as 1.0.0;1.0.0;1.0.0, and leave a part empty for a platform that has no app."
    messages: ClassVar = {
        "missing": "clientVersionMin is missing",
        "parts": "{name} must have three parts, iOS;Android;Harmony, not {given}",
        "version": "{name}: the part of {platform} is no version: {part}",
        "none": "clientVersionMin names no version for {platform}",
        "others": "the package is for {platform} alone, and {name} has a part for {other}",
        "fill": "write {wanted}",
        "empty": "write {wanted}",
    }
    fixable = "unsafe"
    sources = (CREATE, API)
    bad: ClassVar = {f"trips/{FILE}": '{ clientVersionMin: "1.0.0" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at the parts."""
        if has_problem(it, _MIN):
            return
        text = it.client_version_min
        if not text.strip(";"):
            yield from self._nothing(project, it)
        elif (versions := client_versions(text)) is None:
            wanted = ";".join(text if one in meant(it.platform) else "" for one in PARTS)
            fixes = fix(project, "fill", "set", (_MIN,), wanted) if is_version(text) else ()
            yield self.found("parts", at(project, _MIN), fixes=fixes, name=_MIN, given=repr(text), wanted=wanted)
        else:
            yield from wrong_parts(self, project, _MIN, versions)
            for platform in meant(it.platform):
                if it.platform != "all" and not versions.of(platform):
                    yield self.found("none", at(project, _MIN), platform=platform)

    def _nothing(self, project: OfflineProject, it: Described) -> Iterator[Finding]:
        wanted = ";".join("1.0.0" if one in meant(it.platform) else "" for one in PARTS)
        fixes = fix(project, "fill", "set", (_MIN,), wanted)
        if is_said(project, _MIN):
            platform = [*meant(it.platform)]
            yield self.found("none", at(project, _MIN), fixes=fixes, platform=platform, wanted=wanted)
        else:
            yield self.found("missing", at(project, _MIN), fixes=fixes, wanted=wanted)


class ClientVersionMax(DescriptorRule):
    code = "OFP111"
    slug = "client-version-max"
    title = "A package is delivered to later versions of the app too"
    severity = "warning"
    since = "0.1.0"
    why = "Once the app is newer than the highest version that is named, it gets no package, and nobody is told."
    help = "Leave clientVersionMax out: all later versions are meant then. Otherwise name all platforms in it."
    messages: ClassVar = {
        "set": "later versions of the app than {given} get nothing",
        "parts": "{name} must have three parts, iOS;Android;Harmony, not {given}",
        "version": "{name}: the part of {platform} is no version: {part}",
        "others": "the package is for {platform} alone, and {name} has a part for {other}",
        "some": "clientVersionMax has a part for {named} and none for {platform}; for all it has every part or none",
        "below": "the highest version for {platform}, {highest}, is below the least, {least}",
        "remove": "remove clientVersionMax",
        "empty": "write {wanted}",
    }
    fixable = "unsafe"
    sources = (CREATE, API)
    bad: ClassVar = {f"trips/{FILE}": '{ clientVersionMax: "2.0.0;2.0.0;2.0.0" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at the parts, and compare them with the least versions."""
        text, place = it.client_version_max, at(project, _MAX)
        if not text.strip(";"):
            return
        fixes = fix(project, "remove", "remove", (_MAX,))
        yield self.found("set", place, fixes=fixes, given=text)
        highest = client_versions(text)
        if highest is None:
            yield self.found("parts", place, severity="error", name=_MAX, given=repr(text))
            return
        yield from wrong_parts(self, project, _MAX, highest)
        least = client_versions(it.client_version_min) or ClientVersions("", "", "")
        named = [one for one in PARTS if highest.of(one)]
        for one in PARTS:
            if it.platform == "all" and least.of(one) and not highest.of(one):
                yield self.found("some", place, severity="error", named=named, platform=one)
            elif (
                is_version(highest.of(one)) and is_version(least.of(one)) and is_higher(least.of(one), highest.of(one))
            ):
                yield self.found(
                    "below", place, severity="error", platform=one, highest=highest.of(one), least=least.of(one)
                )


class IosProductVersion(DescriptorRule):
    code = "OFP112"
    slug = "ios-product-version"
    title = "The least iOS version that a package is for is below the Product Version of the app"
    since = "0.1.0"
    why = "Clients whose Product Version is not higher than the least version get no package."
    help = (
        "Name a version below that in Info.plist; 1.0.0 does. The rule is for configurations with offline.iosVersion."
    )
    messages: ClassVar = {
        "high": "the least version for iOS is {least}, and the app's Product Version is {product}",
        "option": "offline.iosVersion is no version: {product}",
    }
    sources = (GENERATE, CREATE)
    bad: ClassVar = {f"trips/{FILE}": '{ clientVersionMin: "2.0.0;1.0.0;1.0.0" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Compare both."""
        product = project.context.settings.text("offline.iosVersion") if project.context else ""
        versions = client_versions(it.client_version_min)
        if not product:
            return
        if not is_version(product):
            yield self.found("option", at(project, _MIN), severity="warning", product=repr(product))
        elif versions is not None and is_version(versions.ios) and not is_higher(product, versions.ios):
            yield self.found("high", at(project, _MIN), least=versions.ios, product=product)


def wrong_parts(
    rule: DescriptorRule, project: OfflineProject, name: str, versions: ClientVersions
) -> Iterator[Finding]:
    """Parts that are no versions, and those of platforms that the package is not for."""
    platform = project.described.platform
    for one in PARTS:
        part = versions.of(one)
        if part and one not in meant(platform):
            wanted = ";".join(versions.of(other) if other in meant(platform) else "" for other in PARTS)
            fixes = fix(project, "empty", "set", (name,), wanted)
            yield rule.found(
                "others",
                at(project, name),
                severity="warning",
                fixes=fixes,
                name=name,
                platform=platform,
                other=one,
                wanted=wanted,
            )
        elif part and not is_version(part):
            yield rule.found("version", at(project, name), severity="error", name=name, platform=one, part=repr(part))
