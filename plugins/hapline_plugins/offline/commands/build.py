"""``hapline offline build``: makes packages as the delivery service makes them, and the zips that it takes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, cast

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, of
from hapline.session import Session, settings_options
from hapline_plugins.offline.commands.group import offline

if TYPE_CHECKING:
    from hapline.deliveries import Written
    from hapline_hooks import Tree
    from hapline_plugins.offline.building.package import Package

_NEXT = "next"
_EXISTING = (
    "Folder with the .amr files that there are already; else offline.tag and offline.released of the configuration, "
    "and --out."
)
_VERSION = "The version, or next for the one after the highest existing; else as described, or the next one."


@offline.command(
    name="build",
    help="Build offline packages: the signed .amr, the zip for the console, h5_json.json, the fallback tree. SOURCE "
    "is a folder or a zip; a folder with several packages is built as a batch. Packages are checked first, and all are "
    "written or none. The same files make the same bytes on every machine.",
)
@click.argument("source", type=click.Path())
@click.option("--id", "id_", metavar="ID", help="The package id: eight digits.")
@click.option("--version", "version_", metavar="VERSION|next", help=_VERSION)
@click.option("--name", "name_", help="What people call the package.")
@click.option("--type", "kind", type=click.Choice(["normal", "global"]), help="Normal or global resources.")
@click.option("--main-url", metavar="PATH", help="The entry page, such as /www/index.html.")
@click.option("--directory", metavar="PATH", help="What the files are put into below the id, such as www.")
@click.option("--key", type=click.Path(), help="The RSA private key; offline.key of the configuration by default.")
@click.option("--unsigned", is_flag=True, help="Do not sign, whatever the configuration says.")
@click.option("--existing", multiple=True, type=click.Path(), help=_EXISTING)
@click.option(
    "--out", type=click.Path(), default="dist", help="Folder to write to; dist below the current one by default."
)
@click.option("--no-check", is_flag=True, help="Build in spite of errors; a private key is never packed.")
@click.option("--force", is_flag=True, help="Also replace another build of the same version, and a signed one.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def build(  # noqa: PLR0913 one argument for each option of the command line
    source: str,
    id_: str | None,
    version_: str | None,
    name_: str | None,
    kind: str | None,
    main_url: str | None,
    directory: str | None,
    key: str | None,
    unsigned: bool,  # noqa: FBT001 a flag of the command line
    existing: tuple[str, ...],
    out: str,
    format_: str,
    no_check: bool,  # noqa: FBT001 likewise
    force: bool,  # noqa: FBT001 likewise
    **options: object,
) -> int:
    """Build packages."""
    from hapline_plugins.offline.building.amr import deflating
    from hapline_plugins.offline.building.sources import Wanted, check_batch, packages_of
    from hapline_plugins.offline.keys.signing import read_key
    from hapline_plugins.offline.target import target_of

    deflating()
    is_folder = os.path.isdir(source)
    session = Session(source if is_folder else ".", options)
    key = None if unsigned else key or session.settings.located("offline.key")
    asked = {
        "id": id_,
        "version": None if version_ == _NEXT else version_,
        "name": name_,
        "kind": kind,
        "main_url": main_url,
        "directory": directory,
    }
    tree = session.tree(source) if is_folder else None
    wanted = Wanted(
        given={name: value for name, value in asked.items() if value is not None},
        target=target_of(session.settings),
        key=read_key(key) if key else None,
        versions_of=_versions(session, tree or session.tree(), existing, out),
        counts_up=version_ == _NEXT,
    )
    with ExitStack() as open_:
        packages = packages_of(source, tree, session.settings, wanted, open_)
        check_batch(packages, source)
        for package in packages:
            package.check()
        if not no_check and _refused(session, packages, tree):
            return EXIT_FINDINGS
        written = _written(packages, out, force=force)
    for package in packages:
        _say_version(session, package)
    rows = [_row(one) for one in written]
    if format_ == "json":
        console.out(json.dumps({"version": 1, "files": rows}, ensure_ascii=False, indent=2))
    else:
        for package in packages:
            for line in _lines(session, package, rows):
                console.out(console.printable(line))
    return _told_of_size(session, written)


def _refused(session: Session, packages: Sequence[Package], tree: Tree | None) -> bool:
    """Whether packages have errors; what was found is said."""
    from hapline_plugins.offline.building.sources import judged_of

    together, zips = judged_of(packages)
    # The comments that accept findings are looked for in the tree, which has nothing of what is in a zip.
    refused = [session.refuses(subjects, of) for subjects, of in ((together, tree), (zips, None)) if subjects]
    return any(refused)


def _written(packages: Sequence[Package], out: str, *, force: bool) -> list[Written]:
    from hapline.deliveries import ContentError, check_replacing, deliver
    from hapline_plugins.offline.building.deliverables import FALLBACK, deliverables_of

    made = [one for package in packages for one in deliverables_of(package)]
    if not force:
        check_replacing(made, out)
    try:
        return deliver(made, out, flush=lambda one: one.kind != FALLBACK)
    except ContentError as error:
        where = next(one.where for one in packages if one.described.id == error.deliverable.name)
        raise of(cast("Exception", error.__cause__), where) from None


def _row(one: Written) -> dict[str, Any]:
    from hapline_plugins.offline.building.deliverables import FALLBACK

    made = one.deliverable
    row: dict[str, Any] = {"file": one.file, "size": one.size, "sha256": one.sha256, "kind": made.kind}
    row |= {"id": made.name, "version": made.version}
    return row if made.kind == FALLBACK else row | {"facts": dict(made.facts)}


def _told_of_size(session: Session, written: Sequence[Written]) -> int:
    """Say where the console would not take the zips together; the exit code."""
    from hapline_plugins.offline.building.deliverables import UPLOAD
    from hapline_plugins.offline.building.sources import too_large_together

    too_large = too_large_together([one.size for one in written if one.deliverable.kind == UPLOAD])
    if too_large is None:
        return EXIT_FINE
    console.err(session.words(too_large))
    return EXIT_FINDINGS


def _versions(session: Session, tree: Tree, existing: tuple[str, ...], out: str) -> Callable[[str], Sequence[str]]:
    """What says which versions there are of a package: in the folders that are named, else wherever releases are."""
    from hapline_plugins.offline.building.existing import versions_in
    from hapline_plugins.offline.released.known import Released

    there = versions_in(existing or (out,))
    released = Released(tree, session.settings)
    return lambda id_: [*there.get(id_, ()), *(() if existing else released.versions_of(id_))]


def _say_version(session: Session, package: Package) -> None:
    """Say which version was chosen where nobody said it."""
    it, above = package.described, package.above
    if above is not None:
        text = "{id}: version {version}, the one after {above}" if above else "{id}: version {version}, the first one"
        console.err(console.printable(session.words(text, id=it.id, version=it.version, above=above)))


def _lines(session: Session, package: Package, written: list[dict[str, Any]]) -> Iterator[str]:
    from hapline_plugins.offline.building.deliverables import FALLBACK

    words, it = session.words, package.described
    mine = [one for one in written if (one["id"], one["version"]) == (it.id, it.version)]
    for one in mine:
        if one["kind"] != FALLBACK:
            yield words(
                "{file}  {size:size}  sha256 {sha256}", file=one["file"], size=one["size"], sha256=one["sha256"]
            )
    pages = [one for one in mine if one["kind"] == FALLBACK]
    if pages:
        folder = str(pages[0]["file"]).partition("/fallback/")[0] + "/fallback/"
        yield words("{folder}  {count} files", folder=folder, count=len(pages))
    if not package.target.space:
        yield words("the addresses in h5_json.json are empty: offline.appId and offline.workspaceId are not both set")
    if package.key is None:
        yield words("not signed: apps that verify packages will not open it; give --key or set offline.key")
    else:
        yield words("signed; the app's public key has SHA-256 {digest}", digest=package.key.public.sha256)
