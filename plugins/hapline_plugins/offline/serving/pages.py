"""The pages that the view itself writes: what was refused and why, the index, and the settings of the proxy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from urllib.parse import quote

from hapline.errors import HaplineError
from hapline_plugins.offline.serving.asking import Asked
from hapline_plugins.offline.serving.journal import Journal
from hapline_plugins.offline.serving.opening import Opened, problem
from hapline_plugins.offline.serving.served import Served
from hapline_plugins.offline.serving.view import Answer, View

Words = Callable[..., str]
HTML = "text/html; charset=utf-8"
PAC = "application/x-ns-proxy-autoconfig"
_MOST_FILES = 2000
_MOST_LINES = 500
_STYLE = "body{font:16px/1.5 sans-serif;margin:2em;max-width:70em}code,li{overflow-wrap:anywhere}td{padding-right:1em}"


def refusal(asked: Asked, answer: Answer, words: Words) -> bytes:
    """The page that says what was asked for, why it is not there, and what to do."""
    titles = {
        "refused": words("Not in any package: refused"),
        "missing": words("There is no such file"),
        "browser": words("There is no such file"),
    }
    title = titles.get(answer.whence) or words("This cannot be answered")
    body = [f"<p><code>{escape(asked.method)} {escape(asked.address)}</code></p>"]
    body += [f"<p>{escape(words(text))}</p>" for text in (answer.reason, answer.todo) if text]
    return _page(title, body)


def broken(status: int, reason: str, words: Words) -> bytes:
    """The page for what is no request that can be understood."""
    return _page(words("This cannot be answered"), [f"<p>{status} {escape(reason)}</p>"])


def index(view: View, journal: Journal, port: int, words: Words) -> bytes:
    """The page that lists the packages with their files, and says how a browser is brought to them."""
    body = [f"<p>{escape(line)}</p>" for line in how(port, words)]
    body.append('<p><a href="/proxy.pac">proxy.pac</a> <a href="/packages.pac">packages.pac</a></p>')
    for one in view.packages:
        body += _package(one, view, words)
    body.append(f"<h2>{escape(words('Requests so far'))}</h2><table>")
    body += [
        f"<tr><td>{line.whence}<td>{line.status}<td>{count}<td><code>{escape(f'{line.method} {line.address}')}</code>"
        for line, count in journal.lines()[-_MOST_LINES:]
    ]
    body.append("</table>")
    return _page(words("Offline packages as the app sees them"), body)


def how(port: int, words: Words) -> Iterator[str]:
    """How a browser is brought to the packages, in a few lines."""
    yield words("set 127.0.0.1:{port} as the proxy of a browser, for http and https", port=str(port))
    yield words("or name http://127.0.0.1:{port}/proxy.pac as its automatic proxy configuration", port=str(port))
    yield words("--open starts a browser that is set up already; --ca-out writes the certificate for others to trust")


def pac(port: int, hosts: Iterable[str] | None = None, domain: str = "") -> bytes:
    """The automatic configuration of a proxy.

    Args:
        port: Where the proxy is. hosts: Hosts that it is for; None for everything, so that nothing passes it unseen.
        domain: The virtual domain, whose hosts it is for too.
    """
    proxy = json.dumps(f"PROXY 127.0.0.1:{port}")
    if hosts is None:
        return f"function FindProxyForURL(url, host) {{ return {proxy}; }}\n".encode()
    known = json.dumps(dict.fromkeys(sorted(hosts), 1))
    within = f" || dnsDomainIs(host, {json.dumps(f'.{domain}')})" if domain else ""
    return (
        f"var known = {known};\n"
        "function FindProxyForURL(url, host) {\n"
        f'  return known.hasOwnProperty(host){within} ? {proxy} : "DIRECT";\n'
        "}\n"
    ).encode()


def address_of(one: Served, path: str, view: View) -> str:
    """The address of a file of a package, as pages see it."""
    written = quote(path)
    if one.kind == "global":
        return view.target.address_of(written)
    return f"https://{one.host}/{written}"


def entry_of(one: Served) -> str:
    """Where to begin looking at a package: the page that the app opens; empty for a global one."""
    return "" if one.kind == "global" else f"https://{one.host}{_main(one) or '/'}"


def _main(one: Served) -> str:
    try:
        return quote(one.main(one.source.now()), safe="/%?#&=+:@!$',;~*()")
    except HaplineError:
        return ""


def _package(one: Served, view: View, words: Words) -> list[str]:
    title = words("global package {id} {version}", id=one.id, version=one.version)
    if one.kind != "global":
        title = words("package {id} {version}", id=one.id, version=one.version)
    found = [f"<h2>{escape(title)}</h2>", f"<p><code>{escape(one.source.where)}</code></p>"]
    entry = entry_of(one)
    if entry:
        found.append(f'<p><a href="{escape(entry)}">{escape(entry)}</a></p>')
    try:
        opened = one.source.now(anew=True)
    except HaplineError as error:
        return [*found, f"<p>{escape(words(problem(error)))}</p>"]
    return [*found, "<ul>", *_files(one, opened, view), "</ul>"]


def _files(one: Served, opened: Opened, view: View) -> Iterator[str]:
    files = opened.content.files
    for file in files[:_MOST_FILES]:
        address = address_of(one, file.path, view)
        link = f'<a href="{escape(address)}">{escape(file.path)}</a>' if address else escape(file.path)
        yield f"<li>{link}</li>"
    if len(files) > _MOST_FILES:
        yield f"<li>+ {len(files) - _MOST_FILES}</li>"


def _page(title: str, body: Sequence[str]) -> bytes:
    lines = [
        '<!DOCTYPE html><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>",
        *body,
    ]
    return "\n".join(lines).encode("utf-8", "backslashreplace")
