"""How InstantRun names the classes of a patch: which carry fixes, which only hold them together, which are new.

Each class that is fixed gives ``<patch package>.<its name without package>Patch`` and ``...PatchControl``; one class
``PatchesInfoImpl`` lists them. Source: https://github.com/Meituan-Dianping/Robust, NameManger and PatchesInfoFactory;
InstantRun is a descendant of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from hapline_hooks import noun
from hapline_plugins.hotpatch.source.build import Method

INFO = "PatchesInfoImpl"
_PATCH, _CONTROL, _INLINE = "Patch", "PatchControl", "InLinePatch"


@noun
class PatchedClass:
    """A class of the app that a patch changes.

    Attributes:
        name: Its name as it is in the released app; without package where only that much is known.
        patch: The class of the patch that carries the fix; empty where the class itself does, as with DexPatch.
    """

    name: str
    patch: str = ""

    @property
    def key(self) -> str:
        """What tells it from others in patches of the same app version."""
        return self.patch or self.name


@noun
class Contents:
    """The classes of a patch.

    Attributes:
        method: How the patch works, by what is in it.
        patched: The classes of the app that it changes. added: The classes that it adds to the app.
        generated: The classes that the plugin made around them.
        packages: The patch package: one, of a patch that is whole; none with DexPatch.
    """

    method: Method
    patched: tuple[PatchedClass, ...]
    added: tuple[str, ...]
    generated: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


def contents_of(
    names: Collection[str], known: Collection[str] | None = None, origins: Mapping[str, str] = MappingProxyType({})
) -> Contents:
    """Tell the classes of a patch apart.

    Args:
        names: All classes that it defines.
        known: The classes of the released app; None where they are not known: a DexPatch then adds none.
        origins: The classes of the app by the classes of the patch that carry their fixes, as far as they are known.
    """
    every = set(names)
    packages = {_package(name) for name in every if simple_name(name) == INFO}
    if not packages:
        patched = every if known is None else every & set(known)
        return Contents(
            method="dexpatch",
            patched=tuple([PatchedClass(name=name) for name in sorted(patched)]),
            added=tuple(sorted(every - patched)),
        )
    fixes: list[PatchedClass] = []
    added: list[str] = []
    generated: list[str] = []
    for name in sorted(every):
        original = _original(name, every) if _package(name) in packages else ""
        if original:
            fixes.append(PatchedClass(name=origins.get(name, original), patch=name))
        elif _package(name) in packages and _is_generated(name, every):
            generated.append(name)
        else:
            added.append(name)
    return Contents(
        method="instantrun",
        patched=tuple(sorted(fixes, key=lambda one: (one.name, one.patch))),
        added=tuple(added),
        generated=tuple(generated),
        packages=tuple(sorted(packages)),
    )


def simple_name(name: str) -> str:
    """The part of a class's name by which its patch is named: without package, with the classes around it."""
    return name.rpartition(".")[2]


def _original(name: str, every: Collection[str]) -> str:
    """The class that one of the patch stands for, without package; empty where it stands for none."""
    if not name.endswith(_PATCH) or f"{name}Control" not in every:
        return ""
    return simple_name(name)[: -len(_PATCH)]


def _is_generated(name: str, every: Collection[str]) -> bool:
    if simple_name(name) == INFO or name.endswith(_INLINE):
        return True
    if name.endswith(_CONTROL):
        return name.removesuffix("Control") in every
    rest = name.rpartition(_PATCH)[2] if _PATCH in name else ""
    return rest.endswith("Assist") and rest.isascii() and rest.isalpha()


def _package(name: str) -> str:
    return name.rpartition(".")[0]
