"""The view: decides what a request is answered with, local resource first, and knows nothing of sockets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Literal
from urllib.parse import quote

from hapline.archives import ArchiveError
from hapline.errors import HaplineError, of
from hapline_hooks import Phrase, Tree, Unreadable, noun
from hapline_plugins.offline.serving.asking import PORTS, Asked, decoded
from hapline_plugins.offline.serving.content_types import content_type_of
from hapline_plugins.offline.serving.opening import Opened, problem
from hapline_plugins.offline.serving.served import Served
from hapline_plugins.offline.target import Target

Whence = Literal["package", "global", "fallback", "online", "refused", "missing", "error", "redirect", "browser"]
"""Where an answer comes from; ``browser``: no page asks, but the browser for itself: for an icon, updates, the time."""
_READING = frozenset({"GET", "HEAD"})
_ICON = "favicon.ico"
_SAFE = "/%?#&=+:@!$',;~*()"


@noun
class Answer:
    """What a request is answered with.

    Attributes:
        whence: Where it comes from. status: The status. kind: The content type. body: The content.
        package: The id of the package that it is about. reason: What is to be said of it. todo: How to allow it.
        location: Where to go instead. upstream: The address on the network that it is to be fetched from.
    """

    whence: Whence
    status: int = HTTPStatus.OK
    kind: str = ""
    body: bytes = b""
    package: str = ""
    reason: str = ""
    todo: str = ""
    location: str = ""
    upstream: str = ""


class View:
    """The packages that are served.

    Attributes:
        packages: The packages. target: For whom they are made. online: Whether the network may be asked.
    """

    def __init__(
        self, packages: Sequence[Served], target: Target, tree: Callable[[str], Tree], *, online: bool = False
    ) -> None:
        """Serve these packages.

        Args:
            packages: As the attribute, like ``target`` and ``online``. target: See above.
            tree: Opens the folder of a fallback tree. online: See above.
        """
        self.packages = packages
        self.target = target
        self.online = online
        self._tree = tree
        self._hosts = {one.host: one for one in packages if one.host}
        self._global = [one for one in packages if one.kind == "global"]

    def is_ours(self, host: str) -> bool:
        """Whether connections to a host end here even where the network may be asked."""
        return host in self.hosts() or self._is_virtual(host)

    def hosts(self) -> set[str]:
        """The hosts whose addresses packages have, but for further ones of the virtual domain."""
        bases = [Asked.of_address("GET", base) for one in self.packages for base in one.fallbacks]
        return {*self._hosts, *self._global_domains(), *(one.at.host for one in bases if one is not None)}

    def answer(self, asked: Asked) -> Answer:
        """Answer a request; whatever it is, this raises nothing."""
        try:
            found = self._answer(asked)
        except HaplineError as error:
            return Answer(whence="error", status=HTTPStatus.INTERNAL_SERVER_ERROR, reason=problem(error))
        is_local = found.whence in {"package", "global", "fallback"}
        if not is_local or asked.method in _READING:
            return found
        if asked.method == "OPTIONS":
            return Answer(whence=found.whence, status=HTTPStatus.NO_CONTENT, package=found.package)
        reason = Phrase("{method}: files of packages can only be read", method=asked.method)
        return Answer(whence="error", status=HTTPStatus.METHOD_NOT_ALLOWED, package=found.package, reason=reason)

    def _answer(self, asked: Asked) -> Answer:
        path = asked.path
        if path is None:
            return Answer(whence="error", status=HTTPStatus.BAD_REQUEST, reason="no file can have this path")
        one = self._hosts.get(asked.at.host)
        if one is not None and asked.at.port == PORTS[asked.scheme]:
            if asked.scheme == "http":
                address = f"https://{asked.at.host}{quote(asked.target, safe=_SAFE)}"
                why = Phrase("packages are at https, whatever was typed")
                return _redirect(one, address, why)
            return self._virtual(one, path, asked)
        return self._by_fallback_address(asked) or self._from_global(asked) or self._elsewhere(asked)

    def _virtual(self, one: Served, path: str, asked: Asked) -> Answer:
        if not path:
            main = one.main(one.source.now())
            if main.strip("/"):
                return _redirect(one, quote(main, safe=_SAFE), "the page that the app opens first")
            reason = Phrase("it is not known which page of package {id} the app opens first", id=one.id)
            todo = "name it with --main-url, or as mainUrl in offline-package.json5"
            return Answer(whence="missing", status=HTTPStatus.NOT_FOUND, package=one.id, reason=reason, todo=todo)
        return self._from_package(one, path, "package") or self._after_package(one, path, asked)

    def _after_package(self, one: Served, path: str, asked: Asked) -> Answer:
        """What a package does not have: from its fallback tree, or else from its fallback address."""
        if path == _ICON:
            return Answer(whence="browser", status=HTTPStatus.NOT_FOUND, package=one.id)
        reason = Phrase("package {id} has no such file", id=one.id)
        found = self._from_folder(one, path, reason)
        if found is not None:
            return found
        address = f"{one.fallbacks[0]}{asked.target.removeprefix('/')}" if one.fallbacks else ""
        if self.online and address:
            return Answer(whence="online", upstream=address, package=one.id, reason=reason)
        if one.folder:
            reason = Phrase("neither package {id} nor its fallback tree has such a file", id=one.id)
            return Answer(whence="missing", status=HTTPStatus.NOT_FOUND, package=one.id, reason=reason)
        if address:
            reason = Phrase(
                "package {id} has no such file; the app would ask its fallback address, {address}",
                id=one.id,
                address=address,
            )
            todo = "give the fallback tree with --fallback, or ask the network with --online"
        else:
            reason = Phrase("package {id} has no such file; the app would ask its fallback address", id=one.id)
            todo = "give the fallback tree with --fallback; set offline.appId and offline.workspaceId for --online"
        return Answer(whence="refused", status=HTTPStatus.NOT_FOUND, package=one.id, reason=reason, todo=todo)

    def _from_package(self, one: Served, path: str, whence: Whence, reason: str = "") -> Answer | None:
        opened = one.source.now()
        if path not in opened.content.by_path:
            opened = one.source.now(anew=True)
        body = _read(opened, path, one)
        if body is None:
            return None
        return Answer(whence=whence, kind=content_type_of(path, body), body=body, package=one.id, reason=reason)

    def _from_folder(self, one: Served, path: str, reason: str) -> Answer | None:
        if not one.folder:
            return None
        tree = self._tree(one.folder)
        folder = ""
        for level in path.split("/"):
            # Names are compared here: some systems find a file by other letters too, and the servers do not.
            if all(entry.name != level for entry in tree.list(folder)):
                return None
            folder = f"{folder}/{level}" if folder else level
        if not tree.is_file(path):
            return None
        try:
            body = tree.read(path)
        except Unreadable as error:
            raise of(error, path) from None
        return Answer(whence="fallback", kind=content_type_of(path, body), body=body, package=one.id, reason=reason)

    def _by_fallback_address(self, asked: Asked) -> Answer | None:
        """What is asked for by the address of a package's fallback tree, which holds what the package does."""
        for one in self.packages:
            for base in one.fallbacks:
                if asked.page.startswith(base):
                    reason = Phrase("by the fallback address of package {id}, past the package", id=one.id)
                    path = decoded(asked.page[len(base) :])
                    if path is None:
                        return None
                    found = self._from_folder(one, path, reason)
                    return found or self._from_package(one, path, "fallback", reason)
        return None

    def _from_global(self, asked: Asked) -> Answer | None:
        for one in self._global:
            path = self._global_path(one.source.now(), asked) or self._global_path(one.source.now(anew=True), asked)
            found = self._from_package(one, path, "global") if path else None
            if found is not None:
                return found
        return None

    def _global_path(self, opened: Opened, asked: Asked) -> str:
        """The file of a global package that has an address; empty where none has."""
        port = "" if asked.at.port == PORTS[asked.scheme] else f":{asked.at.port}"
        wanted = f"https://{asked.at.host}{port}/{asked.path}"
        return next((path for path in opened.content.by_path if self.target.address_of(path) == wanted), "")

    def _elsewhere(self, asked: Asked) -> Answer:
        if self.online and asked.at.host not in self._hosts and not self._is_virtual(asked.at.host):
            return Answer(whence="online", upstream=asked.address)
        refused = HTTPStatus.FORBIDDEN
        if asked.at.host in self._hosts:
            reason = "packages are served at the usual ports only; the app would ask the network"
            return Answer(whence="refused", status=refused, reason=reason)
        if self._is_virtual(asked.at.host):
            reason = "no package that is served has this host; the app would load that package, if there is one"
            return Answer(whence="refused", status=refused, reason=reason, todo="name its file on the command line too")
        if asked.at.host in {self.target.domain, *self._global_domains()}:
            reason = "no global package that is served has this file; the app would ask the network"
            todo = "name the global package on the command line too, or ask the network with --online"
            return Answer(whence="refused", status=refused, reason=reason, todo=todo)
        reason = "no package that is served has this address; the app would ask the network"
        return Answer(whence="refused", status=refused, reason=reason, todo="--online lets it through to the network")

    def _is_virtual(self, host: str) -> bool:
        domain = self.target.virtual_domain.lower()
        return bool(domain) and (host == domain or host.endswith(f".{domain}"))

    def _global_domains(self) -> set[str]:
        found: set[str] = set()
        for one in self._global:
            try:
                paths = one.source.now().content.by_path
            except HaplineError:
                continue
            found |= {path.partition("/")[0].partition(":")[0] for path in paths if "/" in path}
        return found


def _read(opened: Opened, path: str, one: Served) -> bytes | None:
    file = opened.content.by_path.get(path)
    if file is None:
        return None
    try:
        return file.read()
    except Unreadable as error:
        if error.absent:
            return None  # removed since it was listed
        raise of(error, one.source.where) from None
    except ArchiveError as error:
        raise of(error, one.source.where) from None


def _redirect(one: Served, location: str, reason: str) -> Answer:
    return Answer(
        whence="redirect", status=HTTPStatus.TEMPORARY_REDIRECT, location=location, package=one.id, reason=reason
    )
