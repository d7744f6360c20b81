"""What is wrong before a patch build begins: everything that can be seen without running anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from hapline.android import BinaryError
from hapline.documents import DocumentError
from hapline.errors import FailedError, HaplineError, of
from hapline.files import shown
from hapline.store import Content
from hapline_hooks import Phrase, Unreadable, noun
from hapline_plugins.hotpatch.archive.apk import read_apk
from hapline_plugins.hotpatch.archive.matching import match
from hapline_plugins.hotpatch.archive.parts import APK, INSTANTRUN_MAPPING, MAPPING, METHODS_MAP, NEEDED, taken
from hapline_plugins.hotpatch.archive.releases import Release, missing_of
from hapline_plugins.hotpatch.archive.restoring import Target, state_of
from hapline_plugins.hotpatch.archive.sound import no_such_part, trouble_in
from hapline_plugins.hotpatch.building.apk import Apk
from hapline_plugins.hotpatch.building.layout import Layout
from hapline_plugins.hotpatch.building.paths import path_problems
from hapline_plugins.hotpatch.obfuscation.mapping import says_the_same
from hapline_plugins.hotpatch.obfuscation.methods_map import read_methods_map
from hapline_plugins.hotpatch.obfuscation.robust import robust_trouble
from hapline_plugins.hotpatch.source.build import Method
from hapline_plugins.hotpatch.source.configuration import Configuration
from hapline_plugins.hotpatch.source.finding import CONFIGURATION

_GZIP = b"\x1f\x8b"
_STOPS = {
    "end": Phrase("{file}:{line}: the plugin may stop here, at the end of the file: its last class has no members"),
    "line": Phrase("{file}:{line}: the plugin may stop at this line; it is of a form that Robust cannot read"),
}
"""What is said of that which Robust's reader stops at."""


@noun
class Inputs:
    """What a patch is built from.

    Attributes:
        layout: The build. method: How the app is patched. program: The tool that is run, as it is called.
        old: The released app, where it is given. new: The app with the fix, likewise.
        kept: Names of files that ``instantrun/`` has to hold besides, since the release had them.
        release: The archived release, where it is named. archived: Gives what the archive keeps of it.
        version: The version that is patched, as people would name it to ``restore``; empty where it is not known.
    """

    layout: Layout
    method: Method
    program: str
    old: Apk | None = None
    new: Apk | None = None
    kept: Collection[str] = ()
    release: Release | None = None
    archived: Callable[[Content], Iterable[bytes]] | None = None
    version: str = ""


def input_problems(inputs: Inputs) -> Iterator[HaplineError]:
    """What keeps a patch from being built, or would spoil it, each with its place and what to do."""
    layout = inputs.layout
    yield from program_problems(layout.root, inputs.program)
    yield from path_problems(layout.module, is_apk=False)
    for apk in filter(None, (inputs.old, inputs.new)):
        yield from path_problems(os.path.abspath(apk.path), is_apk=True)
    if inputs.method == "instantrun":
        yield from _kept_problems(inputs)
        if inputs.release is not None:
            yield from _release_problems(inputs, inputs.release)
        else:
            yield from _mapping_problems(inputs)
        if inputs.old is not None and inputs.new is not None:
            yield from library_problems(inputs.old, inputs.new)
    if inputs.old is not None and inputs.new is not None and inputs.old.application_id != inputs.new.application_id:
        template = "the app with the fix is {new}, the released one {old}"
        what = Phrase(template, new=inputs.new.application_id, old=inputs.old.application_id)
        yield FailedError(what, where=inputs.new.path, todo="name two builds of one app")


def program_problems(root: str, program: str) -> Iterator[FailedError]:
    """What keeps a tool of the build itself, such as ``./gradlew``, from being run; others are looked for later."""
    if not os.path.dirname(program):
        return
    file = os.path.normpath(os.path.join(root, program))
    if not os.path.isfile(file):
        todo = "name the folder of the module, or another command by hotpatch.buildCommand"
        yield FailedError(Phrase("the build has no {tool}", tool=program), where=shown(root), todo=todo)
    elif not os.access(file, os.X_OK):
        todo = Phrase("chmod +x {tool}, and for everybody: git update-index --chmod=+x {tool}", tool=program)
        yield FailedError(Phrase("{tool} is not executable", tool=program), where=shown(file), todo=todo)


def library_problems(old: Apk, new: Apk) -> Iterator[FailedError]:
    """Native libraries that are not in both apps; InstantRun replaces them one by one. mPaaS MDS guide, 5.2.2.1."""
    changes = old.libraries_in(new)
    todo = "take the libraries of the release, changed where they must be; a new or renamed one needs a new release"
    renamed = [f"{one.old} → {one.new.rpartition('/')[2]}" for one in changes.renamed]
    for what in (
        Phrase("native libraries that the released app does not have: {names}", names=changes.added),
        Phrase("native libraries of the released app are missing: {names}", names=changes.removed),
        Phrase("native libraries have other names than in the released app: {names}", names=renamed),
    ):
        if what.args["names"]:
            yield FailedError(what, where=new.path, todo=todo)


def _kept_problems(inputs: Inputs) -> Iterator[HaplineError]:
    """What is missing of that which the release kept."""
    layout = inputs.layout
    mode, reads_mapping = "", True
    file = shown(os.path.join(layout.module, CONFIGURATION))
    if os.path.isfile(file):
        try:
            with open(file, "rb") as content:
                configuration = Configuration(file, content.read())
            mode, reads_mapping = configuration.match_mode, configuration.reads_mapping
        except (DocumentError, OSError) as error:
            yield of(error, file)
    else:
        what = Phrase("the module has no {file}", file=CONFIGURATION)
        yield FailedError(what, where=shown(layout.module), todo="hapline hotpatch init writes it")
    wanted = dict.fromkeys(inputs.kept)
    if inputs.release is not None:
        wanted |= dict.fromkeys(name for name in missing_of(inputs.release) if name in NEEDED)
    wanted |= dict.fromkeys(taken("instantrun", mode, renamed=reads_mapping).always)
    for name in sorted({*wanted, *_there(layout.inputs)}):
        yield from _file_problems(name, shown(os.path.join(layout.inputs, name)), inputs)


def _release_problems(inputs: Inputs, release: Release) -> Iterator[FailedError]:
    """What is there and is not what the archive keeps of the release; what is not there is said otherwise.

    Comments and empty lines may have been taken out of mapping.txt for the plugin, which is noted and no error.
    """
    paths = {name: os.path.join(inputs.layout.inputs, name) for name in (MAPPING, METHODS_MAP, INSTANTRUN_MAPPING)}
    if inputs.old is not None:
        paths[APK] = inputs.old.path
    todo = Phrase("hapline hotpatch restore {version} --force", version=release.version)
    for name, path in paths.items():
        content = release.files.get(name)
        if content is None or state_of(Target(name, path, content)) != "different":
            continue
        if name != MAPPING or not _says_the_same(path, content, inputs):
            what = Phrase("the file is not that of the release {version}", version=release.version)
            yield FailedError(what, where=shown(path), todo=todo)


def _mapping_problems(inputs: Inputs) -> Iterator[HaplineError]:
    """What is wrong with a mapping.txt of which no archived release says what it must be."""
    path = os.path.join(inputs.layout.inputs, MAPPING)
    if not os.path.isfile(path) or not os.path.getsize(path):
        return  # which is said otherwise
    file, todo = shown(path), _todo(MAPPING, inputs)
    trouble = trouble_in(MAPPING, path, file)
    if trouble is not None:
        yield FailedError(no_such_part(MAPPING, trouble), where=trouble.where, todo=todo)
    elif inputs.old is not None and match(path, read_apk(inputs.old.path)).is_foreign:
        what = Phrase("this is the mapping of another build than {apk}", apk=inputs.old.path)
        yield FailedError(what, where=file, todo=todo)


def _says_the_same(path: str, content: Content, inputs: Inputs) -> bool:
    """Whether a mapping.txt differs from the one that is kept in nothing that the plugin reads."""
    if inputs.archived is None or not os.path.isfile(path):
        return False
    try:
        return says_the_same(path, partial(inputs.archived, content))
    except (DocumentError, OSError, Unreadable):
        return False


def mapping_notes(layout: Layout, release: Release | None, old: Apk | None = None) -> Iterator[Phrase]:
    """What may go wrong with mapping.txt: nobody outside knows whether the vendor has mended it.

    Args:
        layout: The build. release: The archived release, where it is named. old: The released app, where it is given.
    """
    path = os.path.join(layout.inputs, MAPPING)
    content = release.files.get(MAPPING) if release is not None else None
    if release is not None and content is not None and state_of(Target(MAPPING, path, content)) == "different":
        text = "{file} differs from that of {version} in comments and empty lines alone"
        yield Phrase(text, file=shown(path), version=release.version)
    if not os.path.isfile(path):
        return
    if release is None and old is None:
        text = "whether {file} is of the release is not known: name that by --release, or its apk by --old-apk"
        yield Phrase(text, file=shown(path))
    try:
        for trouble in robust_trouble(path):
            if trouble.stops:
                text = _STOPS["end" if trouble.form == "end" else "line"]
                yield Phrase(text, file=shown(path), line=trouble.line)
                return
    except (DocumentError, OSError, Unreadable):
        return  # the build says so


def _there(folder: str) -> list[str]:
    """Files that are there are looked at, whether they have to be or not."""
    return [name for name in (METHODS_MAP, INSTANTRUN_MAPPING) if os.path.exists(os.path.join(folder, name))]


def _todo(name: str, inputs: Inputs) -> Phrase:
    """How a file comes into ``instantrun/``, as far as the archive can help."""
    release = inputs.release
    if release is not None and name in missing_of(release):
        text = (
            "{version} was archived without it: lay it there from the build of that release, or no patch can be built"
        )
        return Phrase(text, version=release.version)
    if release is not None and name not in release.files and name == MAPPING:
        text = (
            "{version} was archived without it, as a build that is not minified: set proguard to false in "
            "instantrun.xml, or lay the mapping.txt of that build there"
        )
        return Phrase(text, version=release.version)
    if release is not None and name not in release.files:
        return Phrase("{version} was archived without it: lay it there from that build", version=release.version)
    text = "lay what the release kept into instantrun/: hapline hotpatch restore {version}"
    return Phrase(text, version=inputs.version or "VERSION")


def _file_problems(name: str, file: str, inputs: Inputs) -> Iterator[HaplineError]:
    todo = _todo(name, inputs)
    if not os.path.isfile(file):
        yield FailedError("a file of the release is missing", where=file, todo=todo)
        return
    try:
        with open(file, "rb") as content:
            head = content.read(2)
    except OSError as error:
        yield of(error, file)
        return
    if not head:
        yield FailedError("a file of the release is empty", where=file, todo=todo)
    elif name != MAPPING and head != _GZIP:
        yield FailedError("the file is not in the format gzip, which the plugin reads", where=file, todo=todo)
    elif name == METHODS_MAP:
        try:
            read_methods_map(file)
        except (BinaryError, OSError, Unreadable) as error:
            known = of(error, file)
            yield FailedError(known.what, where=known.where, todo=todo)
