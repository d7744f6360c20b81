"""Keys that are for RSASSA-PSS alone, which readers take for any RSA key, and clients do not take at all."""

from __future__ import annotations

import re
from base64 import b64decode

_ID = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"
"""id-RSASSA-PSS, in DER (RFC 4055, 1.2); that of keys for any use ends with 1."""
_KEY = rb"\x30(?:\x81.|\x82..|[\x00-\x7f])(?:\x02\x01[\x00\x01])?\x30(?:\x81.|[\x00-\x7f])" + _ID
"""How SubjectPublicKeyInfo begins, and PKCS#8, which has a version before the algorithm."""
_PEM = rb"-----BEGIN (?:PRIVATE|PUBLIC) KEY-----\s*((?:[A-Za-z0-9+/]\s*){60})"


def is_pss_only(data: bytes) -> bool:
    """Whether a key, as PEM or DER, says that it is for RSASSA-PSS alone.

    Packages are verified by RSASSA-PKCS1-v1_5, which such a key must not be used for (RFC 4055, 3.1), and Android and
    iOS do not read it as an RSA key.
    """
    pem = re.search(_PEM, data)
    head = b64decode(b"".join(pem[1].split())) if pem is not None else data
    return re.match(_KEY, head, re.DOTALL) is not None
