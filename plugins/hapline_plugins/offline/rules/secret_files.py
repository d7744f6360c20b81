"""Files in which tools keep passwords and tokens, among the files of a package."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.archives import ArchiveError
from hapline_hooks import Finding, Severity, Unreadable
from hapline_plugins.offline.content.files import Odd, PackageFile
from hapline_plugins.offline.content.secret_names import may_hold_secrets, secret_name
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.rules.guide import GENERATE
from hapline_plugins.offline.rules.of_content import ContentRule


class SecretFile(ContentRule):
    code = "OFP506"
    slug = "secret-file"
    title = "No file in which tools keep passwords or tokens is among the files of a package"
    severity = "warning"
    since = "0.1.0"
    why = (
        "Everybody who has the app has its packages. hapline does not pack what begins with a dot; whoever zips the "
        "folder by hand does."
    )
    help = (
        "Keep it outside of the folder that is packed. Change the password or token where a package with it was given "
        "away."
    )
    messages: ClassVar = {
        "beside": "{name} lies among the files of the package, and tools keep passwords and tokens in it",
        "packed": "{name} is in the package, and tools keep passwords and tokens in it",
    }
    secret = True
    sources = (GENERATE,)
    bad: ClassVar = {"trips/20171228/.env": "API_TOKEN=abc\n"}
    good: ClassVar = {"trips/20171228/.env.example": "API_TOKEN=abc\n", "trips/20171228/.npmrc": "engine-strict=true\n"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at the names of all files, also of those that are not packed, and into those that may hold nothing."""
        message = "packed" if subject.built else "beside"
        severity: Severity = "error" if subject.built else "warning"
        every: tuple[PackageFile | Odd, ...] = (*subject.content.files, *subject.content.odd)
        for one in every:
            name = secret_name(one.path)
            if name and may_hold_secrets(name, _bytes_of(subject, one)):
                yield self.found(message, subject.locate(one), severity=severity, name=name)


def _bytes_of(content: PackageContent, one: PackageFile | Odd) -> bytes:
    try:
        return content.source(content.locate(one))
    except (Unreadable, ArchiveError):
        return b""
