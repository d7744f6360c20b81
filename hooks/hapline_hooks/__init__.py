"""The contract between hapline and its plugins: nouns and hooks, without input or output of their own."""

from hapline_hooks.changes import Change, Generator
from hapline_hooks.deliverables import Deliverable, Packager
from hapline_hooks.findings import SEVERITIES, Finding, Related, Severity
from hapline_hooks.fixes import Fix, JsonEdit, TextEdit
from hapline_hooks.nouns import noun, replace
from hapline_hooks.options import ConfigSection, Option, OptionType
from hapline_hooks.phrases import Phrase
from hapline_hooks.places import Keys, Location, Span, symbol
from hapline_hooks.rules import Example, Rule, RuleFamily
from hapline_hooks.settings import Settings
from hapline_hooks.spec import NAME, impl
from hapline_hooks.subjects import (
    Artifact,
    ArtifactSet,
    Comparison,
    Entry,
    Project,
    Subject,
    Tree,
    Unreadable,
    VerifyRequest,
    Workspace,
)

API = (1, 0)
"""The version of this contract. A plugin states the one it was written for as ``hapline_api``: the first
number must be equal, the second not above ours."""

__all__ = [
    "API",
    "NAME",
    "SEVERITIES",
    "Artifact",
    "ArtifactSet",
    "Change",
    "Comparison",
    "ConfigSection",
    "Deliverable",
    "Entry",
    "Example",
    "Finding",
    "Fix",
    "Generator",
    "JsonEdit",
    "Keys",
    "Location",
    "Option",
    "OptionType",
    "Packager",
    "Phrase",
    "Project",
    "Related",
    "Rule",
    "RuleFamily",
    "Settings",
    "Severity",
    "Span",
    "Subject",
    "TextEdit",
    "Tree",
    "Unreadable",
    "VerifyRequest",
    "Workspace",
    "impl",
    "noun",
    "replace",
    "symbol",
]
