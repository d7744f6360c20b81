"""What the rules of this plugin share: the guide that they come from, and what they judge."""

from __future__ import annotations

from hapline.rules import PlainRule, edit, in_release
from hapline_plugins.hotpatch.source.build import HotpatchBuild
from hapline_plugins.hotpatch.source.modules import AppModule

__all__ = ["DEXPATCH_GUIDE", "GUIDE", "INSTANTRUN_GUIDE", "AppRule", "BuildRule", "edit", "in_release"]

GUIDE = "mPaaS Mobile Delivery Service guide, 5. Hotpatch"
DEXPATCH_GUIDE = "mPaaS Mobile Delivery Service guide, 5.2.1 DexPatch integration method"
INSTANTRUN_GUIDE = "mPaaS Mobile Delivery Service guide, 5.2.2 InstantRun integration method"


class BuildRule(PlainRule[HotpatchBuild]):
    """A rule about one build."""

    subject = HotpatchBuild


class AppRule(PlainRule[AppModule]):
    """A rule about one app."""

    subject = AppModule
