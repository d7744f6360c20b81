"""``hapline verify``: judges built packages."""

from __future__ import annotations

from pathlib import Path

import click

from hapline.commands.session import Session, check_options
from hapline.config.settings import Settings
from hapline.engine.report import Report
from hapline.engine.run import run
from hapline.errors import MissingError, UsageError
from hapline.plugins import Host
from hapline_hooks import Phrase, VerifyRequest


@click.command(name="verify", help="Check built packages; files given together are judged together as one app.")
@click.argument("files", type=click.Path(), nargs=-1, required=True)
@click.option(
    "--as", "judged_as", type=click.Choice(["app", "hap", "hsp"]), help="Judge as this, whatever the files are."
)
@click.option("--base", type=click.Path(), multiple=True, help="An earlier package of the same app to compare with.")
@check_options
def command(files: tuple[str, ...], judged_as: str | None, base: tuple[str, ...], **options: object) -> int:
    """Check built packages."""
    for file in (*files, *base):
        if not Path(file).is_file():
            raise MissingError("there is no such file", where=file, todo="name .hap, .hsp or .app files")
    session = Session(Path(), options)
    return session.show(judge(session.host, session.settings, files, base, judged_as))


def judge(
    host: Host, settings: Settings, files: tuple[str, ...], base: tuple[str, ...] = (), judged_as: str | None = None
) -> Report:
    """Open built files and judge them.

    Raises:
        hapline.errors.UsageError: No plugin knows what they are.
    """
    request = VerifyRequest(files=files, base=base, judged_as=judged_as or "", settings=settings)
    subjects = host.artifacts(request)
    if not subjects and not host.faults:
        raise UsageError(
            Phrase("no plugin knows what {file} is", file=files[0]), todo="verify takes .hap, .hsp and .app files"
        )
    return run(host, settings, subjects)
