"""The public key that apps embed is the other half of the key that packages are signed with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline.documents import DocumentError, TolerantText
from hapline.errors import HaplineError
from hapline.rules import PlainRule
from hapline_hooks import Finding, Location, Phrase, Settings, Span, Tree, Unreadable, Workspace
from hapline_plugins.offline.rules.guide import CONFIGURE
from hapline_plugins.offline.source.configured import contexts, place_of

if TYPE_CHECKING:
    from hapline_plugins.offline.keys.embedding import Embedding

_OPTION = "offline.publicKeyIn"
CONFIGURED = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCybFMY89JnshZxVfFifhqnGAXzpCmdGIntQGviyFvAZFj+Hk8utbKDfo6yb/jb12t4jOjgpeSw"
    "ZXE9zUVhZnk8jdUuTS0nl/wD5g5HFWu294ZtJDUN0BFvfo8Zq8w9uYCRtnrf7tUn2r6aM6YY3z9KNzilC3xLIbPMFwjwjrSZUwIDAQAB"
)
OTHER = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQD3A2buClxleTjlZuX1ilrK/vvvBsqHm1N1n0H2Y2mDSrpdlihIDmvpWu4hJovTAlVavn+m9O5T"
    "KgBOzHfmLpICErWmygEmBnL2cl+Ob1pLg15VPWylqDrfYDseQHrF/46/HxvU8WnTSZzoPVKOKhUd04B2oeuJnjCeA7KEtO4xswIDAQAB"
)
"""Public keys of examples; nobody has their other halves."""
_SOURCE = "app/src/main/java/Trips.java"
_SETTINGS = {"hapline.json5": f'{{ offline: {{ publicKey: "{CONFIGURED}", publicKeyIn: ["{_SOURCE}"] }} }}'}


class EmbeddedKey(PlainRule[Workspace]):
    code = "OFP505"
    slug = "embedded-key"
    title = "Apps embed the public key of the key that packages are signed with"
    since = "0.1.0"
    why = "An app with another key opens no package: each page is loaded from the network, or is blank."
    help = (
        "Copy the public key that hapline offline keygen prints into the app. The rule is for configurations that "
        "name the files in which apps embed it (offline.publicKeyIn)."
    )
    messages: ClassVar = {
        "other": "the app embeds another public key than that of {known}",
        "several": "none of the {count} public keys here is that of {known}",
        "none": "{name} holds no RSA public key",
        "missing": "{name} cannot be read ({reason})",
    }
    subject = Workspace
    sources = (CONFIGURE,)
    bad: ClassVar = {**_SETTINGS, _SOURCE: f'MPNebula.enableAppVerification("{OTHER}");\n'}
    good: ClassVar = {**_SETTINGS, _SOURCE: f'MPNebula.enableAppVerification("{CONFIGURED}");\n'}

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Look for keys in the files, and compare them."""
        for _, context in [*contexts(subject)][:1]:
            if context.settings.texts(_OPTION):
                yield from self._judged(subject, context.tree, context.settings)

    def _judged(self, workspace: Workspace, tree: Tree, settings: Settings) -> Iterator[Finding]:
        from hapline_plugins.offline.keys.configured import expected_key
        from hapline_plugins.offline.keys.embedding import embeddings
        from hapline_plugins.offline.keys.public_in_source import keys_in

        try:
            expected = expected_key(tree, settings)
        except HaplineError:
            expected = None  # another rule says what is wrong with it
        for one in embeddings(tree, settings):
            outside = place_of(workspace, _OPTION)
            try:
                text = TolerantText(one.read()).text
            except (Unreadable, DocumentError, OSError) as error:
                yield self.found("missing", outside, severity="warning", name=one.name, reason=_reason(error))
                continue
            keys = keys_in(text)
            if not keys:
                place = Location(path=one.path) if one.path else outside
                yield self.found("none", place, severity="warning", name=one.name)
            elif expected is not None and all(key.spki != expected.spki for key in keys):
                place = _at(one, text, keys[0].offset) if one.path else outside
                if len(keys) > 1:
                    yield self.found("several", place, count=len(keys), known=expected.where)
                else:
                    yield self.found("other", place, known=expected.where)


def _reason(error: Exception) -> str:
    if isinstance(error, Unreadable):
        return error.reason
    if isinstance(error, DocumentError):
        return Phrase(error.template, **error.fields)
    return os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)


def _at(one: Embedding, text: str, offset: int) -> Location:
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    span = Span(start_line=line, start_column=column, end_line=line, end_column=column + 1)
    return Location(path=one.path, span=span)
