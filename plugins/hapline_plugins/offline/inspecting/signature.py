"""What signatures are worth, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline_plugins.offline.verifying.verdicts import Verdict


def signature_text(verdict: Verdict) -> Phrase:
    """One verdict in a few words."""
    where = verdict.key.where if verdict.key is not None else ""
    match verdict.state:
        case "unsigned":
            return Phrase("not signed")
        case "signed":
            return Phrase("signed with a key of {bits} bits, not verified: no public key is known", bits=verdict.bits)
        case "valid":
            return Phrase("signature valid: {bits} bits, {where}", bits=verdict.bits, where=where)
        case "wrong-key" if verdict.is_pss:
            return Phrase(
                "signed with the key of {where}, but by RSASSA-PSS, and clients verify RSASSA-PKCS1-v1_5", where=where
            )
        case "wrong-key":
            return Phrase("signed with another key of {bits} bits than {where}", bits=verdict.bits, where=where)
        case "broken":
            entries = [one.entry for one in verdict.failures]
            return Phrase("signature broken: {entries}", entries=entries)
        case "unreadable" if verdict.lacks_tar:
            return Phrase("the tar cannot be read, so that the signatures over it could not be verified")
        case _:
            return Phrase("signatures cannot be read")
