"""Whether an app has the component HOTFIX, which asks for patches, as far as the files of its build say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from hapline.builds import join
from hapline_hooks import Unreadable
from hapline_plugins.hotpatch.source.finding import PACKAGES
from hapline_plugins.hotpatch.source.scripts import names

if TYPE_CHECKING:
    from hapline.documents import Dependency, GradleScript, Value
    from hapline_plugins.hotpatch.source.build import HotpatchBuild
    from hapline_plugins.hotpatch.source.modules import AppModule, HotpatchModule

Presence = Literal["there", "absent", "unknown"]
"""``unknown``: nothing that is read names it, and what is not read may bring it."""
COMPONENT = "com.mpaas.android:hotfix"
"""The component HOTFIX of an app on native AARs."""
_WORD = "hotfix"
_PACKAGED = (b'"HOTFIX"', b"mpaashotpatchadapter")
"""The component in mpaas_packages.json, and the Bundle that it consists of."""
_PUBLIC = (
    *("android", "base", "groovy", "idea", "jacoco", "java", "kotlin", "maven", "realm-", "signing"),
    *("androidx.", "com.alipay.", "com.android.", "com.github.", "com.google.", "com.huawei.", "com.mpaas."),
    *("com.squareup.", "com.tencent.", "dagger.", "io.gitlab.", "org.greenrobot.", "org.jetbrains.", "org.sonarqube"),
)
"""How ids of plugins begin that surely bring no component: those of Gradle, and those that everybody can have."""


def presence_of(app: AppModule) -> Presence:
    """Whether an app has it."""
    build = app.build
    if is_packaged(app) or any(map(_is_it, _dependencies(build))) or _is_in_catalogue(build):
        return "there"
    return "unknown" if _may_come_otherwise(app) else "absent"


def is_packaged(app: AppModule) -> bool:
    """Whether Component Management has put it into the app: mpaas_packages.json says so."""
    for folder in dict.fromkeys((app.build.root, app.folder)):
        try:
            data = app.build.tree.read(join(folder, PACKAGES))
        except Unreadable:
            continue
        if any(one in data for one in _PACKAGED):
            return True
    return False


def _dependencies(build: HotpatchBuild) -> Iterator[Dependency]:
    return (one for module in build.modules for one in module.dependencies)


def _is_it(one: Dependency) -> bool:
    return one.coordinate is not None and one.coordinate.module == COMPONENT


def _is_in_catalogue(build: HotpatchBuild) -> bool:
    libraries = (one for catalogue in build.files.catalogues.values() for one in catalogue.libraries.values())
    return any(f"{one.group}:{one.name}" == COMPONENT for one in libraries)


def _may_come_otherwise(app: AppModule) -> bool:
    build = app.build
    settings = build.settings_script
    if build.is_part or build.tree.list(build.file("buildSrc")):
        return True
    if settings is not None and settings.calls("includeBuild"):
        return True
    scripts = {one.path: one for module in build.modules for one in build.files.scripts_for(module.script_path)}
    if build.files.problems or any(one.errors or names(one, _WORD) for one in scripts.values()):
        return True
    return any(_applies_unknown(one) for one in build.modules) or any(map(_is_unknown, _dependencies(build)))


def _is_unknown(one: Dependency) -> bool:
    """Whether a dependency may be the component: its coordinate is not known."""
    if one.kind == "module":
        return one.coordinate is None or one.coordinate.module is None
    return one.kind == "other"


def _applies_unknown(module: HotpatchModule) -> bool:
    """Whether a module applies what may add to its dependencies: a script that is not read, or a plugin of one's."""
    script = module.script
    if script is None:
        return module.build.tree.is_file(module.script_path)
    files = module.build.files
    followed = [value for value, path in files.applied(script, module.folder) if files.script(path) is not None]
    starts = {value.start for value in followed}
    if any(value.start not in starts for value in _given(script, "from")):
        return True
    known = {id(one.statement) for one in module.plugins}
    if any(not one.name.startswith(_PUBLIC) for one in module.plugins):
        return True
    return any(id(one) not in known for one in script.calls("alias", ("plugins",)) if "false" not in one.text) or any(
        value.string is None and not _is_resolved(module, value) for value in _given(script, "plugin")
    )


def _given(script: GradleScript, name: str) -> Iterator[Value]:
    values = (one.arg(name) for one in script.calls("apply"))
    return (one for one in values if one is not None)


def _is_resolved(module: HotpatchModule, value: Value) -> bool:
    name = module.variables.resolve(value).text
    return name is not None and re.match(r"[\w.-]+$", name) is not None and name.startswith(_PUBLIC)
