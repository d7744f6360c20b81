"""What is known of a change, and of the app that it is to be delivered to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from hapline_hooks import noun

Kind = Literal["aar", "component", "unknown"]
"""How the app is integrated: native AAR; component-based, with a Portal and Bundles; or not known."""
Released = Literal["instantrun", "dexpatch", "none", "unknown"]
"""What the released version is made for: none where it has no hotpatch component at all."""
Part = Literal["code", "resources", "libraries", "manifest", "signers"]
"""What of an app may have been looked at."""


@noun
class App:
    """An app as it was released.

    Attributes:
        kind: How it is integrated.
        baseline: The version of its mPaaS baseline, such as ``10.2.3-20``; empty if unknown.
        released: The method that its released version is made for.
        min_sdk: The least API level that it runs on; 0 if unknown.
        match_mode: The ``methodMatchMode`` of InstantRun; empty if unknown.
    """

    kind: Kind = "unknown"
    baseline: str = ""
    released: Released = "unknown"
    min_sdk: int = 0
    match_mode: str = ""


@noun
class ChangedParts:
    """What differs between the released app and the one with the fix. Names are those of the sources.

    Attributes:
        code: Classes whose code changed, by name; also those that only have other fields.
        fields: Fields that were added or changed; what is gone is not asked for any more.
        constructors: Constructors and static initialisers that changed.
        bare_methods: Methods that changed and only read or write fields. lambdas: Methods that changed in a lambda.
        fluent_methods: Methods that changed and return ``this``. advised: Methods that changed and have AspectJ
            advice, and files of aspects that changed.
        uncovered: Methods that changed and were not instrumented in the released version.
        ancestors: Classes that have another superclass, or other interfaces.
        third_party: Classes that changed and whose sources are not the project's.
        classes_removed: Classes that are gone.
        classes_added: New classes. inner_classes_added: Those of them that are inner classes and not static.
        resources_changed: Resource files and values that differ. resources_added: New ones.
        resources_removed: Those gone.
        layouts: Layouts that were changed or added; they are among the resources too.
        ids_moved: Resources, as ``type/name``, that have another id than in the released app.
        assets: Files in ``assets/`` and others outside the resources that differ.
        libraries_changed: Native libraries, as ``lib/<abi>/<name>``, that differ. libraries_added: New ones.
        libraries_removed: Those gone. libraries_renamed: Pairs of an old and a new name with the same content.
        manifest: What differs in the manifest besides components and versions. components: Components that are new.
        signers_differ: Whether the two apps are signed by different certificates.
        unseen: Parts that were not looked at: nothing is known of them. unread: Files of sources that cannot be read.
    """

    code: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    constructors: tuple[str, ...] = ()
    bare_methods: tuple[str, ...] = ()
    lambdas: tuple[str, ...] = ()
    fluent_methods: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    third_party: tuple[str, ...] = ()
    classes_added: tuple[str, ...] = ()
    classes_removed: tuple[str, ...] = ()
    inner_classes_added: tuple[str, ...] = ()
    resources_changed: tuple[str, ...] = ()
    resources_added: tuple[str, ...] = ()
    resources_removed: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    ids_moved: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    libraries_changed: tuple[str, ...] = ()
    libraries_added: tuple[str, ...] = ()
    libraries_removed: tuple[str, ...] = ()
    libraries_renamed: tuple[tuple[str, str], ...] = ()
    manifest: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    signers_differ: bool = False
    unseen: frozenset[Part] = frozenset()
    unread: tuple[str, ...] = ()

    @property
    def has_code(self) -> bool:
        """Whether code is among what changed."""
        names: tuple[Collection[object], ...] = (
            *(self.code, self.fields, self.constructors, self.bare_methods, self.lambdas, self.fluent_methods),
            *(self.advised, self.uncovered, self.ancestors, self.third_party, self.classes_added),
            *(self.inner_classes_added, self.classes_removed),
        )
        return any(names)

    @property
    def has_resources(self) -> bool:
        """Whether resources are among what changed."""
        return any((self.resources_changed, self.resources_added, self.resources_removed, self.layouts, self.ids_moved))

    @property
    def has_libraries(self) -> bool:
        """Whether native libraries are among what changed."""
        return any((self.libraries_changed, *self.moved_libraries))

    @property
    def moved_libraries(self) -> tuple[Collection[object], ...]:
        """Libraries that were added, removed or renamed."""
        return (self.libraries_added, self.libraries_removed, self.libraries_renamed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed, as far as it was looked at."""
        rest = (self.assets, self.manifest, self.components, self.signers_differ)
        return not (self.has_code or self.has_resources or self.has_libraries or any(rest))
