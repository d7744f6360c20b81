"""Whitelists of DexPatch, in source and given to ``verify``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Location, Phrase
from hapline_plugins.hotpatch.rules.base import DEXPATCH_GUIDE, GUIDE, HotpatchRule
from hapline_plugins.hotpatch.verifying.whitelists import WhitelistFile

_SETTINGS = "PatchType: dexpatch\nHostDex: true\n"


class WhitelistForm(HotpatchRule[WhitelistFile]):
    code = "HOT521"
    slug = "dexpatch-whitelist"
    title = "A whitelist of DexPatch names classes as the vendor's tool reads them"
    since = "0.1.0"
    why = (
        "A class that is written otherwise is passed over without a word: the patch is built, delivered, and does not "
        "mend it."
    )
    help = "Write one class a line, as Lcom.example.Main$Inner, then PatchType: dexpatch and HostDex: true."
    messages: ClassVar = {
        "problem": "{reason}",
        "better": "{reason}; it should be {better}",
        "unreadable": "{reason}",
    }
    subject = WhitelistFile
    sources = (
        f"{DEXPATCH_GUIDE}, 5.2.1.3 Troubleshooting logs",
        f"{GUIDE}, 5.6 FAQ",
        "developer.aliyun.com/article/787028",
    )
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": "apply plugin: 'com.android.application'\n// com.mpaas.android:hotfix\n",
        "app/white.txt": f"com/example/Main;\n{_SETTINGS}",
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": "apply plugin: 'com.android.application'\n// com.mpaas.android:hotfix\n",
        "app/white.txt": f"Lcom.example.Main\n{_SETTINGS}",
    }

    def check(self, subject: WhitelistFile) -> Iterable[Finding]:
        """Say what was found when it was read."""
        if subject.error is not None:
            error = subject.error
            place = Location(path=subject.path, span=error.span)
            yield self.found("unreadable", place, reason=Phrase(error.template, **error.fields))
        for one in subject.problems:
            place = Location(path=subject.path, span=one.span)
            if one.suggestion:
                yield self.found("better", place, severity=one.severity, reason=one.text, better=one.suggestion)
            else:
                yield self.found("problem", place, severity=one.severity, reason=one.text)
