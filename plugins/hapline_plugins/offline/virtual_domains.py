"""Virtual domains: what they may look like (MDS guide, 6.1)."""

from __future__ import annotations

import re

from hapline_hooks import Phrase

_LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
"""Underscores are no part of a host name, and apps in use have them all the same."""
_DOMAIN = rf"{_LABEL}(?:\.{_LABEL})+"
_LONGEST = 253 - len("20171228.")


def domain_problem(domain: str) -> Phrase | None:
    """What is wrong with a virtual domain such as ``h5app.com``, as the end of a sentence; None where nothing is."""
    if "://" in domain:
        return Phrase("has a scheme; it must be the domain alone")
    if re.fullmatch(r"[^/?#]*:[0-9]*", domain):
        return Phrase("has a port; it must be the domain alone")
    if "/" in domain or "?" in domain or "#" in domain:
        return Phrase("has a path; it must be the domain alone")
    if len(domain) > _LONGEST or re.fullmatch(_DOMAIN, domain) is None:
        return Phrase("is no domain")
    return None
