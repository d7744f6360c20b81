"""Workspaces as the benchmarks make them: services of ten modules, or one of them all, written as people write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PER_SERVICE = 10
_ABILITIES = """
    "abilities": [
      {
        "name": "EntryAbility", // the only one
        "srcEntry": "./ets/entryability/EntryAbility.ets",
        "description": "$string:EntryAbility_desc",
        "icon": "$media:icon",
        "label": "$string:EntryAbility_label",
        "startWindowIcon": "$media:icon",
        "startWindowBackground": "$color:start_window_background",
        "exported": true,
        "skills": [{ "entities": ["entity.system.home"], "actions": ["ohos.want.action.home"] }],
      },
    ],
    "mainElement": "EntryAbility","""
_MODULE = """/*
 * Copyright of the example company.
 */
{
  "module": {
    "name": "%(name)s",
    "type": "%(type)s",
    "description": "$string:module_desc",
    "deviceTypes": ["phone", "tablet"],
    "deliveryWithInstall": true,
    "installationFree": true,
    "pages": "$profile:main_pages",%(abilities)s
    "atomicService": {
      // opened next
      "preloads": [%(preloads)s],
    },
  },
}
"""
_MODULE_PROFILE = """{
  "apiType": "stageMode",
  "buildOption": {},
  "targets": [{ "name": "default", "runtimeOS": "HarmonyOS" }, { "name": "ohosTest" }],
}
"""
_OHPM = """{
  "name": "%(name)s",
  "version": "1.0.0",
  "description": "One of many.",
  "main": "Index.ets",
  "author": "",
  "license": "Apache-2.0",
  "dependencies": {%(dependencies)s},
}
"""
_APP = """{
  "app": {
    "bundleName": "com.atomicservice.bench%(number)d",
    "bundleType": "atomicService",
    "vendor": "example",
    "versionCode": 1000000,
    "versionName": "1.0.0",
    "icon": "$media:app_icon",
    "label": "$string:app_name",
  },
}
"""
_PROFILE = """{
  "app": {
    "signingConfigs": [],
    "products": [{ "name": "default", "compatibleSdkVersion": "5.0.0(12)", "runtimeOS": "HarmonyOS" }],
  },
  "modules": [
%(modules)s
  ],
}
"""
_LISTED = """    {
      "name": "%(name)s",
      "srcPath": "./%(name)s",
      "targets": [{ "name": "default", "applyToProducts": ["default"] }],
    },"""


def write(root: Path, modules: int, per_service: int = PER_SERVICE) -> None:
    """Write a workspace of so many modules."""
    for number, first in enumerate(range(0, modules, per_service)):
        folder = root / f"service{number:04}" if per_service < modules else root
        for path, content in _service(number, min(per_service, modules - first)):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")


def _service(number: int, count: int) -> Iterator[tuple[str, str]]:
    names = ["entry", *(f"part{index}" for index in range(1, count))]
    yield "AppScope/app.json5", _APP % {"number": number}
    yield "build-profile.json5", _PROFILE % {"modules": "\n".join(_LISTED % {"name": name} for name in names)}
    yield "oh-package.json5", '{ "modelVersion": "5.0.0", "name": "bench", "version": "1.0.0", "dependencies": {} }\n'
    for index, name in enumerate(names):
        following = names[index + 1 : index + 3]
        facts = {
            "name": name,
            "type": "shared" if index else "entry",
            "abilities": "" if index else _ABILITIES,
            "preloads": ", ".join(f'{{ "moduleName": "{one}" }}' for one in following),
            "dependencies": ", ".join(f'"{one}": "file:../{one}"' for one in (following if index else ())),
        }
        yield f"{name}/src/main/module.json5", _MODULE % facts
        yield f"{name}/src/main/resources/base/profile/main_pages.json", '{ "src": ["pages/Index"] }\n'
        yield f"{name}/build-profile.json5", _MODULE_PROFILE
        yield f"{name}/oh-package.json5", _OHPM % facts
        tasks = "hspTasks" if index else "hapTasks"
        yield f"{name}/hvigorfile.ts", f"export {{ {tasks} }} from '@ohos/hvigor-ohos-plugin';\n"
