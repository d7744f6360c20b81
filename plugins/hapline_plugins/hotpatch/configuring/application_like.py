"""The class that mPaaS calls in place of an Application: one that is there, or a new one.

Source: the vendor's guide, 5.2.1.2 and 5.2.2.1 "Initialize hotpatch".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.errors import UsageError
from hapline.templates import template
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.configuring.facts import IDENTIFIER
from hapline_plugins.hotpatch.configuring.keep_rules import ensure_class
from hapline_plugins.hotpatch.configuring.workbench import refused
from hapline_plugins.hotpatch.source.application_class import LIKE, ApplicationClass
from hapline_plugins.hotpatch.source.shrinking import is_shrunk, keeps_class

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Facts
    from hapline_plugins.hotpatch.configuring.workbench import Workbench

NAME = "HotpatchApplicationLike"


def ensure(bench: Workbench, facts: Facts) -> str:
    """The full name of the class: of one that derives from QuinoxlessApplicationLike, else of a new one.

    Raises:
        hapline.errors.UsageError: There are several, or the name of the new one is taken.
    """
    found = facts.app.code.application_likes
    if len(found) > 1:
        raise UsageError(
            Phrase("several classes derive from {like}: {names}", like=LIKE, names=[one.name for one in found]),
            where=facts.app.folder,
            todo="name the right one in the meta-data mpaas.quinoxless.extern.application of the manifest",
        )
    if found:
        _judge(bench, facts, found[0])
        return found[0].name
    return _made(bench, facts)


def look_at(bench: Workbench, facts: Facts, name: str) -> None:
    """Say what a class that the manifest names lacks."""
    found = facts.app.find_class(name)
    if found is None:
        bench.doubt(Phrase("the source of {name}, which the manifest names, is not found in the app", name=name))
    elif not found.may_be_like:
        bench.leave(Phrase("{path}: derive {name} from {like}", path=found.path, name=name, like=LIKE))
    else:
        _judge(bench, facts, found)


def _judge(bench: Workbench, facts: Facts, found: ApplicationClass) -> None:
    if not found.starts_hotpatch:
        bench.leave(
            Phrase(
                "{path}: call MPHotpatch.init() in onMPaaSFrameworkInitFinished of {name}",
                path=found.path,
                name=found.name,
            )
        )
    if not found.is_annotated and is_shrunk(facts.app) is not None and not keeps_class(facts.app, found.name):
        bench.leave(Phrase("{path}: annotate {name} with @Keep", path=found.path, name=found.name))


def _made(bench: Workbench, facts: Facts) -> str:
    ending = "kt" if facts.is_kotlin else "java"
    package = facts.package
    if not IDENTIFIER.fullmatch(package):
        raise refused(
            Phrase("{package} is no name of a package", package=package or "''"),
            facts.app.script_path,
            "give the app a namespace",
        )
    path = _path(facts, package, ending)
    if bench.read(path) is not None:
        raise refused(
            Phrase("{name} does not derive from {like}", name=NAME, like=LIKE), path, "derive it from that class"
        )
    semicolon = "" if facts.is_kotlin else ";"
    keep = f"{facts.annotations}.Keep" if facts.annotations else ""
    text = template(
        f"hotpatch/{facts.lang}/ApplicationLike.{ending}",
        imported=f"import {keep}{semicolon}\n" if keep else "",
        annotated="@Keep\n" if keep else "",
        namespace=package,
        **{"class": NAME},
    )
    bench.write(path, text.encode())
    name = f"{package}.{NAME}"
    if not keep:
        ensure_class(bench, facts, name)
    return name


def _path(facts: Facts, package: str, ending: str) -> str:
    """Where a new class goes: into the folder of sources that is there."""
    app = facts.app
    is_own = ending == "kt" and bool(facts.build.tree.list(app.file("src/main/kotlin")))
    folder = "kotlin" if is_own else "java"
    return app.file(f"src/main/{folder}/{package.replace('.', '/')}/{NAME}.{ending}")
