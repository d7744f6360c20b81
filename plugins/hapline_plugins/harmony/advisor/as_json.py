"""The account as versioned JSON, for other programs; all sizes are bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from hapline_plugins.harmony.advisor.account import Account
from hapline_plugins.harmony.advisor.downloads import Delivery, Fetch
from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.growth import Change, Growth, ModuleGrowth
from hapline_plugins.harmony.advisor.loads import Load, Part, Total
from hapline_plugins.harmony.advisor.plan import Plan
from hapline_plugins.harmony.advisor.scales import Content
from hapline_plugins.harmony.module import Module

VERSION = 1
"""Raised when a field changes its meaning or goes away; new fields may come at any time."""
Json = dict[str, object]


class Translate(Protocol):
    """Puts a text into the user's language."""

    def __call__(self, text: str, /) -> str:
        """The text."""


def render(accounts: Sequence[Account], notes: Sequence[str], translate: Translate) -> str:
    """Accounts as one JSON object.

    Args:
        accounts: The accounts. notes: What was said about how the files were found. translate: For reasons.
    """
    apps = [_app(one, translate) for one in accounts]
    content = {"version": VERSION, "limitBroken": any(one.broken for one in accounts), "notes": [*notes], "apps": apps}
    return json.dumps(content, ensure_ascii=False, indent=2)


def _app(one: Account, translate: Translate) -> Json:
    first = one.scales.bundle.first
    version = first.app.get("versionName")
    return {
        "files": one.scales.files,
        "bundleName": first.bundle_name,
        "bundleType": first.bundle_type_text or None,
        "versionName": version if isinstance(version, str) else None,
        "versionCode": first.version_code,
        "predicted": one.scales.bundle.predicted,
        "counted": translate(one.counted),
        "limitBroken": one.broken,
        "packages": [_package(one, module, translate) for module in one.scales.bundle.modules],
        "totals": [_sum(total) for total in one.now.totals],
        "missingDependencies": [{"module": module.label, "dependency": name} for module, name in one.missing],
        "circle": [*one.circle],
        "duplicates": [
            {
                "sha256": found.sha256,
                "size": found.size,
                "saves": found.saved(),
                "copies": [_content(copy, translate) for copy in found.copies],
            }
            for found in one.duplicates
        ],
        "sharing": _sharing(one),
        "plan": _plan(one, one.plan) if one.plan else None,
        "downloads": [_delivery(delivery) for delivery in one.deliveries],
        "growth": [_growth(growth) for growth in one.growth],
    }


def _package(one: Account, module: Module, translate: Translate) -> Json:
    contents = one.scales.contents[module]
    size = one.scales.sizes[module]
    return {
        "module": module.label,
        "file": module.file,
        "type": module.type,
        "deviceTypes": [*module.devices],
        "bytes": size,
        "withDependencies": [_sum(load) for load in one.now.loads if load.package is module],
        "contents": [_content(content, translate, file=False) for content in contents],
        "otherBytes": size - sum(content.bytes for content in contents),
    }


def _sum(one: Load | Total) -> Json:
    return {
        "devices": [*one.devices],
        "bytes": one.bytes,
        "limit": one.limit or None,
        "headroom": one.headroom,
        "parts": _parts(one.parts),
    }


def _parts(parts: Iterable[Part]) -> list[Json]:
    return [{"module": package.label, "bytes": size} for package, size in parts]


def _content(one: Content, translate: Translate | None = None, *, file: bool = True) -> Json:
    found: Json = {"module": one.module.label} if file else {}
    found |= {"name": one.name, "bytes": one.bytes, "size": one.entry.size}
    if translate is not None:
        found["stays"] = translate(one.stays) or None
    return found


def _after(draft: Draft) -> Json:
    return {
        "packages": [{"module": load.package.label} | _sum(load) for load in draft.loads],
        "totals": [_sum(total) for total in draft.totals],
    }


def _sharing(one: Account) -> Json | None:
    if not one.shared:
        return None
    sets = [
        {
            "modules": [module.label for module in shared.modules],
            "into": shared.label,
            "new": shared.home is None,
            "saves": shared.saved,
            "delete": [_content(content) for content in shared.gone],
        }
        for shared in one.shared
    ]
    return {"sets": sets, "after": _after(one.sharing)}


def _plan(one: Account, plan: Plan) -> Json:
    return {
        "reached": plan.reached,
        "steps": [
            {"kind": step.kind, "into": step.into or None, "contents": [_content(content) for content in step.contents]}
            for step in plan.steps
        ],
        "newPackages": [new.label for new in plan.draft.new],
        "after": _after(plan.draft),
        "stuck": [
            {"module": stuck.package.label if isinstance(stuck, Load) else None} | _sum(stuck) for stuck in plan.stuck
        ],
        "onDemandInstead": [
            {"module": other.module.label, "dependency": other.dependency.label, "bytes": other.bytes}
            for other in one.on_demand
        ],
        "roomIn": [module.label for module in one.rooms],
    }


def _delivery(one: Delivery) -> Json:
    return {
        "devices": [*one.devices],
        "first": _fetch(one.first),
        "preloads": [_fetch(fetch) for fetch in one.preloads],
        "neverPreloaded": [
            _fetch(waiting.fetch)
            | {
                "preloads": [_fetch(fetch) for fetch in waiting.preloads],
                "couldBePreloadedBy": [module.label for module in waiting.sources],
            }
            for waiting in one.waiting
        ],
    }


def _fetch(one: Fetch) -> Json:
    by = {"by": one.by.label} if one.by is not None else {}
    return {"module": one.module.label} | by | {"bytes": one.bytes, "packages": _parts(one.parts)}


def _growth(one: Growth) -> Json:
    return {
        "files": one.before.files,
        "bytes": one.bytes,
        "modules": [_module_growth(module) for module in one.modules],
        "changes": [_change(change) for change in one.changes],
    }


def _module_growth(one: ModuleGrowth) -> Json:
    def figures(both: tuple[int, int] | None) -> Mapping[str, int] | None:
        return None if both is None else {"bytes": both[0], "size": both[1]}

    return {
        "module": one.label,
        "bytes": one.bytes,
        "size": one.size,
        "before": figures(one.before),
        "after": figures(one.after),
    }


def _change(one: Change) -> Json:
    return {
        "kind": one.kind,
        "bytes": one.bytes,
        "size": one.size,
        "before": None if one.before is None else _content(one.before),
        "after": None if one.after is None else _content(one.after),
    }
