"""What all rules of this plugin are. Nothing of the source is imported for it."""

from __future__ import annotations

from typing import TypeVar

from hapline.rules import PlainRule, in_release
from hapline_hooks import Subject

__all__ = ["BUNDLE_GUIDE", "GUIDE", "PORTAL_GUIDE", "PortalRule", "in_release"]

S = TypeVar("S", bound=Subject)
GUIDE = "mPaaS component-based framework guide"
BUNDLE_GUIDE = f"{GUIDE}, Bundle project"
PORTAL_GUIDE = f"{GUIDE}, Portal project"


class PortalRule(PlainRule[S]):
    """A rule of this plugin."""
