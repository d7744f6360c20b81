"""What is set once: the virtual domain and the signing key. And tokens, with which files are uploaded.

Source: MDS guide, 6.1 and 6.6.3.
"""

from __future__ import annotations

import re
import uuid

from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.model.settings import SigningKey, VirtualDomain
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, RefusedError
from hapline_plugins.mds_server.wire.policies import ACCESS_ID

_DOMAIN = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
_KEY_LIMIT = 64 * 1024
"""Bytes that a private key may have at most; 2048 bits take 1.7 KB."""
DONE = "Processing successful"


def _create_vhost(call: Call, unit: Unit) -> Reply:
    domain = call.needed("Vhost")
    if domain.lower().startswith(("http:", "https:")):
        raise RefusedError("Vhost must not start with http or https")
    if not _DOMAIN.fullmatch(domain):
        raise RefusedError(f'Vhost must be a domain name such as h5app.com, not "{domain[:100]}"')
    if there := _domain(call):
        raise ConflictError(f"the virtual domain is {there} and cannot be changed")
    unit.put(VirtualDomain(id=unit.number(VirtualDomain.kind), space=call.space, domain=domain))
    return {"Data": "success"}


def _query_vhost(call: Call) -> Reply:
    return {"Data": _domain(call)}


def _domain(call: Call) -> str:
    return next((one.domain for one in call.state.virtual_domains.of(call.space)), "")


def _exist_key(call: Call) -> Reply:
    if not any(call.state.signing_keys.of(call.space)):
        # The one refusal that is none: a key that is merely absent is answered like this (MDS guide, 6.6.3).
        raise RefusedError("", Data="fail")
    return {"Data": "success"}


def _upload_key(call: Call, unit: Unit) -> Reply:
    upload = call.upload()
    if any(call.state.signing_keys.of(call.space)):
        raise ConflictError("there is a key, and it cannot be changed")
    if upload.size > _KEY_LIMIT:
        raise RefusedError("the file is too long for a private key")
    content = b"".join(call.files.pieces(call.content(upload)))
    unit.put(SigningKey(id=unit.number(SigningKey.kind), space=call.space, pem=_private_key(content)))
    return {"Data": DONE}


def _private_key(content: bytes) -> str:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise RefusedError(
            "the file is no private RSA key in PEM without a password, as openssl genrsa makes it"
        ) from None
    if not isinstance(key, RSAPrivateKey):
        raise RefusedError("the key is no RSA key")
    if key.key_size < 2048:  # noqa: PLR2004 bits of openssl genrsa 2048
        raise RefusedError(f"the key has {key.key_size} bits; 2048 are needed")
    return content.decode("ascii", "replace")


def _file_token(call: Call) -> Reply:
    if not call.arguments.true("OnexFlag"):
        raise RefusedError("OnexFlag must be true")
    prefix = "/".join(
        (
            "mds/tempFileForOnex",
            call.text("AppId"),
            call.text("WorkspaceId"),
            call.text("TenantId"),
            str(uuid.uuid4()),
            "",
        )
    )
    policy = call.signer.policy(prefix, call.now)
    return {
        "FileToken": {
            "Accessid": ACCESS_ID,
            "Dir": prefix,
            "Expire": str(policy.expires),
            "Host": call.base,
            "Policy": policy.encoded,
            "Signature": policy.signature,
        }
    }


HANDLERS = {
    "CreateMcubeVhost": Handler(write=_create_vhost),
    "QueryMcubeVhost": Handler(read=_query_vhost),
    "ExistMcubeRsaKey": Handler(read=_exist_key),
    "UploadMcubeRsaKey": Handler(write=_upload_key),
    "GetMcubeFileToken": Handler(read=_file_token),
}
