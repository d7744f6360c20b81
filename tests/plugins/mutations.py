"""Negates each condition of a rule, one at a time, so that tests can see whether its cases notice."""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import types
from collections.abc import Iterator, Sequence
from typing import Any

from hapline.engine.report import Report
from hapline_hooks import Rule

AnyRule = type[Rule[Any]]


def survivors(rule: AnyRule, reports: Sequence[Report]) -> list[str]:
    """The conditions of a rule whose opposite says the same of what its cases were judged to be."""
    wanted = [findings(rule, report) for report in reports]
    found: list[str] = []
    for where, mutant in mutants(rule):
        try:
            same = all(findings(mutant, report) == want for report, want in zip(reports, wanted, strict=True))
        except Exception:  # noqa: BLE001 a mutant that crashes is noticed
            same = False
        if same:
            found.append(where)
    return found


def _conditions(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Every condition: the node that holds it, the field, and the index in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node, "test", None
        elif isinstance(node, ast.comprehension):
            for index in range(len(node.ifs)):
                yield node, "ifs", index


def _negated(node: ast.AST, field: str, index: int | None) -> None:
    old = getattr(node, field) if index is None else getattr(node, field)[index]
    new = ast.copy_location(ast.UnaryOp(op=ast.Not(), operand=old), old)
    if index is None:
        setattr(node, field, new)
    else:
        getattr(node, field)[index] = new


def mutants(rule: AnyRule) -> Iterator[tuple[str, AnyRule]]:
    """The rule with each condition of its class negated in turn, and where the condition stands."""
    module = importlib.import_module(rule.__module__)
    source = inspect.getsource(module)
    tree = ast.parse(source)
    holder = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == rule.__name__)
    count = len(list(_conditions(holder)))
    for number in range(count):
        changed = copy.deepcopy(tree)
        own = next(node for node in changed.body if isinstance(node, ast.ClassDef) and node.name == rule.__name__)
        node, field, index = list(_conditions(own))[number]
        condition = getattr(node, field) if index is None else getattr(node, field)[index]
        where = f"{rule.__name__} line {condition.lineno}"
        _negated(node, field, index)
        twin = types.ModuleType(module.__name__)
        twin.__file__ = module.__file__
        exec(compile(ast.fix_missing_locations(changed), str(module.__file__), "exec"), vars(twin))  # noqa: S102 our own source
        yield where, vars(twin)[rule.__name__]


def findings(rule: AnyRule, report: Report) -> list[str]:
    judge = rule()
    found: list[str] = []
    for subject in report.subjects:
        if isinstance(subject, rule.subject):
            found += [repr(one) for one in judge.check(subject)]
    return found
