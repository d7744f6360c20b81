"""Cases of the rules on dependencies: from the oh-package.json5 of source, and from built packages."""

from __future__ import annotations

import json
from typing import Any

from plugins.harmony.cases import Case

PROFILE = "build-profile.json5"


def needs(*names: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 JSON
    """A package whose module depends on these, with further members of ``module``."""
    return {"module": {"dependencies": [{"moduleName": name} for name in names], **more}}


def uses(**paths: str) -> dict[str, Any]:
    """An oh-package.json5 whose dependencies are exactly these."""
    found = {"dependencies": {alias: f"file:../{path}" for alias, path in paths.items()}}
    return {"raw": json.dumps(found, indent=2)}


def shape(*values: str) -> dict[str, Any]:
    """A distribution filter on the shape of the screen."""
    return {"screenShape": {"policy": "include", "value": list(values)}}


CASES = [
    Case(
        rule="HOS401",
        name="a name that no package has",
        packages={"entry.hap": needs("nope"), "lib.hsp": "{}"},
        expect=("entry.hap!module.json:1:644 HOS401 entry depends on nope, which is not in this app",),
        official=("AGC 9",),
    ),
    Case(rule="HOS401", name="a name that a package has", packages={"entry.hap": needs("lib"), "lib.hsp": "{}"}),
    Case(
        rule="HOS401",
        name="an empty name",
        packages={"entry.hap": needs(""), "lib.hsp": "{}"},
        expect=('entry.hap!module.json:1:644 HOS401 entry depends on "", which is not in this app',),
        official=("AGC 9",),
    ),
    Case(
        rule="HOS401",
        name="a single package does not show what else is in the app",
        packages={"entry.hap": needs("nope")},
    ),
    Case(
        rule="HOS401",
        name="a package that cannot be read may be the one",
        packages={"entry.hap": needs("lib"), "feat.hap": "{}", "lib.hsp": "{ rawFile: 'no archive' }"},
    ),
    Case(
        rule="HOS401",
        name="a module of another bundle is looked for elsewhere",
        packages={
            "entry.hap": '{ module: { dependencies: [{ bundleName: "com.other", moduleName: "nope" }] } }',
            "lib.hsp": "{}",
        },
    ),
    Case(
        rule="HOS401",
        name="no module name in the own and in another bundle",
        packages={
            "entry.hap": '{ module: { dependencies: [{}, { bundleName: "com.other" }, { moduleName: null }] } }',
            "lib.hsp": "{}",
        },
        expect=(
            "entry.hap!module.json:1:644 HOS401 entry has a dependency without moduleName",
            "entry.hap!module.json:1:648 HOS401 entry has a dependency without moduleName",
            "entry.hap!module.json:1:677 HOS401 entry has a dependency without moduleName",
        ),
        official=("java:java.lang.NullPointerException", "java:java.lang.NullPointerException"),
    ),
    Case(
        rule="HOS401",
        name="a bundle name of null",
        packages={
            "entry.hap": '{ module: { dependencies: [{ bundleName: null, moduleName: "lib" }] } }',
            "lib.hsp": "{}",
        },
        expect=(
            (
                "entry.hap!module.json:1:644 HOS401 entry depends on lib of a bundle that is null: "
                "leave bundleName out, or write a name"
            ),
        ),
        official=("java:java.lang.NullPointerException",),
    ),
    Case(
        rule="HOS401",
        name="the own bundle name is null, which another rule says",
        packages={
            "entry.hap": '{ app: { bundleName: null }, module: { dependencies: [{ moduleName: "lib" }] } }',
            "lib.hsp": "{}",
        },
    ),
    Case(
        rule="HOS401",
        name="a module that is not in the product",
        source={
            PROFILE: {
                "modules": [
                    {"name": "entry", "srcPath": "./entry"},
                    {"name": "lib", "srcPath": "./lib", "targets": [{"name": "default", "applyToProducts": ["big"]}]},
                ]
            }
        },
        expect=("entry/oh-package.json5:5:20 HOS401 entry depends on lib, which is not in this app",),
    ),
    Case(
        rule="HOS401",
        name="missing through a har, which both modules use",
        source={
            PROFILE: {
                "modules": [
                    {"name": "entry", "srcPath": "./entry"},
                    {"name": "feat", "srcPath": "./feat"},
                    {"name": "util", "srcPath": "./util"},
                    {"name": "lib", "srcPath": "./lib", "targets": [{"name": "default", "applyToProducts": ["big"]}]},
                ]
            },
            "entry/oh-package.json5": uses(util="util"),
            "feat/oh-package.json5": uses(util="util"),
            "util/oh-package.json5": uses(lib="lib"),
        },
        expect=("util/oh-package.json5:3:12 HOS401 util depends on lib, which is not in this app",),
    ),
    Case(
        rule="HOS401",
        name="a har is compiled in and need not be in the app",
        source={"entry/oh-package.json5": uses(util="util")},
    ),
    Case(
        rule="HOS402",
        name="two libraries need each other",
        packages={"entry.hap": "{}", "a.hsp": needs("b"), "b.hsp": needs("a")},
        expect=("b.hsp!module.json:1:481 HOS402 the dependencies run in a circle: a > b > a",),
        official=("10016009",),
    ),
    Case(
        rule="HOS402",
        name="a library needs itself",
        packages={"entry.hap": "{}", "a.hsp": needs("a")},
        expect=("a.hsp!module.json:1:481 HOS402 the dependencies run in a circle: a > a",),
        official=("10016009",),
    ),
    Case(
        rule="HOS402",
        name="a circle that the entry leads into is reported once, without the way to it",
        packages={"entry.hap": needs("a", "b"), "a.hsp": needs("b"), "b.hsp": needs("c"), "c.hsp": needs("a")},
        expect=("c.hsp!module.json:1:481 HOS402 the dependencies run in a circle: a > b > c > a",),
        official=("10016009",),
    ),
    Case(
        rule="HOS402",
        name="a circle that is closed twice is one circle",
        packages={"entry.hap": "{}", "a.hsp": needs("b"), "b.hsp": needs("a", "a")},
        expect=("b.hsp!module.json:1:481 HOS402 the dependencies run in a circle: a > b > a",),
        official=("10016009",),
    ),
    Case(
        rule="HOS402",
        name="a diamond is no circle",
        packages={"entry.hap": needs("a", "b"), "a.hsp": needs("c"), "b.hsp": needs("c"), "c.hsp": "{}"},
    ),
    Case(
        rule="HOS402",
        name="back to the entry, which another rule says",
        packages={"entry.hap": needs("lib"), "lib.hsp": needs("entry")},
    ),
    Case(
        rule="HOS402",
        name="libraries that share no device type",
        packages={
            "entry.hap": "{}",
            "a.hsp": needs("b", deviceTypes=["phone"]),
            "b.hsp": needs("a", deviceTypes=["tablet"]),
        },
    ),
    Case(
        rule="HOS402",
        name="libraries of another bundle are not followed",
        packages={
            "entry.hap": "{}",
            "a.hsp": '{ module: { dependencies: [{ bundleName: "com.other", moduleName: "a" }] } }',
        },
    ),
    Case(
        rule="HOS402",
        name="filters that keep them apart do not save a service",
        packages={
            "entry.hap": "{}",
            "a.hsp": {**needs("b"), "filter": shape("circle")},
            "b.hsp": {**needs("a"), "filter": shape("rect")},
        },
        expect=(
            (
                "b.hsp!module.json:1:546 HOS402 the dependencies run in a circle through modules that filters keep "
                "apart: a > b > a; the packing tool dies of it"
            ),
        ),
        official=("java:java.lang.StackOverflowError",),
    ),
    Case(
        rule="HOS402",
        name="filters that keep them apart save an app that is no service",
        packages={
            "entry.hap": '{ app: { bundleType: "app" }, module: { installationFree: false } }',
            "a.hsp": {
                "app": {"bundleType": "app"},
                **needs("b", installationFree=False),
                "filter": shape("circle"),
            },
            "b.hsp": {
                "app": {"bundleType": "app"},
                **needs("a", installationFree=False),
                "filter": shape("rect"),
            },
        },
    ),
    Case(
        rule="HOS402",
        name="filters apart on the way, and a name that no package has",
        packages={
            "entry.hap": "{}",
            "a.hsp": {**needs("nope", "b"), "filter": shape("circle")},
            "b.hsp": {**needs(), "filter": shape("rect")},
        },
    ),
    Case(
        rule="HOS402",
        name="an empty filter keeps a library apart from itself",
        packages={
            "entry.hap": "{}",
            "a.hsp": {**needs("b"), "filter": shape()},
            "b.hsp": {**needs("a"), "filter": {"apiVersion": {"policy": "include", "value": []}}},
        },
        expect=("b.hsp!module.json:1:546 HOS402 the dependencies run in a circle: a > b > a",),
        official=("java:java.lang.StackOverflowError",),
    ),
    Case(
        rule="HOS402",
        name="two libraries need each other through a har",
        source={
            "lib/src/main/module.json5": '{ module: { type: "shared" } }',
            "feat/src/main/module.json5": '{ module: { type: "shared" } }',
            "lib/oh-package.json5": uses(util="util"),
            "util/oh-package.json5": uses(feat="feat"),
            "feat/oh-package.json5": uses(lib="lib"),
        },
        expect=("feat/oh-package.json5:3:12 HOS402 the dependencies run in a circle: lib > feat > lib",),
        official=("10016009",),
    ),
    Case(
        rule="HOS402",
        name="a har that needs the library it is compiled into",
        source={"util/oh-package.json5": uses(lib="lib")},
    ),
    Case(
        rule="HOS403",
        name="a library needs the entry",
        packages={"entry.hap": "{}", "lib.hsp": needs("entry")},
        expect=("lib.hsp!module.json:1:483 HOS403 lib depends on entry, whose type is entry",),
        official=("10016009",),
    ),
    Case(
        rule="HOS403",
        name="the entry needs a feature, by path",
        source={"entry/oh-package.json5": uses(feat="feat")},
        expect=("entry/oh-package.json5:3:13 HOS403 entry depends on feat, whose type is feature",),
        official=("10016009",),
    ),
    Case(
        rule="HOS403",
        name="a har needs a feature, and two modules are built with it",
        source={
            "entry/oh-package.json5": uses(util="util"),
            "lib/oh-package.json5": uses(util="util"),
            "util/oh-package.json5": uses(feat="feat"),
        },
        expect=("util/oh-package.json5:3:13 HOS403 util depends on feat, whose type is feature",),
        official=("10016009",),
    ),
    Case(
        rule="HOS403",
        name="on other devices the packing tool does not mind",
        packages={"entry.hap": needs("feat"), "feat.hap": '{ module: { deviceTypes: ["tablet"] } }'},
        expect=("entry.hap!module.json:1:644 HOS403 entry depends on feat, whose type is feature",),
        official=(),
    ),
    Case(
        rule="HOS403",
        name="a library of the same name on this device, a feature on another",
        packages={
            "entry.hap": needs("lib"),
            "other.hap": '{ module: { name: "lib", deviceTypes: ["tablet"] } }',
            "lib.hsp": "{}",
        },
    ),
    Case(
        rule="HOS403",
        name="an entry of another bundle is nothing to us",
        packages={
            "entry.hap": "{}",
            "lib.hsp": '{ module: { dependencies: [{ bundleName: "com.other", moduleName: "entry" }] } }',
        },
    ),
    Case(
        rule="HOS404",
        name="another bundle, in a service",
        packages={"entry.hap": '{ module: { dependencies: [{ bundleName: "com.other", moduleName: "lib" }] } }'},
        expect=("entry.hap!module.json:1:644 HOS404 entry depends on lib of another bundle, com.other",),
        official=(),
    ),
    Case(
        rule="HOS404",
        name="another bundle, in an app",
        packages={
            "entry.hap": '{ app: { bundleType: "app" }, '
            'module: { installationFree: false, dependencies: [{ bundleName: "com.other", moduleName: "lib" }] } }'
        },
        expect=("entry.hap!module.json:1:635 HOS404 entry depends on lib of another bundle, com.other",),
    ),
    Case(
        rule="HOS404",
        name="the own bundle by name",
        packages={
            "entry.hap": '{ module: { dependencies: [{ bundleName: "com.atomicservice.sample", moduleName: "lib" }] } }'
        },
    ),
    Case(
        rule="HOS404",
        name="names that are null, which another rule says",
        packages={
            "entry.hap": '{ module: { dependencies: [{ bundleName: "com.other" }, '
            '{ bundleName: null, moduleName: "a" }] } }'
        },
    ),
    Case(
        rule="HOS404",
        name="no bundle name of its own, which another rule says",
        packages={
            "entry.hap": '{ remove: ["app.bundleName"], '
            'module: { dependencies: [{ bundleName: "com.other", moduleName: "lib" }] } }'
        },
    ),
    Case(
        rule="HOS405",
        name="the library lacks two device types",
        packages={
            "entry.hap": needs("lib", deviceTypes=["phone", "tablet", "tablet", "2in1"]),
            "lib.hsp": '{ module: { deviceTypes: ["phone", "tv"] } }',
        },
        expect=("entry.hap!module.json:1:672 HOS405 entry depends on lib, which does not ship for tablet, 2in1",),
        official=(),
    ),
    Case(
        rule="HOS405",
        name="the library ships for more",
        packages={"entry.hap": needs("lib"), "lib.hsp": '{ module: { deviceTypes: ["tablet", "phone"] } }'},
    ),
    Case(
        rule="HOS405",
        name="two libraries of the name, one for each device type",
        packages={
            "entry.hap": needs("lib", deviceTypes=["phone", "tablet"]),
            "lib.hsp": "{}",
            "lib_tablet.hsp": '{ module: { name: "lib", deviceTypes: ["tablet"] } }',
        },
    ),
    Case(
        rule="HOS405",
        name="a library that is missing altogether, which another rule says",
        packages={"entry.hap": needs("nope"), "lib.hsp": "{}"},
    ),
    Case(
        rule="HOS405",
        name="a feature, which another rule says",
        packages={"entry.hap": needs("feat"), "feat.hap": '{ module: { deviceTypes: ["tablet"] } }'},
    ),
    Case(
        rule="HOS405",
        name="another bundle is not compared",
        packages={
            "entry.hap": '{ module: { dependencies: [{ bundleName: "com.other", moduleName: "lib" }] } }',
            "lib.hsp": '{ module: { deviceTypes: ["tablet"] } }',
        },
    ),
    Case(
        rule="HOS405",
        name="through a har, with a device type of null",
        source={
            "entry/oh-package.json5": uses(util="util"),
            "entry/src/main/module.json5": '{ module: { deviceTypes: ["phone", null] } }',
            "lib/oh-package.json5": uses(),
            "util/oh-package.json5": uses(lib="lib"),
        },
        expect=("util/oh-package.json5:3:12 HOS405 entry depends on lib, which does not ship for null",),
    ),
    Case(
        rule="HOS405",
        name="the device types of the target count",
        source={
            "lib/src/main/module.json5": '{ module: { deviceTypes: ["phone", "tablet"] } }',
            "entry/src/main/module.json5": '{ module: { deviceTypes: ["phone", "tablet"] } }',
            "lib/build-profile.json5": '{ targets: [{ name: "default", config: { deviceType: ["phone"] } }] }',
        },
        expect=("entry/oh-package.json5:5:20 HOS405 entry depends on lib, which does not ship for tablet",),
    ),
    Case(
        rule="HOS406",
        name="the same library twice",
        packages={"entry.hap": needs("lib", "a", "lib"), "lib.hsp": "{}", "a.hsp": "{}"},
        expect=("entry.hap!module.json:1:688 HOS406 entry lists its dependency on lib twice",),
        official=(),
    ),
    Case(
        rule="HOS406",
        name="the same name in two bundles",
        packages={
            "entry.hap": '{ module: { dependencies: [{ moduleName: "lib" }, '
            '{ bundleName: "com.other", moduleName: "lib" }, { bundleName: "com.other", moduleName: "lib" }] } }',
            "lib.hsp": "{}",
        },
    ),
    Case(
        rule="HOS406",
        name="two without a name, which another rule says",
        packages={"entry.hap": "{ module: { dependencies: [{}, {}] } }", "lib.hsp": "{}"},
    ),
    Case(
        rule="HOS406",
        name="two aliases of one folder are one dependency",
        source={"entry/oh-package.json5": uses(lib="lib", same="lib")},
    ),
]
