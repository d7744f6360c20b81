"""Starts a browser that sees the packages: a Chromium with a profile of its own, which is thrown away."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence

from hapline.errors import MissingError

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
)
_ON_MACOS = ("Google Chrome", "Chromium", "Microsoft Edge")
_ON_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
_PROGRAMS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_QUIET = (
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-search-engine-choice-screen",
    "--disable-sync",
    "--disable-features=AutofillServerCommunication,CertificateTransparencyComponentUpdater,MediaRouter,NetworkTimeServiceQuerying",
    "--password-store=basic",
    "--use-mock-keychain",
)
"""What keeps the browser from asking the network for itself, which would look as if the page did."""


def find_browser(given: str = "") -> str:
    """The browser to start.

    Args:
        given: The one that was asked for, by its path or name.

    Raises:
        hapline.errors.MissingError: There is none.
    """
    if given:
        found = shutil.which(given)
        if found is None:
            raise MissingError("there is no such browser", where=given)
        return found
    for candidate in _candidates():
        found = shutil.which(candidate)
        if found is not None:
            return found
    raise MissingError("no Chromium, Chrome or Edge was found", todo="name one with --browser")


def arguments(profile: str, port: int, pin: str, addresses: Sequence[str], more: Sequence[str] = ()) -> list[str]:
    """What a Chromium is started with.

    Args:
        profile: A folder for its profile. port: That of the proxy. pin: The key that it is to trust.
        addresses: What it is to open. more: Further arguments.
    """
    return [
        f"--user-data-dir={profile}",
        f"--proxy-server=http://127.0.0.1:{port}",
        "--proxy-bypass-list=<-loopback>",  # a page that asks this machine is seen too
        f"--ignore-certificate-errors-spki-list={pin}",
        *_QUIET,
        *more,
        *addresses,
    ]


def _candidates() -> Iterator[str]:
    yield from _NAMES
    if sys.platform == "darwin":
        for name in _ON_MACOS:
            yield f"/Applications/{name}.app/Contents/MacOS/{name}"
    if os.name == "nt":
        for above in filter(None, map(os.environ.get, _PROGRAMS)):
            for path in _ON_WINDOWS:
                yield os.path.join(above, path)
