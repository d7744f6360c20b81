"""The source lint for InstantRun: all rules on what changed in source since a release."""

from __future__ import annotations

from hapline_plugins.hotpatch.rules.lint_classes import ClassChanged, ConstructorChanged, FieldChanged, InnerClassAdded
from hapline_plugins.hotpatch.rules.lint_effects import (
    CompiledIntoCallers,
    DeclarationChanged,
    MethodRemoved,
    SuspendFunction,
)
from hapline_plugins.hotpatch.rules.lint_marks import AddMissing, MarkMisspelt, MarkWithoutChange, ModifyMissing
from hapline_plugins.hotpatch.rules.lint_methods import (
    ArrayCopy,
    FieldOnlyMethod,
    InnerConstructorPrivate,
    LambdaInPatch,
    NotInstrumented,
    ReturnsThis,
    SuperPackagePrivate,
)
from hapline_plugins.hotpatch.rules.lint_places import (
    AspectAdvice,
    LayoutWithoutPatch,
    LibraryChanged,
    OutsideInstrumentedPackages,
    ReleaseNotInstrumented,
    SourceNotUnderstood,
    StaticBlockWaits,
)

__all__ = [
    "AddMissing",
    "ArrayCopy",
    "AspectAdvice",
    "ClassChanged",
    "CompiledIntoCallers",
    "ConstructorChanged",
    "DeclarationChanged",
    "FieldChanged",
    "FieldOnlyMethod",
    "InnerClassAdded",
    "InnerConstructorPrivate",
    "LambdaInPatch",
    "LayoutWithoutPatch",
    "LibraryChanged",
    "MarkMisspelt",
    "MarkWithoutChange",
    "MethodRemoved",
    "ModifyMissing",
    "NotInstrumented",
    "OutsideInstrumentedPackages",
    "ReleaseNotInstrumented",
    "ReturnsThis",
    "SourceNotUnderstood",
    "StaticBlockWaits",
    "SuperPackagePrivate",
    "SuspendFunction",
]
