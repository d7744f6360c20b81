"""``hapline offline keygen``: makes the pair of keys that packages are signed and verified with."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_FINE, HaplineError
from hapline.session import Session, settings_options
from hapline_plugins.offline.commands.group import offline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hapline_plugins.offline.keys.pair import KeyPair


@offline.command(
    name="keygen",
    help="Make the RSA keys of an app as the documentation does: private_key.pem, which is uploaded in the console and "
    "signs packages, and public.pem, which the app embeds. Files that are there are never replaced.",
)
@click.option("--out", type=click.Path(), default=".", help="Folder to write to; the current one by default.")
@click.option("--traditional", is_flag=True, help="Write the private key as PKCS#1, as openssl did before version 3.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def keygen(out: str, format_: str, *, traditional: bool, **options: object) -> int:
    """Make a pair of keys."""
    from hapline_plugins.offline.keys.pair import new_pair, write_pair

    session = Session(".", options)
    pair = new_pair(traditional=traditional)
    private, public = write_pair(pair, out)
    ignored, line = _is_ignored(private), os.path.basename(private)
    if ignored is False:
        what = session.words(
            "warning: git does not ignore {file}; write this line into .gitignore: {line}", file=private, line=line
        )
        console.err(console.printable(what))
    if format_ == "json":
        key = pair.public
        row = {"version": 1, "private": private, "public": public, "publicKey": key.base64, "sha256": key.sha256}
        row |= {"gitIgnored": ignored, "gitignore": line}
        console.out(json.dumps(row, ensure_ascii=False, indent=2))
        return EXIT_FINE
    for one in _lines(session, pair, private, public, is_ignored=bool(ignored)):
        console.out(console.printable(one))
    return EXIT_FINE


def _lines(session: Session, pair: KeyPair, private: str, public: str, *, is_ignored: bool) -> Iterator[str]:
    """Where the keys are, and what each kind of app needs of the public one."""
    words, key = session.words, pair.public.base64
    yield words("{file}: the private key; upload it in the console, sign with it, and show it to nobody", file=private)
    if is_ignored:
        yield words("  git ignores it already")
    yield words("{file}: the public key, SHA-256 {digest}", file=public, digest=pair.public.sha256)
    yield ""
    yield words("Android:")
    yield f'  MPNebula.enableAppVerification("{key}");'
    yield words("  or what getPublicRsa() of your H5PublicRsaProvider returns: the same text")
    yield words("iOS, with {file} in the app's bundle:", file=os.path.basename(public))
    yield "  [MPNebulaAdapterInterface shareInstance].nebulaNeedVerify = YES;"
    yield "  [MPNebulaAdapterInterface shareInstance].nebulaPublicKeyPath ="
    yield '      [[NSBundle mainBundle] pathForResource:@"public" ofType:@"pem"];'
    yield words("HarmonyOS, in your H5CommonAppProvider:")
    yield "  shouldVerify(): boolean { return true }"
    yield f'  pubKey(): string {{ return "{key}" }}'


def _is_ignored(path: str) -> bool | None:
    """Whether git leaves a file out of commits; None where there are none: in no work tree, or without git."""
    from hapline.git import Repository

    folder, name = os.path.split(os.path.abspath(path))
    try:
        return Repository(folder).ignores(name)
    except HaplineError:
        return None
