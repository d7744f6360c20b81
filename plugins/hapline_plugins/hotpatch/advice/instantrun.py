"""InstantRun: it leads calls of instrumented methods to others, and replaces libraries and resources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline_hooks import Phrase
from hapline_plugins.hotpatch.advice.change import App, ChangedParts
from hapline_plugins.hotpatch.advice.reasons import Preparation, Reason, guide, some
from hapline_plugins.hotpatch.archive.parts import taken

BASELINE = (10, 2, 3, 20)
"""The first baseline that has it. Source: mPaaS MDS guide, 5.2.2.1."""
_LIMITS: tuple[tuple[str, Phrase, str, str], ...] = (
    (
        "fields",
        Phrase("fields that were added or changed: {names}"),
        Phrase("leave the fields of the class as they were; put new ones into a new class"),
        "5.2.2.2",
    ),
    (
        "constructors",
        Phrase("constructors and static initialisers cannot be patched: {names}"),
        Phrase("move the fix into a method that is called after them"),
        "5.2.2.2",
    ),
    (
        "bare_methods",
        Phrase("methods that only read or write fields cannot be patched: {names}"),
        Phrase("patch the methods that call them"),
        "5.2.2.2",
    ),
    (
        "lambdas",
        Phrase("lambda expressions are not supported in a patch: {names}"),
        Phrase("write them as anonymous classes, or call InstantRunModify.modify() in the method"),
        "5.2.2.2",
    ),
    (
        "fluent_methods",
        Phrase("methods that return this are not fully supported: {names}"),
        Phrase("return it from a class that wraps it"),
        "5.2.2.2",
    ),
    (
        "inner_classes_added",
        Phrase("new inner classes must be static: {names}"),
        Phrase("declare them static, or put them into files of their own"),
        "5.2.2.2",
    ),
    (
        "resources_removed",
        Phrase("resources that are gone: {names}; public.xml names them, and the build fails"),
        Phrase("leave them in, they may be unused"),
        "5.2.2.1",
    ),
    (
        "ids_moved",
        Phrase("resources have other ids than in the released app: {names}"),
        Phrase("run `hapline hotpatch stable-ids OLD.apk --out DIR` and build again"),
        "5.2.2.1",
    ),
)
"""What can be written otherwise: the attribute of the change, the sentence, what to do, the section."""
_BARS: tuple[tuple[str, Phrase, str, str], ...] = (
    (
        "advised",
        Phrase("aspects of AspectJ, and methods that they advise, cannot be patched: {names}"),
        "",
        "5.2.2.2",
    ),
    (
        "uncovered",
        Phrase("methods that were not instrumented in the released version cannot be patched: {names}"),
        Phrase("add their packages to acceptPackage for the next version"),
        "5.2.2.1",
    ),
    (
        "third_party",
        Phrase("code of others, whose sources cannot be changed, cannot be patched: {names}"),
        "",
        "5.2.2.1",
    ),
    (
        "ancestors",
        Phrase("only methods are replaced; other superclasses or interfaces have: {names}"),
        "",
        "5.2.2.1",
    ),
    (
        "libraries_added",
        Phrase("native libraries must be the same in number and name; new: {names}"),
        "",
        "5.2.2.1",
    ),
    (
        "libraries_removed",
        Phrase("native libraries must be the same in number and name; gone: {names}"),
        "",
        "5.2.2.1",
    ),
)
"""What cannot."""


def reasons(parts: ChangedParts, app: App) -> Iterator[Reason]:
    """Reasons against InstantRun, and what is worth knowing of it."""
    yield from _of_app(app)
    for level, table in (("blocks", _BARS), ("rework", _LIMITS)):
        for attribute, text, todo, section in table:
            names: tuple[str, ...] = getattr(parts, attribute)
            if names:
                yield Reason(
                    id=attribute.replace("_", "-"),
                    level="blocks" if level == "blocks" else "rework",
                    text=Phrase(text, names=some(names)),
                    todo=todo,
                    source=guide(section),
                )
    if parts.libraries_renamed:
        yield Reason(
            id="libraries-renamed",
            level="blocks",
            text=Phrase(
                "native libraries must be the same in number and name; renamed: {names}",
                names=some([f"{old} → {new}" for old, new in parts.libraries_renamed]),
            ),
            todo=Phrase("give them their names back"),
            source=guide("5.2.2.1"),
        )
    if parts.assets:
        yield Reason(
            id="assets",
            level="note",
            text=Phrase("whether files in assets are replaced is not said; try it: {names}", names=some(parts.assets)),
            source=guide("5.2.2.1"),
        )
    yield Reason(
        id="devices",
        level="note",
        text=Phrase("the guide names devices that are not reached only for DexPatch, and none for InstantRun"),
        source=guide("5.2.1.1"),
    )


def _of_app(app: App) -> Iterator[Reason]:
    if app.kind == "component":
        yield Reason(
            id="kind",
            level="blocks",
            text=Phrase("InstantRun supports native AAR integration only; this app has Portal and Bundles"),
            source=guide("5.2.2.1"),
        )
    if app.released == "dexpatch":
        yield Reason(
            id="other-method",
            level="blocks",
            text=Phrase("the released version is patched by DexPatch; one version must not use both methods"),
            todo=Phrase("change the method with the next version"),
            source=guide("5.1"),
        )
    if is_before(app.baseline):
        yield Reason(
            id="baseline",
            level="blocks",
            text=Phrase("the baseline is {baseline}; InstantRun needs 10.2.3-20 or later", baseline=app.baseline),
            todo=Phrase("upgrade the baseline for the next version"),
            source=guide("5.2.2.1"),
        )
    if app.released == "unknown" and app.kind != "component":
        yield Reason(
            id="instrumented",
            level="note",
            text=Phrase("only methods that were instrumented in the released version can be patched"),
            source=guide("5.2.2.1"),
        )


def preparations(parts: ChangedParts, app: App) -> Iterator[Preparation]:
    """What must be there for a patch."""
    if parts.has_code:
        yield Preparation(
            id="kept",
            text=_kept(app),
            source=guide("5.2.2.1"),
        )
        yield Preparation(
            id="marks",
            text=Phrase("@Modify on every changed method, @Add on every new method and class: `hapline hotpatch lint`"),
            source=guide("5.2.2.1"),
        )
    if parts.has_resources:
        yield Preparation(
            id="stable-ids",
            text=Phrase("fixed resource ids: `hapline hotpatch stable-ids OLD.apk --out DIR`"),
            source=guide("5.2.2.1"),
        )
    if parts.layouts:
        yield Preparation(
            id="layouts",
            text=Phrase(
                "a patched method that loads the layout by its resource id: {names}", names=some(parts.layouts)
            ),
            source=guide("5.2.2.1"),
        )
    yield Preparation(
        id="builds",
        text=Phrase("the apk as it was released, in a folder without Chinese characters and not in C:\\Users"),
        source=guide("5.2.2.1"),
    )
    yield Preparation(
        id="switches",
        text=Phrase("catchReflectException true and patchLog false in instantrun.xml, for users"),
        source=guide("5.2.2.1"),
    )


def _kept(app: App) -> Phrase:
    """The files of the release that a patch takes; whether its classes have other names is not known here."""
    needed = taken("instantrun", app.match_mode, renamed=True)
    return Phrase(
        "what the release build kept: {files}, and if it wrote them {others}, as `hapline hotpatch restore VERSION` "
        "lays them out",
        files=list(needed.always),
        others=list(needed.perhaps),
    )


def is_before(baseline: str) -> bool:
    """Whether a baseline is known to be too old; dots or hyphens join its parts, and ``10.2.3`` may be any of them."""
    numbers = tuple([int(one) for one in re.findall(r"\d{1,9}", baseline)][: len(BASELINE)])
    return numbers < BASELINE[: len(numbers)]
