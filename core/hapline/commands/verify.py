"""``hapline verify``: judges built packages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hapline.arguments import Command, Parameter, option
from hapline.config.settings import Settings
from hapline.engine.report import Report
from hapline.engine.run import run
from hapline.errors import MissingError, UsageError, of
from hapline.plugins import Host
from hapline.session import CHECK_OPTIONS, Session
from hapline_hooks import Phrase, VerifyRequest

if TYPE_CHECKING:
    from hapline.archives import Archive, ArchiveEntry


def verify(files: tuple[str, ...], judged_as: str | None, base: tuple[str, ...], **options: object) -> int:
    """Check built packages."""
    for file in (*files, *base):
        if not os.path.isfile(file):
            raise MissingError(
                "there is no such file",
                where=file,
                todo=_TAKES,
            )
    session = Session(".", options, CHECK_OPTIONS)
    return session.show(judge(session.host, session.settings, files, base, judged_as))


def judge(
    host: Host, settings: Settings, files: tuple[str, ...], base: tuple[str, ...] = (), judged_as: str | None = None
) -> Report:
    """Open built files and judge them.

    Raises:
        hapline.errors.UsageError: No plugin knows what they are.
    """
    request = VerifyRequest(files=files, base=base, judged_as=judged_as or "", settings=settings)
    known = len(host.faults)
    subjects = host.artifacts(request)
    if not subjects and len(host.faults) == known:
        _require_archives(files)
        raise UsageError(_unknown(files[0]), todo=_TAKES)
    return run(host, settings, subjects)


def _require_archives(files: tuple[str, ...]) -> None:
    """Say of a file that should be an archive by its name why it is none, or which of its entries is damaged."""
    from hapline.archives import ArchiveError, open_archive

    for file in files:
        if file.lower().endswith(_ARCHIVES):
            try:
                with open_archive(file) as archive:
                    for entry in archive.entries:
                        _require_entry(archive, entry, file)
            except ArchiveError as error:
                what = Phrase("cannot be read as a ZIP archive: {reason}", reason=Phrase(error.message))
                todo = error.hint if error.reason == "lfs-pointer" else "build or download it again"
                raise UsageError(what, where=file, todo=todo) from None
            except OSError as error:
                raise of(error, file) from None


def _unknown(file: str) -> Phrase:
    """Says that no plugin knows a file; of a zip, what is at its top, by which plugins know theirs."""
    if not file.lower().endswith(_ZIP):
        return Phrase("no plugin knows what {file} is", file=file)
    from hapline.archives import open_archive

    with open_archive(file) as archive:
        names = sorted({one.name.partition("/")[0] for one in archive.entries})
    return Phrase(
        "no plugin knows what {file} is: a zip with {names} at its top",
        file=file,
        names=[name if name.isprintable() else repr(name)[1:-1] for name in names[:_SHOWN]] or ["-"],
    )


def _require_entry(archive: Archive, entry: ArchiveEntry, file: str) -> None:
    from hapline.archives import ArchiveError

    try:
        for _ in archive.pieces(entry):
            pass
    except ArchiveError as error:
        raise of(error, file) from None


_TAKES = Phrase(
    "verify takes .hap, .hsp and .app files, Bundle jars, apks of Portals and hotpatched apps, patches, whitelists, "
    "offline packages (.amr), and their zips for the console, with one folder at the top that is named by the id of "
    "eight digits"
)
_ZIP = ".zip"
_ARCHIVES = (".jar", ".apk", ".hap", ".hsp", ".app", ".amr", _ZIP)
_SHOWN = 5
AS = option("--as", to="judged_as", choices=("app", "hap", "hsp"), help="Judge as this, whatever the files are.")
BASE = option("--base", type="path", many=True, help="An earlier package of the same app to compare with.")
COMMAND = Command(
    name="verify",
    help="Check built packages: .hap, .hsp and .app files, Bundle jars, apks, patches, whitelists, offline packages "
    "(.amr) and their zips for the console. Files given together are judged together as one app.",
    parameters=(
        Parameter(to="files", type="path", many=True, required=True),
        AS,
        BASE,
        *CHECK_OPTIONS,
    ),
    run=verify,
)
