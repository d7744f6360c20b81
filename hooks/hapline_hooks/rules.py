"""Rules: one class each, with all that is known about the rule as data on the class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Generic, TypeVar

from hapline_hooks.findings import Finding, Severity
from hapline_hooks.nouns import noun
from hapline_hooks.subjects import Subject

S = TypeVar("S", bound=Subject)

Example = Mapping[str, str]
"""Files of an example by path: each a JSON5 snippet that is merged over the plugin's sample project."""


class Rule(Generic[S]):
    """Something that a subject must satisfy.

    Everything that is shown of a rule (``explain``, the documentation, SARIF, the configuration schema) is
    generated from these class variables, and the examples are run as tests.

    Attributes:
        code: The rule's code: the plugin's prefix and three digits, such as ``HOS203``. Never used again.
        slug: A short name in words, such as ``preload-target-missing``.
        title: One sentence that states what must hold.
        severity: How grave a finding is unless the finding or the configuration says otherwise.
        since: The hapline version in which it appeared.
        why: What goes wrong otherwise, and when it would be noticed without hapline.
        help: What to do about it.
        messages: Texts by id, with ``{name}`` fields; fixes and related places take theirs from here too.
        subject: The class of subject it judges, with all that are derived from it. A rule on ``Project`` judges the
            projects of all plugins, a rule on ``Workspace`` all of them together.
        official: Codes of the vendor's tools that it answers to. Numbers (``10016011``) and ``java:...`` are the
            packing tool's, by which ``--profile official`` goes; those of others begin with a word (``AGC 6``).
        sources: Where the requirement is written: the vendor's guide and section, a tool's source file.
        fixable: ``safe``, ``unsafe`` or ``no``. secret: Whether the line it points at must not be shown.
        bad: An example with a finding. good: The same example mended.
    """

    code: ClassVar[str]
    slug: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity] = "error"
    since: ClassVar[str]
    why: ClassVar[str]
    help: ClassVar[str]
    messages: ClassVar[Mapping[str, str]]
    subject: ClassVar[type[Subject]]
    official: ClassVar[tuple[str, ...]] = ()
    sources: ClassVar[tuple[str, ...]] = ()
    fixable: ClassVar[str] = "no"
    secret: ClassVar[bool] = False
    bad: ClassVar[Example]
    good: ClassVar[Example]

    def check(self, subject: S) -> Iterable[Finding]:
        """Yield what is to be said about the subject; never print, never exit, never write.

        What is wrong in a file of the user's is a finding. A ``HaplineError`` or a reader's error that is raised all
        the same is said with its place, and ends what the rule says of this subject; anything else is a crash.
        """
        raise NotImplementedError


@noun
class RuleFamily:
    """Rules that live in one module, which is imported only when one of their subjects is present.

    Attributes:
        name: The family's name in plain words, such as ``preloads``.
        module: The module that holds its rule classes.
        subjects: The kinds of subject that its rules judge. They decide when the module is imported, and no more: which
            subjects a rule is given is said by its own ``subject``. The kind of a project followed by ``[]``, such as
            ``notes.project[]``, stands for the ``Workspace`` where it holds such a project: of rules that judge all
            projects together the module is then imported only where there is something for them.
        codes: What the codes of its rules begin with: three capital letters, the plugin's own, and digits as needed.
    """

    name: str
    module: str
    subjects: frozenset[str]
    codes: str = ""
