"""The files in which apps embed the public key, as the configuration names them, and the key that they should have."""

from __future__ import annotations

import os
from collections.abc import Iterator

from hapline.errors import UsageError
from hapline.git import repository_of
from hapline_hooks import Settings, Tree, Unreadable, noun
from hapline_plugins.offline.keys.public import LIMIT, public_der

_IN, _KEY, _PUBLIC = "offline.publicKeyIn", "offline.key", "offline.publicKey"
_SHOWN = 40
_HOW = "give the public key as a PEM or DER file, or the base64 that the app embeds"


@noun
class Expected:
    """The public key that apps should embed.

    Attributes:
        der: It as SubjectPublicKeyInfo. name: The option that it comes from.
    """

    der: bytes
    name: str


class Embedding:
    """A file in which an app embeds the key.

    Attributes:
        name: As the configuration names it. path: Its path in the tree; empty where it lies elsewhere.
    """

    def __init__(self, tree: Tree, name: str, path: str, place: str) -> None:
        """Name a file, by its path in the tree or by its absolute one."""
        self.name = name
        self.path = path
        self._tree = tree
        self._place = place

    def read(self) -> bytes:
        """Its content.

        Raises:
            hapline_hooks.Unreadable: It cannot be read. OSError: Likewise, of a file outside the tree.
        """
        if self.path:
            return self._tree.read(self.path)
        if not self._tree.depends_on(self._place):
            raise Unreadable(self.name, "there is no such file", absent=True)
        return _content(self._place)


def embeddings(tree: Tree, settings: Settings) -> Iterator[Embedding]:
    """The files that the configuration names."""
    repository = repository_of(tree)
    for name, place in zip(settings.texts(_IN), settings.located_all(_IN), strict=True):
        if not place or repository is None:
            yield Embedding(tree, name, name, "")
            continue
        inside = os.path.relpath(os.path.realpath(place), os.path.realpath(repository.folder)).replace(os.sep, "/")
        yield Embedding(tree, name, "" if inside.startswith("../") else inside, os.path.abspath(place))


def expected_key(tree: Tree, settings: Settings) -> Expected | None:
    """The public half of the key that packages are signed with, else the configured public key; None without both.

    Raises:
        hapline.errors.HaplineError: The private key is there and cannot be used.
    """
    path = settings.located(_KEY)
    if path and tree.depends_on(os.path.abspath(path)):
        from hapline_plugins.offline.signing import read_key

        return Expected(der=read_key(path).public, name=_KEY)
    der = configured_public(tree, settings)
    return Expected(der=der, name=_PUBLIC) if der is not None else None


def configured_public(tree: Tree, settings: Settings) -> bytes | None:
    """The public key that the configuration names or holds, as SubjectPublicKeyInfo; None where it is none."""
    text = settings.text(_PUBLIC)
    path = settings.located(_PUBLIC)
    if path and tree.depends_on(os.path.abspath(path)):
        return public_in(_content(path))
    return public_in(text.encode("utf-8", "replace")) if text else None


def read_public(given: str) -> bytes:
    """The public key in a file, or in the text itself.

    Raises:
        hapline.errors.UsageError: There is none.
    """
    data = _content(given) if os.path.isfile(given) else given.encode("utf-8", "replace")
    der = public_in(data)
    if der is None:
        raise UsageError("this is no RSA public key", where=given[:_SHOWN], todo=_HOW)
    return der


def public_in(data: bytes) -> bytes | None:
    """The public key that a content is, in PEM, DER or base64; None where it is none."""
    from base64 import b64encode

    if data[:1] == b"\x30":
        return public_der(b64encode(data).decode())
    lines = [line for line in data.decode("ascii", "replace").splitlines() if not line.startswith("-----")]
    return public_der("".join("".join(lines).split()))


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(LIMIT)
