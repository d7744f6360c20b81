"""The fixes of the rules on settings, as diffs."""

from __future__ import annotations

from plugins.harmony import sample
from plugins.harmony.fixing import fixed

APP = "AppScope/app.json5"
ENTRY = "entry/src/main/module.json5"
LIB = "lib/src/main/module.json5"
OWN = "com.atomicservice.sample"


def _continued(*names: str) -> sample.Json:
    return {"module": {"abilities": [{"name": "EntryAbility", "continueBundleName": list(names)}]}}


def test_deduplicate_har_goes_where_it_cannot_be() -> None:
    changes: dict[str, str | sample.Json] = {LIB: {"module": {"deduplicateHar": True}}}
    taken_out = f'{LIB}\n-    "installationFree": true,\n-    "deduplicateHar": true\n+    "installationFree": true'
    assert fixed(changes, unsafe=True) == taken_out
    assert fixed(changes) == ""


def test_the_own_bundle_name_is_taken_out_of_continue_bundle_name() -> None:
    assert fixed({ENTRY: _continued("com.other", OWN, OWN)}) == (
        f'{ENTRY}\n-          "com.other",\n-          "{OWN}",\n-          "{OWN}"\n+          "com.other"'
    )


def test_a_name_that_is_the_own_in_one_product_only_is_left_to_people() -> None:
    changes: dict[str, str | sample.Json] = {
        ENTRY: _continued(OWN),
        "build-profile.json5": {
            "app": {"products": [{"name": "default"}, {"name": "other", "bundleName": "com.other"}]},
            "modules": [{"name": "entry", "srcPath": "./entry"}],
        },
    }
    assert fixed(changes) == ""
    assert f'-          "{OWN}"' in fixed(changes, unsafe=True)


def test_a_priority_without_a_target_goes() -> None:
    changes: dict[str, str | sample.Json] = {
        APP: {"app": {"targetPriority": 1}},
        LIB: {"module": {"targetPriority": 2}},
    }
    assert fixed(changes, unsafe=True) == (
        f'{APP}\n-    "label": "$string:app_name",\n-    "targetPriority": 1\n+    "label": "$string:app_name"\n'
        f'{LIB}\n-    "installationFree": true,\n-    "targetPriority": 2\n+    "installationFree": true'
    )
    assert fixed(changes) == ""


def test_what_else_is_wrong_with_an_overlay_is_left_to_people() -> None:
    changes: dict[str, str | sample.Json] = {LIB: {"module": {"targetModuleName": "lib", "requestPermissions": []}}}
    assert fixed(changes, unsafe=True) == ""
