"""What the rules of this plugin share: the guide that they come from, and what they judge."""

from __future__ import annotations

from typing import TypeVar

from hapline.rules import PlainRule, edit, in_release
from hapline_hooks import Subject
from hapline_plugins.hotpatch.source.build import HotpatchBuild
from hapline_plugins.hotpatch.source.modules import AppModule

__all__ = [
    "DEXPATCH_GUIDE",
    "GUIDE",
    "INSTANTRUN_GUIDE",
    "AppRule",
    "BuildRule",
    "HotpatchRule",
    "edit",
    "in_release",
]

S = TypeVar("S", bound=Subject)
GUIDE = "mPaaS Mobile Delivery Service guide, 5. Hotpatch"
DEXPATCH_GUIDE = "mPaaS Mobile Delivery Service guide, 5.2.1 DexPatch integration method"
INSTANTRUN_GUIDE = "mPaaS Mobile Delivery Service guide, 5.2.2 InstantRun integration method"


class HotpatchRule(PlainRule[S]):
    """A rule of this plugin."""


class BuildRule(HotpatchRule[HotpatchBuild]):
    """A rule about one build."""

    subject = HotpatchBuild


class AppRule(HotpatchRule[AppModule]):
    """A rule about one app."""

    subject = AppModule
