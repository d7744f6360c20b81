"""Result codes of calls through the gateway: what went wrong, and what to do.

Sources: the list of the gateway's codes (``_GATEWAY``); 7001 is also named in the mPaaS MDS guide, 5.5. Codes below
1000 are the client's own, as its class RpcException names them.
"""

from __future__ import annotations

from typing import NamedTuple

from hapline_hooks import Phrase

_GATEWAY = "https://www.alibabacloud.com/help/en/mobile-platform-as-a-service/latest/gateway-result-codes"
_GUIDE = "mPaaS MDS guide, 5.5"
_CLIENT = "com.alipay.mobile.common.rpc.RpcException"


class Code(NamedTuple):
    """A code. text: What went wrong. todo: What to do. source: Where it is written; empty for a code nobody names."""

    text: Phrase
    todo: Phrase
    source: str


_SIGN = Phrase(
    "look whether base64Code in the .config file of the app is not empty, whether it was made for the key that this "
    "build is signed with, and whether signingConfigs name that key"
)
_CONFIG = Phrase("look whether the .config file of the app is that of this app and workspace")
_NETWORK = Phrase("look after the network of the phone, and after proxies and filters on it; then start the app again")
_SERVER = Phrase("ask those who run the gateway and the delivery service: their logs say more")
_CODES = {
    0: Code(Phrase("the client does not know what failed"), _NETWORK, _CLIENT),
    1: Code(Phrase("the client has nothing to send the call with"), _NETWORK, _CLIENT),
    2: Code(Phrase("the phone has no network"), _NETWORK, _CLIENT),
    3: Code(Phrase("the certificate of the gateway is not accepted"), _NETWORK, _CLIENT),
    4: Code(Phrase("no connection in time"), _NETWORK, _CLIENT),
    5: Code(Phrase("the network is too slow"), _NETWORK, _CLIENT),
    6: Code(Phrase("the gateway does not answer"), _NETWORK, _CLIENT),
    7: Code(Phrase("the connection broke"), _NETWORK, _CLIENT),
    8: Code(Phrase("the client could not send the call in its turn"), _NETWORK, _CLIENT),
    9: Code(Phrase("the client could not handle the call"), _CONFIG, _CLIENT),
    10: Code(Phrase("the client cannot read the answer"), _CONFIG, _CLIENT),
    13: Code(Phrase("the call was interrupted"), _NETWORK, _CLIENT),
    15: Code(Phrase("the network asks for a login of its own"), _NETWORK, _CLIENT),
    16: Code(Phrase("the address of the gateway is not found"), _CONFIG, _CLIENT),
    1001: Code(Phrase("access is denied"), _SERVER, _GATEWAY),
    1002: Code(Phrase("more calls than the gateway is set to allow"), _SERVER, _GATEWAY),
    1005: Code(Phrase("the call is not authorised"), _SERVER, _GATEWAY),
    2000: Code(Phrase("the user is not logged in, and the gateway asks for it"), _SERVER, _GATEWAY),
    3000: Code(Phrase("the gateway does not have this call for the app and workspace"), _CONFIG, _GATEWAY),
    3001: Code(Phrase("the call came without data"), _CONFIG, _GATEWAY),
    3002: Code(Phrase("the call has a wrong form"), _CONFIG, _GATEWAY),
    3003: Code(Phrase("the data cannot be decrypted"), _SIGN, _GATEWAY),
    4001: Code(Phrase("the delivery service did not answer the gateway in time"), _SERVER, _GATEWAY),
    4002: Code(Phrase("the gateway could not call the delivery service"), _SERVER, _GATEWAY),
    4003: Code(Phrase("the gateway does not find the delivery service"), _SERVER, _GATEWAY),
    5000: Code(Phrase("the gateway failed for a reason that it does not know"), _SERVER, _GATEWAY),
    7000: Code(Phrase("there is no key for the app, in it or in the gateway"), _SIGN, _GATEWAY),
    7001: Code(Phrase("the signature of the call is not accepted"), _SIGN, _GUIDE),
    7002: Code(Phrase("the signature of the call is wrong"), _SIGN, _GATEWAY),
    7003: Code(Phrase("the call is too old or too new"), Phrase("set the clock of the phone"), _GATEWAY),
    7007: Code(Phrase("the call has no time"), _SIGN, _GATEWAY),
    7014: Code(Phrase("the call is not signed"), _SIGN, _GATEWAY),
}
_NOBODY = Phrase("look the code up in the list of result codes of the gateway, or ask those who run it")


def meaning(code: int) -> Code:
    """What a code says; of one that nobody names, at least whose it is."""
    known = _CODES.get(code)
    if known is not None:
        return known
    if 7000 <= code <= 7999:  # noqa: PLR2004 the range that the gateway's list gives
        return Code(Phrase("a signature or decryption failed; the code itself is not known"), _SIGN, _GATEWAY)
    if 1001 <= code <= 5999:  # noqa: PLR2004 as above
        return Code(Phrase("the gateway refused the call; the code itself is not known"), _NOBODY, _GATEWAY)
    if 6000 <= code <= 6999:  # noqa: PLR2004 as above
        return Code(Phrase("the service behind the gateway failed; the code itself is not known"), _NOBODY, _GATEWAY)
    if 100 <= code <= 599:  # noqa: PLR2004 as the client's class says
        return Code(Phrase("the answer was HTTP {code}", code=code), _NETWORK, _CLIENT)
    return Code(Phrase("the code is not known"), _NOBODY, "")
