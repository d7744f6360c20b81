"""Cases of the rules on preloads."""

from __future__ import annotations

from plugins.harmony.cases import Case

ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"


def _preloads(*names: str) -> str:
    items = ", ".join(f'{{ moduleName: "{name}" }}' for name in names)
    return f"{{ module: {{ atomicService: {{ preloads: [{items}] }} }} }}"


CASES = [
    Case(
        rule="HOS201",
        name="the same module twice",
        source={ENTRY: _preloads("feat", "lib", "feat")},
        expect=(f"{ENTRY}:30:9 HOS201 entry preloads feat twice",),
        official=("10016011",),
    ),
    Case(rule="HOS201", name="two modules once each", source={ENTRY: _preloads("feat", "lib")}),
    Case(
        rule="HOS201",
        name="twice in an app that is no atomic service",
        source={
            "AppScope/app.json5": '{ app: { bundleType: "app" } }',
            ENTRY: _preloads("feat", "feat"),
        },
    ),
    Case(
        rule="HOS201",
        name="no code where there are no device types",
        packages={
            "entry.hap": '{ module: { deviceTypes: [], atomicService: { preloads: [{ moduleName: "a" }, { moduleName: "a" }] } } }',
            "a.hsp": "{}",
        },
        expect=("entry.hap!module.json:1:625 HOS201 entry preloads a twice",),
        official=(),
    ),
]
