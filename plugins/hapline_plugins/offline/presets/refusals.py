"""Why ``verify`` refuses a package: the errors of its rules on archives, on names and on signatures."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hapline_hooks import Phrase, noun
from hapline_plugins.offline.rules import built, built_names, signatures
from hapline_plugins.offline.rules.of_built import PackageRule
from hapline_plugins.offline.verifying.built import BuiltAmr, Expected

if TYPE_CHECKING:
    from hapline_plugins.offline.amr.package import AmrPackage
    from hapline_plugins.offline.keys.public import PublicKey


@noun
class Refusal:
    """One reason.

    Attributes:
        code: The rule. reason: What it says.
    """

    code: str
    reason: Phrase


def refusals(package: AmrPackage, keys: Sequence[PublicKey] = ()) -> Iterator[Refusal]:
    """The errors; severities that a project sets for itself, and what it ignores, make no package any safer.

    Args:
        package: The package. keys: What it is verified with; without any, of its signatures that is found which is
            wrong whatever the key.
    """
    from hapline_plugins.offline.keys.published import published_keys
    from hapline_plugins.offline.limits import Limits
    from hapline_plugins.offline.target import Target

    expected = Expected(target=Target(), keys=tuple(keys), limits=Limits(), sdk_keys=published_keys)
    subject = BuiltAmr(package.path, expected, package=package)
    for module in (built, built_names, signatures):
        for _, rule in inspect.getmembers(module, _is_rule):
            for found in rule().check(subject):
                if (found.severity or rule.severity) == "error":
                    yield Refusal(code=rule.code, reason=Phrase(rule.messages[found.message], **found.args))


def _is_rule(member: object) -> bool:
    return inspect.isclass(member) and issubclass(member, PackageRule) and member is not PackageRule
