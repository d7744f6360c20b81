"""One module of an app: what its module.json says, in source or built, as the packing tool would read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from hapline_hooks import Keys, Location, Subject
from hapline_plugins.harmony import coercion, filters
from hapline_plugins.harmony.coercion import Crash
from hapline_plugins.harmony.reading import (
    ALL,
    APP,
    BUNDLE_NAME_MISSING,
    FA_KEY_MISSING,
    GENERAL,
    KEY_MISSING,
    PARSE_ERROR,
    URI_MISSING,
    Problem,
    Reader,
)

if TYPE_CHECKING:
    from hapline_plugins.harmony.bundle import Bundle

MODULE: Keys = ("module",)
APPLICATION: Keys = ("app",)
NO_LEVEL = -1
"""An API level that is not given."""


class Dependency(NamedTuple):
    """One dependency: which module of which bundle, and where it is written (in source, in oh-package.json5)."""

    bundle: str | None
    module: str | None
    keys: Keys
    place: Location | None = None


class Preload(NamedTuple):
    """One entry of ``atomicService.preloads``; the name is None where it has none."""

    module: str | None
    keys: Keys


class Ability(NamedTuple):
    """One ability or extension ability."""

    name: str | None
    keys: Keys
    json: Mapping[str, object]


Contents = Sequence[tuple[str, int]]
"""What is in a package: names, and the bytes that each takes in it."""
Where = Callable[[Keys, Literal["value", "key"]], Location]
"""Turns a symbolic path in module.json into a place: in source, ``app`` stands in another file than ``module``."""


class Module(Subject):
    """A module with its fields read once; every field has a value, and what could not be read is in ``problems``.

    Attributes:
        json: The object with ``app`` and ``module``. file: ``entry.hap``, or in source the module's folder.
        suffix: ``.hap``, ``.hsp``, or empty where it is neither (a har). profiles: Profile resources by name.
        problems: What the packing tool cannot read. bundle: The app that it is part of.
    """

    kind = "harmony.module"

    def __init__(  # noqa: PLR0913 a module is made in two places only, and all of this belongs to it
        self,
        json: Mapping[str, object],
        *,
        file: str,
        suffix: str,
        where: Where,
        place: Location,
        source: Callable[[Location], bytes],
        profiles: Callable[[str], str | None],
        contents: Callable[[], Contents] | None = None,
        natives: Callable[[], Sequence[str]] = tuple,
        resolved: Iterable[Dependency] | None = None,
        is_stage: bool = True,
    ) -> None:
        """Read the fields.

        Args:
            json: The object with ``app`` and ``module``. file: Its name in the app. suffix: See above.
            where: Finds places in its files. place: The module as a whole: the package, or its folder.
            source: Reads the files that places are in.
            profiles: Text of a profile resource (``main_pages.json``); None where there is none.
            contents: Names and sizes of what is in the package; None for source.
            natives: Names of native libraries in it.
            resolved: Dependencies that are not in ``json``: in source they stand in oh-package.json5.
            is_stage: Whether it is of the stage model; the older FA model has config.json.
        """
        self.json = json
        self.file = file
        self.suffix = suffix
        self.profiles = profiles
        self.contents = contents
        self.natives = natives
        self.is_stage = is_stage
        self.bundle: Bundle | None = None
        self._where = where
        self.place = place
        self._source = source
        reader = Reader(json)
        self.problems: list[Problem] = reader.problems
        app, module = reader.section("app", ALL), reader.section("module", ALL)
        self.app, self.has_app = app or {}, app is not None
        self.module, self.has_module = module or {}, module is not None
        self._read_app(reader)
        self._read_module(reader)
        self.dependencies = list(resolved) if resolved is not None else self._dependencies(reader)
        self._read_parts(reader)

    def at(self, *keys: str | int, on: Literal["value", "key"] = "value") -> Location:
        """The place of a symbolic path, such as ``module.at("module", "name")``."""
        return self._where(keys, on)

    def source(self, location: Location) -> bytes:
        """The file of a place in this module."""
        return self._source(location)

    def was_read(self, *keys: str) -> bool:
        """Whether a value could be read; where not, a rule of its own says so, and nothing can be compared with it."""
        return not any(all(map(str.__eq__, map(str, problem.keys), keys)) for problem in self.problems)

    @property
    def is_hap(self) -> bool:
        """Whether it is packed as a HAP."""
        return self.suffix == ".hap"

    @property
    def is_hsp(self) -> bool:
        """Whether it is packed as an HSP."""
        return self.suffix == ".hsp"

    @cached_property
    def label(self) -> str:
        """Its name for messages; its file where it has none."""
        return self.name or self.file

    def _read_app(self, reader: Reader) -> None:
        app, at = self.app, APPLICATION
        missing = KEY_MISSING if self.is_stage else FA_KEY_MISSING
        if self.has_app and "bundleName" not in app:
            reader.missing((*at, "bundleName"), BUNDLE_NAME_MISSING, ALL)
        self.bundle_name = coercion.text(app.get("bundleName"))
        self.build_version = coercion.text(app.get("buildVersion", ""))
        for key in ("versionCode", "versionName"):
            if self.has_app and key not in app:
                reader.missing((*at, key), missing, APP)
        if not self.is_stage:
            self._read_fa(reader)
        self.version_code = reader.value(app, at, "versionCode", coercion.integer, 0)
        self.min_compatible = reader.value(app, at, "minCompatibleVersionCode", coercion.integer, self.version_code)
        self.min_api = reader.value(app, at, "minAPIVersion", coercion.integer, NO_LEVEL, ALL)
        self.target_api = reader.value(app, at, "targetAPIVersion", coercion.integer, NO_LEVEL)
        self.release_type = coercion.text(app.get("apiReleaseType", ""))
        groups = reader.value(app, at, "assetAccessGroups", coercion.required_sequence, ())
        self.asset_groups = [coercion.text(one) for one in groups]
        self.target_bundle = coercion.text(app.get("targetBundleName", ""))
        self.app_priority = reader.value(app, at, "targetPriority", coercion.integer, 0)
        self.debug = bool(reader.value(app, at, "debug", coercion.boolean, False))  # noqa: FBT003
        self.sdk_type = coercion.text(app.get("compileSdkType", ""))
        self.bundle_type_text = coercion.text_or_empty(app.get("bundleType"))
        multi = reader.value(app, at, "multiAppMode", coercion.mapping, None) or {}
        mode = coercion.text_or_empty(multi.get("multiAppModeType"))
        count = reader.value(multi, (*at, "multiAppMode"), "maxCount", coercion.integer, 0)
        self.multi_app_mode = (mode, count)

    def _read_fa(self, reader: Reader) -> None:
        if self.has_app and "apiVersion" not in self.app:
            reader.missing((*APPLICATION, "apiVersion"), FA_KEY_MISSING, APP)
        elif self.has_app and self.app["apiVersion"] is None:
            reader.crash((*APPLICATION, "apiVersion"), coercion.NULL, APP)

    def _read_module(self, reader: Reader) -> None:
        module, at = self.module, MODULE
        if self.has_module and "name" not in module:
            reader.missing((*at, "name"), KEY_MISSING if self.is_stage else FA_KEY_MISSING, ALL)
        if self.has_module and not self.is_stage and "package" not in module:
            reader.missing((*at, "package"), FA_KEY_MISSING, APP)
        self.package_name = "" if self.is_stage else coercion.text_or_empty(module.get("package"))
        self.name = coercion.text(module.get("name"))
        self.type = coercion.text_or_empty(module.get("type"))
        self.filter = self._filter(reader)
        devices = "deviceType" if "deviceType" in module else "deviceTypes"
        self.devices_key = devices
        self.devices: list[str | None] = reader.value(module, at, devices, coercion.texts, [])
        self.device_set = frozenset(self.devices)
        self.installation_free = reader.value(module, at, "installationFree", coercion.flag, False)  # noqa: FBT003
        self.compress_libs = reader.value(module, at, "compressNativeLibs", coercion.flag, False)  # noqa: FBT003
        self.extract_libs = reader.value(module, at, "extractNativeLibs", coercion.flag, True)  # noqa: FBT003
        binaries = reader.value(module, at, "executableBinaryPaths", coercion.sequence, None, ALL)
        self.binary_paths = binaries or []
        self.target_module = coercion.text(module.get("targetModuleName", ""))
        self.target_priority = reader.value(module, at, "targetPriority", coercion.integer, 0)

    def _filter(self, reader: Reader) -> filters.Filter | None:
        self.filter_at: Keys = (*MODULE, "metadata")
        if not self.is_stage:
            self.filter_at = (*MODULE, "distributionFilter")
            try:
                return filters.read_filter(self.module.get("distributionFilter"))
            except Crash:
                reader.crash(self.filter_at, PARSE_ERROR, APP)
                return None
        listed = reader.value(self.module, MODULE, "metadata", coercion.required_sequence, ())
        if None in listed:
            reader.crash((*MODULE, "metadata", list(listed).index(None)), GENERAL, APP)
        for keys, metadata in reader.items(self.module, MODULE, "metadata", APP, null_items_are_fine=True):
            if "resource" not in metadata:
                continue
            name = coercion.text_or_empty(metadata["resource"]).replace("$profile:", "") + ".json"
            content = self.profiles(name)
            if content is None:
                reader.crash((*keys, "resource"), coercion.NULL, APP)
                continue
            value = filters.in_profile(content)
            if value is not None:
                self.filter_at = (*keys, "resource")
                try:
                    return filters.read_filter(value[0])
                except Crash as crash:
                    reader.crash((*keys, "resource"), crash.code, APP)
                    return None
        return None

    def _dependencies(self, reader: Reader) -> list[Dependency]:
        return [
            Dependency(
                bundle=coercion.text(one["bundleName"]) if "bundleName" in one else self.bundle_name,
                module=coercion.text(one.get("moduleName")),
                keys=keys,
            )
            for keys, one in reader.items(self.module, MODULE, "dependencies")
        ]

    def _read_parts(self, reader: Reader) -> None:
        self.abilities = self._abilities(reader, "abilities")
        self.extensions = self._abilities(reader, "extensionAbilities")
        both = (*self.abilities, *self.extensions)
        self.ability_names = [one.name for one in both if one.name is not None]
        self.preloads = self._preloads(reader)
        self.uris = self._uris(reader)
        self.continue_types: dict[str, Sequence[str | None]] = {
            one.name or "": reader.value(one.json, one.keys, "continueType", _required_texts, ())
            for one in self.abilities
        }

    def _abilities(self, reader: Reader, key: str) -> list[Ability]:
        stages = ALL if key == "abilities" else APP
        return [
            Ability(coercion.text_or_empty(one["name"]) if "name" in one else None, keys, one)
            for keys, one in reader.items(self.module, MODULE, key, stages)
        ]

    def _preloads(self, reader: Reader) -> list[Preload]:
        if "atomicService" not in self.module:
            return []
        at = (*MODULE, "atomicService")
        try:
            block = coercion.mapping(self.module["atomicService"])
        except Crash as crash:
            reader.crash(at, crash.code, APP)
            return []
        if block is None:
            reader.crash(at, coercion.NULL, APP)
            return []
        return [
            Preload(coercion.text_or_empty(one["moduleName"]) if "moduleName" in one else None, keys)
            for keys, one in reader.items(block, at, "preloads")
        ]

    def _uris(self, reader: Reader) -> list[tuple[str | None, Keys]]:
        key = "proxyData" if "proxyData" in self.module else "proxyDatas"
        found: list[tuple[str | None, Keys]] = []
        for keys, one in reader.items(self.module, MODULE, key):
            if "uri" not in one:
                reader.missing((*keys, "uri"), URI_MISSING, APP)
            else:
                found.append((coercion.text(one["uri"]), (*keys, "uri")))
        return found


def _required_texts(value: object) -> list[str | None]:
    return [coercion.text(one) for one in coercion.required_sequence(value)]


__all__ = ["APPLICATION", "MODULE", "Ability", "Dependency", "Module", "Preload"]
