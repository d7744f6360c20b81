"""Makes odd modules at random: what a module.json holds, with other JSON values in the place of any part."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_SCALARS = (None, True, False, 0, 1, -1, 1.5, 2**40, "", "null", "a", "true", "[]", "{}", "{", "entity.system.home")


_FLAGS = (True, True, False)


class Maker:
    """Makes what a module.json holds; now and then another JSON value in the place of any part."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def odd(self, depth: int = 0) -> object:
        kind = self.chance.randint(0, 5) if depth < 2 else 0
        if kind == 4:
            return [self.odd(depth + 1) for _ in range(self.chance.randint(0, 2))]
        if kind == 5:
            return {name: self.odd(depth + 1) for name in ("name", "moduleName", "uri") if self.chance.random() < 0.5}
        return self.chance.choice(_SCALARS)

    def one_of(self, *values: object) -> object:
        return self.odd() if self.chance.random() < 0.04 else self.chance.choice(values)

    def some(self, make: Callable[[], object], most: int = 3) -> object:
        return self.one_of([make() for _ in range(self.chance.randint(0, most))])

    def record(self, **values: object) -> object:
        return self.one_of({key: value for key, value in values.items() if self.chance.random() < 0.9})

    def flag(self) -> object:
        return self.one_of(*_FLAGS)

    def name(self) -> object:
        return self.one_of("a", "b", "c", "d")

    def named(self) -> object:
        return self.record(moduleName=self.name())

    def ability(self) -> object:
        skill = {"entities": ["entity.system.home"], "actions": self.some(lambda: "action.system.home", 1)}
        return self.record(
            name=self.one_of("A", "B", "C"),
            skills=self.some(lambda: self.one_of(skill, {}), 1),
            continueType=self.some(self.name, 1),
            continueBundleName=self.some(self.name, 1),
            type=self.one_of("embeddedUI", "form"),
        )

    def filter(self) -> object:
        keys = ("apiVersion", "screenShape", "screenWindow", "countryCode")
        return self.one_of(None, {key: self.condition() for key in self.chance.sample(keys, 2)})

    def condition(self) -> object:
        return self.record(policy=self.one_of("include", "exclude"), value=self.some(self.name))

    def app(self, bundle_type: str) -> object:
        return self.record(
            bundleName="own",
            bundleType=self.one_of(bundle_type),
            versionCode=self.one_of(1, 2),
            versionName="1.0",
            minAPIVersion=self.one_of(50000012, 10),
            debug=self.flag(),
            compileSdkType=self.one_of("HarmonyOS"),
            asanEnabled=self.flag(),
            tsanEnabled=self.flag(),
            **({"targetBundleName": self.one_of("own", "other")} if self.chance.random() < 0.1 else {}),
            **({"multiAppMode": self.odd()} if self.chance.random() < 0.1 else {}),
        )

    def module(self) -> object:
        rare = {
            key: self.odd()
            for key in ("deviceType", "proxyData", "skillProfiles", "targetModuleName", "package", "Preloads")
            if self.chance.random() < 0.1
        }
        return self.record(
            name=self.name(),
            type=self.one_of("entry", "feature", "shared", "shared", "har", "skill"),
            deviceTypes=self.some(lambda: self.one_of("phone", "tablet", "default")),
            installationFree=self.flag(),
            dependencies=self.some(self.named),
            atomicService=self.record(preloads=self.some(self.named)),
            abilities=self.some(self.ability),
            extensionAbilities=self.some(self.ability, 1),
            metadata=self.some(lambda: self.record(name="filter", resource="$profile:filter"), 1),
            proxyDatas=self.some(lambda: self.record(uri=self.name()), 2),
            mainElement=self.one_of("A", "B"),
            pages=self.one_of("$profile:main_pages"),
            querySchemes=self.one_of([], ["s"] * 51),
            requestPermissions=self.some(lambda: self.record(name="ohos.permission.kernel.SUPPORT_PLUGIN"), 1),
            executableBinaryPaths=self.some(self.odd, 1),
            deliveryWithInstall=self.flag(),
            **rare,
        )

    def descriptions(self, count: int) -> list[object]:
        """The module.json of each module of an app."""
        kinds = ("app", "shared", "appService", "appPlugin", "skill")
        kind = "atomicService" if self.chance.random() < 0.7 else self.chance.choice(kinds)
        return [self.record(app=self.app(kind), module=self.module()) for _ in range(count)]
