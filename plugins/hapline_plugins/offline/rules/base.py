"""What the rules of this plugin share: the guide that they come from, and the class that they are derived from."""

from __future__ import annotations

from typing import TypeVar

from hapline.rules import PlainRule
from hapline_hooks import Subject

S = TypeVar("S", bound=Subject)
GUIDE = "mPaaS Mobile Delivery Service guide, 6. Manage HTML5 offline packages"
SEEN = "read off packages that the service made"


class OfflineRule(PlainRule[S]):
    """A rule of this plugin."""
