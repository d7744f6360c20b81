"""``hapline offline serve``: packages in a browser as the app shows them, before they are released."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, UsageError
from hapline.session import Session, settings_options
from hapline_hooks import Phrase, replace
from hapline_plugins.offline.commands.group import offline

if TYPE_CHECKING:
    from hapline_plugins.offline.serving.journal import Journal
    from hapline_plugins.offline.serving.listening import Listener
    from hapline_plugins.offline.serving.served import Served
    from hapline_plugins.offline.serving.view import View
    from hapline_plugins.offline.target import Target

_USUAL_DOMAIN = "h5app.com"
"""The virtual domain of the guide's examples (MDS guide, 6.1), for a view on this machine alone."""
_OFTEN = 0.25
"""Seconds between two looks at whether to end, where no signal wakes this process."""


@offline.command(
    name="serve",
    help="Show offline packages in a browser as the app does, before they are released: a proxy on this machine that "
    "answers https://ID.VIRTUAL_DOMAIN/ from packages, fallback trees and global packages, says where each answer came "
    "from, and refuses the rest. FILE is a .amr, the zip for the console, a folder with such, of which "
    "the highest versions are served, or a folder with packages in source, whose files are read anew each time.",
)
@click.argument("files", type=click.Path(), metavar="FILE...", nargs=-1, required=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1; any free one by default.")
@click.option(
    "--fallback",
    multiple=True,
    metavar="[ID=]DIR",
    help="A fallback tree, or the folder that packages were built into.",
)
@click.option("--virtual-domain", metavar="DOMAIN", help="Instead of offline.virtualDomain, such as h5app.com.")
@click.option("--main-url", multiple=True, metavar="[ID=]PATH", help="The page that the app opens first.")
@click.option("--online", is_flag=True, help="Ask the network for what no package has, as the app would.")
@click.option("--open", "open_", is_flag=True, help="Start a Chromium, Chrome or Edge that is set up; end with it.")
@click.option("--browser", metavar="PATH", default="", help="The browser to start instead of the first that is found.")
@click.option("--browser-arg", multiple=True, metavar="ARG", help="An argument for the browser, such as --headless.")
@click.option("--ca-out", type=click.Path(), help="Write the public certificate of this run, for browsers to trust.")
@click.option("--report", type=click.Path(), help="Write what was asked, and where it came from, as JSON at the end.")
@click.option("--strict", is_flag=True, help="Exit with 1 where anything did not come from the packages.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def serve(  # noqa: PLR0913 one argument for each option of the command line
    files: tuple[str, ...],
    port: int,
    fallback: tuple[str, ...],
    virtual_domain: str | None,
    main_url: tuple[str, ...],
    browser: str,
    browser_arg: tuple[str, ...],
    ca_out: str | None,
    report: str | None,
    format_: str,
    *,
    online: bool,
    open_: bool,
    strict: bool,
    **options: object,
) -> int:
    """Serve packages until told to end."""
    from hapline_plugins.offline.serving.browser import find_browser
    from hapline_plugins.offline.serving.given import with_fallbacks, with_main_urls
    from hapline_plugins.offline.serving.journal import Journal
    from hapline_plugins.offline.serving.view import View

    session = Session(files[0] if os.path.isdir(files[0]) else ".", options)
    target = _target(session, virtual_domain)
    packages = with_fallbacks(with_main_urls(_packages(session, files, target), main_url), fallback)
    found = find_browser(browser) if open_ or browser else ""
    view = View(packages, target, session.tree, online=online)
    journal = Journal(session.words)
    with _until_told() as ready, _listening(port, view, journal, session) as listener:
        if ca_out:
            _write(ca_out, listener.authority.pem)
        _say_ready(session, listener, as_json=format_ == "json")
        ready()
        _stay(listener, found, browser_arg)
    if report:
        _write(report, journal.report())
    counts = ", ".join(f"{name} {count}" for name, count in journal.counts().items())
    console.err(console.printable(session.words("requests: {counts}", counts=counts or "0")))
    return EXIT_FINDINGS if strict and not journal.is_clean else EXIT_FINE


def _target(session: Session, virtual_domain: str | None) -> Target:
    from hapline_plugins.offline.serving.asking import Authority
    from hapline_plugins.offline.target import target_of

    target = target_of(session.settings)
    given = virtual_domain or target.virtual_domain or _USUAL_DOMAIN
    at = Authority.read(given, 443)
    if at is None or ":" in given:
        what = Phrase("the virtual domain must be a domain such as h5app.com, not {given}", given=repr(given))
        raise UsageError(what)
    return replace(target, virtual_domain=at.host)


def _packages(session: Session, files: Sequence[str], target: Target) -> Sequence[Served]:
    from hapline_plugins.offline.highest import highest
    from hapline_plugins.offline.serving.opening import sources_of
    from hapline_plugins.offline.serving.served import check, served

    sources = [one for file in files for one in sources_of(file, session.tree, session.settings, target)]
    packages = []
    for chosen in highest(sources, lambda one: one.called):
        one = served(chosen.one, target)
        packages.append(one)
        if chosen.left:
            left = [other.where for other in chosen.left]
            line = "{id}: the highest version is {version}; left out: {left}"
            console.err(console.printable(session.words(line, id=one.id, version=one.version, left=left)))
    check(packages)
    return packages


@contextmanager
def _listening(port: int, view: View, journal: Journal, session: Session) -> Iterator[Listener]:
    from hapline_plugins.offline.serving.listening import Listener

    listener = Listener(port, view, journal, session.words)
    try:
        yield listener
    finally:
        listener.stop()


def _say_ready(session: Session, listener: Listener, *, as_json: bool) -> None:
    """Say that requests are answered from now on: one line where a program reads it."""
    from hapline_plugins.offline.serving.pages import entry_of, how

    address = f"http://127.0.0.1:{listener.port}/"
    packages = listener.view.packages
    if as_json:
        value = {
            "version": 1,
            "address": address,
            "proxy": f"127.0.0.1:{listener.port}",
            "pac": f"{address}proxy.pac",
            "pin": listener.authority.pin,
            "packages": [
                {"id": one.id, "version": one.version, "type": one.kind, "address": entry_of(one)} for one in packages
            ],
        }
        console.out(json.dumps(value, ensure_ascii=False))
        return
    console.out(session.words("serving at {address}", address=address))
    for one in packages:
        shown = session.words("global package") if one.kind == "global" else entry_of(one)
        console.out(console.printable(f"{one.id}  {shown}  {one.source.where}"))
    for line in how(listener.port, session.words):
        console.err(line)


@contextmanager
def _until_told() -> Iterator[Callable[[], None]]:
    """Take Ctrl-C and the signals that end this process for the end of what is done here.

    What comes before the function that it gives is called has its effect then: nothing is left half done.
    """
    from hapline.tools.signals import Stopped, raised

    with raised() as gate:
        try:
            yield gate.open
        except (KeyboardInterrupt, Stopped):
            return


def _stay(listener: Listener, browser: str, more: Sequence[str]) -> None:
    """Stay until a signal comes, or the browser is closed."""
    if browser:
        _browse(listener, browser, more)
        return
    while True:
        time.sleep(_OFTEN)


def _browse(listener: Listener, browser: str, more: Sequence[str]) -> None:
    """Start a browser and wait for its end.

    Raises:
        hapline.errors.HaplineError: It cannot be started, or failed.
    """
    from hapline.tools import Invocation, failed, run
    from hapline_plugins.offline.serving.browser import arguments
    from hapline_plugins.offline.serving.pages import entry_of

    addresses = list(filter(None, map(entry_of, listener.view.packages)))[:1] or [f"http://127.0.0.1:{listener.port}/"]
    with tempfile.TemporaryDirectory(prefix="hapline-browser-", ignore_cleanup_errors=True) as profile:
        line = arguments(profile, listener.port, listener.authority.pin, addresses, more)
        ended = run(Invocation(argv=(browser, *line)), quiet=True)
    if not ended.is_fine:
        for one in ended.tail[-5:]:
            console.err(console.printable(one))
        raise failed(ended)


def _write(path: str, content: bytes) -> None:
    from hapline.files import write

    try:
        write(path, content)
    except OSError as error:
        what = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
        raise UsageError(what, where=path) from None
