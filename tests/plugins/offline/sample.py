"""A small normal package and a small global one, in source, that tests change a little."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

ID = "20171228"
GLOBAL_ID = "77000001"
SPACE = "53E5279071442_test"
DOMAIN = "mcube-prod.mpaascloud.com"
SETTINGS = '{ offline: { appId: "53E5279071442", workspaceId: "test", virtualDomain: "h5app.com" } }'
DESCRIPTOR = f"""{{
  id: "{ID}",
  name: "Trips",
  version: "1.0.0.1",
  mainUrl: "/www/index.html",
  clientVersionMin: "1.0.0;1.0.0;1.0.0",
}}
"""
GLOBAL_DESCRIPTOR = f"""{{
  id: "{GLOBAL_ID}",
  name: "Common",
  version: "1.0.0.3",
  type: "global",
  source: "files",
  clientVersionMin: "1.0.0;1.0.0;1.0.0",
  repeatNebula: 1,
}}
"""
PAGE = f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>Trips</title>
<link rel="stylesheet" href="css/trips.css">
<script src="https://{DOMAIN}/{SPACE}/common.js"></script>
</head>
<body><img src="img/dot.png" alt=""></body>
</html>
"""
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)
NORMAL: Mapping[str, str | bytes] = {
    "trips/offline-package.json5": DESCRIPTOR,
    f"trips/{ID}/www/index.html": PAGE,
    f"trips/{ID}/www/css/trips.css": "body { background: url(../img/dot.png) }\n",
    f"trips/{ID}/www/img/dot.png": DOT,
}
GLOBAL: Mapping[str, str | bytes] = {
    "common/offline-package.json5": GLOBAL_DESCRIPTOR,
    "common/files/common.js": "window.common = true;\n",
}
WORKSPACE: Mapping[str, str | bytes] = {"hapline.json5": SETTINGS, **NORMAL, **GLOBAL}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@cache
def key(bits: int = 2048) -> RSAPrivateKey:
    """A private key, the same for all tests of a process."""
    return generate_private_key(public_exponent=65537, key_size=bits)


def pem(private: RSAPrivateKey) -> bytes:
    """A private key as ``openssl genrsa`` writes it."""
    return private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
