"""``instantrun.xml`` and the folder beside it: made where they are absent; else only what must be otherwise is changed.

Source: the vendor's guide, 5.2.2.1 "Create the instantrun folder" and "Add the instantrun.xml configuration file".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from hapline.documents import insert_child, set_attribute, set_text
from hapline.templates import template
from hapline_hooks import Phrase, TextEdit
from hapline_plugins.hotpatch.configuring.workbench import Workbench, at, refused
from hapline_plugins.hotpatch.source.configuration import KEPT, Configuration, beginning, meant
from hapline_plugins.hotpatch.source.schema import LABELS

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Facts

FOLDER = "instantrun"
_TRUTH = ("false", "true")
_REQUIRED = ("switch", "acceptPackageName", "exceptPackageName", "patchPackageName")
_INDENT = " " * 8
Step = Callable[[Configuration], Iterable[TextEdit]]


def ensure_configuration(bench: Workbench, facts: Facts) -> None:
    """Make the file, or mend it.

    Raises:
        hapline.errors.UsageError: It is no configuration, or nothing is known of the packages of the app.
    """
    path = facts.app.configuration_path
    if not facts.packages:
        raise refused(
            Phrase("{module} has no namespace, no package in its manifest and no code", module=facts.app.path),
            facts.app.script_path,
            "give the app a namespace: without packages nothing can be instrumented",
        )
    if bench.read(path) is None:
        bench.write(path, _made(facts).encode())
        return
    for step in _steps(facts):
        with at(path):
            configuration = Configuration(path, bench.read(path) or b"")
            edits = list(step(configuration))
            if edits:
                bench.write(path, configuration.document.edited(edits))
    _leave(bench, facts, Configuration(path, bench.read(path) or b""))


def ensure_folder(bench: Workbench, facts: Facts) -> None:
    """Make the folder that patches are made from, with a note on what belongs there.

    Raises:
        hapline.errors.UsageError: There is a file in its place.
    """
    folder = facts.app.file(FOLDER)
    if facts.build.tree.is_file(folder):
        raise refused(
            Phrase("this is a file, and a folder of this name is needed"), folder, "move it away, and run this again"
        )
    if not facts.build.tree.list(folder):
        bench.write(f"{folder}/README.md", template(f"hotpatch/{facts.lang}/README.md").encode())


def _made(facts: Facts) -> str:
    is_test = facts.kind == "test"
    return template(
        f"hotpatch/{facts.lang}/instantrun.xml",
        caught=_TRUTH[not is_test],
        logged=_TRUTH[is_test],
        accepted="\n".join(f"{_INDENT}<name>{name}.</name>" for name in facts.packages),
        excepted="\n".join(f"{_INDENT}<name>{name}</name>" for name in KEPT),
        patched=facts.application_id,
    )


def _steps(facts: Facts) -> Iterator[Step]:
    """What a file must have, one after the other."""
    yield _root
    yield from (partial(_part, tag=tag) for tag in _REQUIRED)
    yield _values
    yield partial(_switch, name="turnOnInstantRun", wanted="true", is_only_added=True)
    if facts.kind is not None:
        yield partial(_switch, name="catchReflectException", wanted=_TRUTH[facts.kind == "release"])
        yield partial(_switch, name="patchLog", wanted=_TRUTH[facts.kind == "test"])
    yield _exceptions
    yield partial(_accepted, names=facts.packages)
    yield partial(_patched, name=facts.application_id)


def _root(configuration: Configuration) -> Iterator[TextEdit]:
    root = configuration.document.root
    if root.tag != "resources":
        raise refused(
            Phrase("the file begins with <{name}>, not with <resources>", name=root.tag),
            configuration.path,
            "it is no configuration of InstantRun; move it away, and run this again",
            root.place,
        )
    yield from ()


def _part(configuration: Configuration, *, tag: str) -> Iterator[TextEdit]:
    """A part of the file, with its label."""
    block, label = configuration.block(tag), LABELS.get(tag)
    if block is None:
        head = f'{tag} name="{label}"' if label else tag
        yield from insert_child(configuration.document.root, f"<{head}>\n</{tag}>", first=not label)
    elif label:
        yield from set_attribute(block, "name", label)


def _values(configuration: Configuration) -> Iterator[TextEdit]:
    """Values that are surely meant otherwise than they are written."""
    for name, one in configuration.switches.items():
        said = meant(name, one.element.text)
        if said and not one.element.children:
            yield from set_text(one.element, said)


def _switch(configuration: Configuration, *, name: str, wanted: str, is_only_added: bool = False) -> Iterator[TextEdit]:
    one, block = configuration.switches.get(name), configuration.block("switch")
    if one is None and block is not None:
        yield from insert_child(block, f"<{name}>{wanted}</{name}>", first=is_only_added)
    elif one is not None and not is_only_added and not one.element.children:
        yield from set_text(one.element, wanted)


def _exceptions(configuration: Configuration) -> list[TextEdit]:
    return configuration.added("exceptPackageName", [one for one in KEPT if not beginning(configuration.excepted, one)])


def _accepted(configuration: Configuration, *, names: Iterable[str]) -> list[TextEdit]:
    """The packages of the app of which neither all nor a part is accepted."""
    wanted = [f"{name}." for name in names]
    missing = [
        name
        for name in wanted
        if not beginning(configuration.accepted, name)
        and not any(one.text.startswith(name) for one in configuration.accepted)
    ]
    return configuration.added("acceptPackageName", missing)


def _patched(configuration: Configuration, *, name: str) -> list[TextEdit]:
    those = configuration.patch_packages
    if not those:
        return configuration.added("patchPackageName", [name])
    if len(those) > 1:
        raise refused(
            Phrase("patchPackage names {count} packages", count=len(those)),
            configuration.path,
            "leave the applicationId of the app, and take out the others",
            those[1].element.place,
        )
    return set_text(those[0].element, name)


def _leave(bench: Workbench, facts: Facts, configuration: Configuration) -> None:
    """Say what a file that was there has instrumented otherwise, on purpose or not."""
    path = configuration.path
    switch = configuration.switches.get("turnOnInstantRun")
    if switch is not None and switch.text == "false":
        bench.leave(Phrase("{path}: turnOnInstantRun is false: nothing is instrumented", path=path))
    taken = [name for name in facts.packages if beginning(configuration.excepted, f"{name}.")]
    if taken:
        bench.leave(Phrase("{path}: exceptPackage takes out {names}", path=path, names=taken))
