"""The public keys of the packages that are parts of the SDK.

Computed from the signatures of such packages: s^e - m is a multiple of the modulus for each, m being what was signed.
"""

from __future__ import annotations

from functools import cache

from hapline_hooks import Phrase
from hapline_plugins.offline.keys.public import PublicKey

_EXPONENT = 65537
_OF_CERT = (
    "b6cbad6cbd5ed0d209afc69ad3b7a617efaae9b3c47eabe0be42d924936fa78c8001b1fd74b079e5ff9690061dacfa4768e9"
    "81a526b9ca77156ca36251cf2f906d105481374998a7e6e6e18f75ca98b8ed2eaf86ff402c874cca0a263053f22237858206"
    "867d210020daa38c48b20cc9dfd82b44a51aeb5db459b22794e2d649"
)
"""The modulus of the key of CERT.json, of 1,024 bits."""
_OF_SIGN = (
    "97de8a46ece840382ddeadf8efc3182b04c60d5d05cf9c3eb0a39fcfe02bfbf5e4c2a2e3556edb024fbf9ce0fd6789a7c0cf"
    "81b2053f1b928643d58c8dc5c0a30fde44149ff778aa7015f9f8376591b9de37240feccbdccbc1303806b7cbb01eb44a5379"
    "8aefe5ca691548eae1356ef70f83c15d6a7a07ef244000fba8052447093f10fd7f1260802174dad2f793dfd60e768d615377"
    "742abc7cde235992ebe8a5a5017e545b9655b573fd21639b167bd13638174215bf2f324b75b703950e54e88985c8815ffffb"
    "e7def121ce5a54e84931746afe156c2c46231363d699d5f262165800650a489d5e9c6c333c2e03463ed0ec61489b222deb54"
    "5b58b4703143"
)
"""The modulus of the key of SIGN.json, of 2,048 bits."""


@cache
def published_keys() -> tuple[PublicKey, ...]:
    """The keys of the SDK's own packages; packages of apps are not signed with them."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

    numbers = (RSAPublicNumbers(_EXPONENT, int(modulus, 16)) for modulus in (_OF_CERT, _OF_SIGN))
    return tuple(PublicKey(one.public_key(), Phrase("the SDK's own key")) for one in numbers)
