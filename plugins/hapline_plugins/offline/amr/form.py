"""The fixed parts of a package: names, and the files that the service writes beside those of the package."""

from __future__ import annotations

import json

MANIFEST = "Manifest.xml"
CERT = "CERT.json"
SIGN = "SIGN.json"
HPMFILE = "hpmfile.json"
NEBULA = "nebula"
"""The folder of a release with the package and what belongs to it; beside it lies the zip that was uploaded."""
BLOCK = 512
"""Bytes that a tar is made of."""
RECORD = 20 * BLOCK
"""What a tar is padded to, in bytes."""
_MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<package>
  <uid>{id}</uid>
  <name>{name}</name>
  <version>{version}</version>
</package>
"""
_LIMITS = {"minSDK": "", "maxSDK": "", "minOS": "", "maxOS": ""}


def tar_name(package_id: str) -> str:
    """The entry with the files."""
    return f"{package_id}.tar"


def amr_name(package_id: str, version: str) -> str:
    """The name of the file."""
    return f"{package_id}_{version}.amr"


def manifest(package_id: str, name: str, version: str) -> bytes:
    """Manifest.xml."""
    from xml.sax.saxutils import escape

    return _MANIFEST.format(id=escape(package_id), name=escape(name), version=escape(version)).encode()


def hpmfile(package_id: str, name: str, version: str) -> bytes:
    """hpmfile.json, which lies beside the files; nothing but id, name and version differs from package to package."""
    host = f"https://{package_id}.h5app"
    content = {
        "appid": package_id,
        "name": name,
        "version": version,
        "author": "",
        "description": "H5App demo",
        "launchParams": {"url": "/www/index.html", "showTitleBar": "YES", "showToolBar": "NO"},
        "host": {
            "enable": True,
            "dev": f"{host}.dev.alipay.com",
            "test": f"{host}.test.alipay.com",
            "online": f"{host}.alipay.com",
        },
        "preBuild": "prebuild.sh",
        "build": {"include": ["./www/**"], "ignore": ["./**/*.md"]},
        "support": {"ios": _LIMITS, "android": _LIMITS, "harmony": _LIMITS},
        "dependencies": {},
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def cert(signatures: dict[str, str]) -> bytes:
    """CERT.json: the signature of each entry in base64, empty ones where there is no key."""
    body = ",".join(f'"{name}":"{signature}"' for name, signature in signatures.items())
    return f"{{{body}}} \n".encode()
