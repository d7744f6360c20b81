"""AndroidManifest.xml of the app: mPaaS's Application, the class that it calls, and Android's old HTTP client.

Source: the vendor's guide, 5.2.1.2 and 5.2.2.1 "Initialize hotpatch".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from hapline.builds import MANIFEST_PATH, Manifest
from hapline.documents import ANDROID, XmlElement, insert_child, set_attribute
from hapline_hooks import Phrase, TextEdit
from hapline_plugins.hotpatch.configuring import application_like
from hapline_plugins.hotpatch.configuring.workbench import Workbench, at, refused
from hapline_plugins.hotpatch.source.application_class import EXTERN, HTTP, LIKE, QUINOXLESS, extern_of

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Facts

Step = Callable[[XmlElement], Iterable[TextEdit]]


def ensure_manifest(bench: Workbench, facts: Facts) -> None:
    """Name the Application, the app's own class and the library; and make the class where there is none.

    Raises:
        hapline.errors.UsageError: There is no manifest with an application that can be read and edited.
    """
    path = facts.app.file(MANIFEST_PATH)
    application = _application(bench, path)
    name = application.get("name", ANDROID)
    full = facts.app.full_name(name) if name else ""
    extern = extern_of(application)
    said = extern.get("value", ANDROID) if extern is not None else None
    own = facts.app.find_class(full) if full not in {"", QUINOXLESS} else None
    if full in {"", QUINOXLESS} or (own is not None and own.superclass == LIKE):
        _edit(bench, path, _named)
        if said:
            application_like.look_at(bench, facts, facts.app.full_name(said))
        else:
            chosen = own.name if own is not None else application_like.ensure(bench, facts)
            _edit(bench, path, lambda one: _extern_named(one, chosen))
    else:
        _leave(bench, path, full, own.superclass if own is not None else "")
    _edit(bench, path, _library)


def _leave(bench: Workbench, path: str, name: str, superclass: str) -> None:
    """Say what to do with an Application of the app's own: how much of it must change, nobody else knows."""
    if superclass:
        what = Phrase("{name} derives from {superclass}", name=name, superclass=superclass)
    else:
        what = Phrase("{name} is the application, and its source is not found", name=name)
    bench.leave(
        Phrase(
            "{path}: {what}: make it a {like}, which is no Application itself, name it in the meta-data {extern}, "
            "annotate it with @Keep, call MPHotpatch.init() in its onMPaaSFrameworkInitFinished, and set android:name "
            "to {application}",
            path=path,
            what=what,
            like=LIKE,
            extern=EXTERN,
            application=QUINOXLESS,
        )
    )


def _application(bench: Workbench, path: str) -> XmlElement:
    data = bench.read(path)
    if data is None:
        raise refused(
            Phrase("there is no such file"), path, "hapline reads the manifest there; move it, or write the first one"
        )
    with at(path):
        found = Manifest(path, data).application
    if found is None:
        raise refused(Phrase("the manifest has no application"), path, "add the element application to it")
    meant = found.prefixes.get("android", ANDROID)
    if meant != ANDROID:
        what = Phrase("the prefix android means {meant}, and not the namespace of Android", meant=meant)
        raise refused(what, path, Phrase("bind it to {namespace} in the root element", namespace=ANDROID))
    return found


def _edit(bench: Workbench, path: str, step: Step) -> None:
    """Edit the application as it is now."""
    with at(path):
        manifest = Manifest(path, bench.read(path) or b"")
        application = manifest.application
        edits = list(step(application)) if application is not None else []
        if edits:
            bench.write(path, manifest.document.edited(edits))


def _named(application: XmlElement) -> list[TextEdit]:
    return set_attribute(application, "name", QUINOXLESS, ANDROID)


def _extern_named(application: XmlElement, name: str) -> list[TextEdit]:
    extern = extern_of(application)
    if extern is not None:
        return set_attribute(extern, "value", name, ANDROID)
    unit = "\t" if "\n\t" in application.document.text else "    "
    return insert_child(application, f'<meta-data\n{unit}android:name="{EXTERN}"\n{unit}android:value="{name}" />')


def _library(application: XmlElement) -> Iterator[TextEdit]:
    used = [one for one in application.children if one.tag == "uses-library" and one.get("name", ANDROID) == HTTP]
    if used:
        yield from set_attribute(used[0], "required", "false", ANDROID)
    else:
        yield from insert_child(application, f'<uses-library android:name="{HTTP}" android:required="false" />')
