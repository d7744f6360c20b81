"""``hapline offline verify``: judges built packages and uploads, with the public key that the app embeds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import MissingError, NothingToDoError
from hapline.session import CHECK_OPTIONS, Session, check_options
from hapline_plugins.offline.commands.group import offline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hapline_hooks import Subject


@offline.command(
    name="verify",
    help="Verify built packages (.amr) and uploads (.zip): structure, names, and signatures by the public key that the "
    "app embeds. FILE may be a folder with packages. Nothing is unpacked.",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option(
    "--public-key",
    multiple=True,
    metavar="KEY",
    help="A public key: a PEM, DER or certificate file, or its base64; by default what the configuration names.",
)
@click.option(
    "--base", multiple=True, type=click.Path(), help="An earlier package to compare with, or a folder of them."
)
@check_options
def verify(files: tuple[str, ...], public_key: tuple[str, ...], base: tuple[str, ...], **options: object) -> int:
    """Judge packages."""
    from hapline_plugins.offline.keys.configured import verifying_keys
    from hapline_plugins.offline.keys.public import read_public_key
    from hapline_plugins.offline.verifying.opening import expected_of, subjects

    session = Session(".", options, CHECK_OPTIONS)
    keys = tuple([read_public_key(one) for one in public_key]) or verifying_keys(session.settings)
    folders = [one for one in base if os.path.isdir(one)]
    earlier = _named(one for one in base if one not in folders)
    found = list(subjects(_named(files), earlier, expected_of(session.settings, keys), folders=folders))
    report = session.judge(found)
    if not session.options.get("quiet"):
        for line in _lines(session, found):
            console.err(console.printable(line))
    return session.show(report)


def _named(given: Iterable[str]) -> list[str]:
    """The files that are named, and those in folders.

    Raises:
        hapline.errors.MissingError: There is no such file or folder.
        hapline.errors.NothingToDoError: There is no package in a folder.
    """
    from hapline_plugins.offline.verifying.opening import found_in

    files: list[str] = []
    for one in given:
        if os.path.isdir(one):
            inside = found_in(one)
            if not inside:
                raise NothingToDoError("there is no built package here", where=one, todo="name .amr or .zip files")
            files += inside
        elif os.path.isfile(one):
            files.append(one)
        else:
            raise MissingError("there is no such file or folder", where=one)
    return list(dict.fromkeys(files))


def _lines(session: Session, found: Iterable[Subject]) -> Iterator[str]:
    """One line for each package that can be read: what it is, and what its signatures are worth.

    One for each upload too whose files are judged elsewhere.
    """
    from hapline_plugins.offline.inspecting.signature import signature_text
    from hapline_plugins.offline.verifying.built import BuiltAmr, UploadZip

    for one in found:
        if isinstance(one, BuiltAmr) and one.package is not None:
            package = one.package
            yield session.words(
                "{file}: {id} {version}, {count} files; {signature}",
                file=one.path,
                id=package.id or "-",
                version=package.version or "-",
                count=len(package.content.files),
                signature=signature_text(one.verdict),
            )
        elif isinstance(one, UploadZip) and one.twin is not None:
            yield session.words("{file}: the files of {other}, judged there", file=one.path, other=one.twin.path)
