"""Cases of the rules on keys. The keys are made for the tests, and belong to nobody."""

from __future__ import annotations

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from hapline_plugins.offline.keys.signing import SigningKey
from hapline_plugins.offline.rules.private_keys import EXAMPLE
from hapline_plugins.offline.rules.public_keys import CONFIGURED, OTHER
from plugins.changing import Change
from plugins.offline import sample
from plugins.offline.release.case import Case

_JS = "trips/20171228/www/app.js"
_PEM = sample.pem(sample.key()).decode()
_LOCKED = sample.key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")).decode()
_SHORT = sample.pem(sample.key(1024)).decode()
_PUBLIC = SigningKey(sample.key()).public.base64
_BESIDE = {"trips/keys/private_key.pem": EXAMPLE}
_KEY = {"offline.key": "key.pem"}
_IN = {"offline.publicKeyIn": '["app/Key.java"]', "offline.publicKey": CONFIGURED}
_OF_KEY = {"offline.publicKeyIn": '["app/Key.java"]', **_KEY}
_PAGES = '-----BEGIN RSA PRIVATE KEY-----\\n";t+=hex2b64(this.key)+"\\n'
_P12 = bytes.fromhex("308209e3020103") + bytes(40)
_DER = bytes.fromhex("308204a20201000282") + bytes(40)


def _java(key: str) -> dict[str, Change]:
    return {"app/Key.java": f'MPNebula.enableAppVerification("{key}");\n'}


def _lines_of(key: str, before: str = '    "', after: str = '" +\n') -> str:
    return "".join(f"{before}{key[start : start + 64]}{after}" for start in range(0, len(key), 64))


_ARKTS = "'-----BEGIN PUBLIC KEY-----\\n' +\n" + _lines_of(OTHER, "'", "\\n' +\n") + "'';"

CASES = [
    Case(rule="OFP501", name="none"),
    Case(
        rule="OFP501",
        name="in a script",
        files={_JS: f"start();\nvar key = '{EXAMPLE}';\n"},
        expect=("trips/20171228/www/app.js:2:12 OFP501 www/app.js holds a private key",),
    ),
    Case(
        rule="OFP501",
        name="in a string",
        files={_JS: 'var key = "-----BEGIN PRIVATE KEY-----\\n" +\n  "' + "A" * 64 + '\\n";\n'},
        expect=("trips/20171228/www/app.js:1:12 OFP501 www/app.js holds a private key",),
    ),
    Case(
        rule="OFP501",
        name="with a password",
        files={
            "trips/20171228/www/key.txt": "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
            "DEK-Info: AES-128-CBC,00\n\n" + "A" * 64
        },
        expect=("trips/20171228/www/key.txt:1:1 OFP501 www/key.txt holds a private key",),
    ),
    Case(rule="OFP501", name="in a picture", files={"trips/20171228/www/a.png": EXAMPLE}),
    Case(rule="OFP501", name="what libraries write", files={_JS: f'var t = "{_PAGES}";\n'}),
    Case(rule="OFP501", name="a public key", files={_JS: f"-----BEGIN PUBLIC KEY-----\n{_PUBLIC}"}),
    Case(
        rule="OFP501",
        name="a key store",
        files={"trips/20171228/www/a.p12": _P12},
        expect=("trips/20171228/www/a.p12 OFP501 www/a.p12 is a key store",),
    ),
    Case(rule="OFP501", name="a key store named as data", files={"trips/20171228/www/a.bin": _P12}),
    Case(
        rule="OFP501",
        name="in DER",
        files={"trips/20171228/www/a.key": _DER},
        expect=("trips/20171228/www/a.key OFP501 www/a.key is a private key",),
    ),
    Case(
        rule="OFP501", name="something else in DER", files={"trips/20171228/www/a.der": b"\x30\x82\x00\x10" + bytes(16)}
    ),
    Case(rule="OFP502", name="none"),
    Case(
        rule="OFP502",
        name="broken descriptor",
        files={"trips/offline-package.json5": "{", **_BESIDE},
        expect=("trips/keys/private_key.pem:1:1 OFP502 trips/keys/private_key.pem is a private key",),
    ),
    Case(
        rule="OFP502",
        name="no repository",
        files=_BESIDE,
        expect=("trips/keys/private_key.pem:1:1 OFP502 trips/keys/private_key.pem is a private key",),
    ),
    Case(
        rule="OFP502",
        name="in git",
        files=_BESIDE,
        tags={"v1": _BESIDE},
    ),
    Case(
        rule="OFP502",
        name="not in git yet",
        tags={"v1": {}},
        untracked=_BESIDE,
        expect=(
            (
                "trips/keys/private_key.pem:1:1 OFP502 trips/keys/private_key.pem is a private key, and "
                "git does not leave it out"
            ),
        ),
    ),
    Case(
        rule="OFP502",
        name="left out by git",
        tags={"v1": {".gitignore": "*.pem\n"}},
        files={".gitignore": "*.pem\n", **_BESIDE},
    ),
    Case(rule="OFP502", name="a key store of an app", files={"trips/debug.keystore": b"\xfe\xed\xfe\xed" + bytes(40)}),
    Case(rule="OFP502", name="no key in it", files={"trips/keys/public.pem": f"-----BEGIN PUBLIC KEY-----\n{_PUBLIC}"}),
    Case(rule="OFP502", name="named as something else", files={"trips/keys/notes.txt": EXAMPLE}),
    Case(rule="OFP502", name="of the package itself", files={"trips/20171228/a.pem": EXAMPLE}),
    Case(rule="OFP502", name="in modules of others", files={"trips/node_modules/a.pem": EXAMPLE}),
    Case(rule="OFP502", name="very deep", files={"trips/a/b/c/d/a.pem": EXAMPLE}),
    Case(
        rule="OFP502",
        name="directly beside",
        files={"trips/a.pem": EXAMPLE},
        expect=("trips/a.pem:1:1 OFP502 trips/a.pem is a private key",),
    ),
    Case(
        rule="OFP502",
        name="the project is the package",
        files={"trips/offline-package.json5": (("mainUrl:", 'source: ".", mainUrl:'),), "trips/a.pem": EXAMPLE},
    ),
    Case(rule="OFP507", name="none", tags={"v1": {}}),
    Case(rule="OFP507", name="no repository", files={"keys/private_key.pem": EXAMPLE}),
    Case(
        rule="OFP507",
        name="far from all packages",
        tags={"v1": {"ops/secrets/old/a/Trips.PEM": f"# of trips\n{EXAMPLE}"}},
        files={"ops/secrets/old/a/Trips.PEM": f"# of trips\n{EXAMPLE}"},
        expect=("ops/secrets/old/a/Trips.PEM:2:1 OFP507 ops/secrets/old/a/Trips.PEM is a private key, and in git",),
    ),
    Case(
        rule="OFP507",
        name="beside a package",
        tags={"v1": _BESIDE},
        files=_BESIDE,
        expect=("trips/keys/private_key.pem:1:1 OFP507 trips/keys/private_key.pem is a private key, and in git",),
    ),
    Case(
        rule="OFP507",
        name="in DER",
        tags={"v1": {"a.key": _DER}},
        files={"a.key": _DER},
        expect=("a.key OFP507 a.key is a private key, and in git",),
    ),
    Case(
        rule="OFP507",
        name="named as a private key with another ending",
        tags={"v1": {"my_Private-key.bak": EXAMPLE}},
        files={"my_Private-key.bak": EXAMPLE},
        expect=("my_Private-key.bak:1:1 OFP507 my_Private-key.bak is a private key, and in git",),
    ),
    Case(
        rule="OFP507",
        name="gone from disk and not from git",
        tags={"v1": {"a.pem": EXAMPLE}},
        expect=("a.pem:1:1 OFP507 a.pem is a private key, and in git",),
    ),
    Case(
        rule="OFP507",
        name="presets alone",
        alone=True,
        tags={"v1": {"a/h5_json.json": '{ "data": [] }', "key.pem": EXAMPLE}},
        files={"a/h5_json.json": '{ "data": [] }', "key.pem": EXAMPLE},
        expect=("key.pem:1:1 OFP507 key.pem is a private key, and in git",),
    ),
    Case(rule="OFP507", name="not in git", tags={"v1": {}}, untracked={"keys/private_key.pem": EXAMPLE}),
    Case(rule="OFP507", name="a key store of an app", tags={"v1": {"a.pem": _P12}}, files={"a.pem": _P12}),
    Case(
        rule="OFP507",
        name="a public key and what is none",
        tags={"v1": {"public.pem": f"-----BEGIN PUBLIC KEY-----\n{_PUBLIC}", "privateKey.ts": "let key = '';"}},
        files={"public.pem": f"-----BEGIN PUBLIC KEY-----\n{_PUBLIC}", "privateKey.ts": "let key = '';"},
    ),
    Case(
        rule="OFP507",
        name="the configured key",
        options={"offline.key": "keys/key.pem"},
        tags={"v1": {"keys/key.pem": _PEM}},
        files={"keys/key.pem": _PEM},
    ),
    Case(
        rule="OFP507",
        name="among the files of a package",
        tags={"v1": {"trips/20171228/a.pem": EXAMPLE}},
        files={"trips/20171228/a.pem": EXAMPLE},
    ),
    Case(rule="OFP503", name="none"),
    Case(rule="OFP503", name="not there", options=_KEY, tags={"v1": {}}),
    Case(rule="OFP503", name="no repository", options=_KEY, files={"key.pem": _PEM}),
    Case(
        rule="OFP503",
        name="in git",
        options=_KEY,
        tags={"v1": {"key.pem": _PEM}},
        files={"key.pem": _PEM},
        expect=("common/offline-package.json5:1:1 OFP503 the private key key.pem is in git",),
    ),
    Case(
        rule="OFP503",
        name="not left out",
        options=_KEY,
        tags={"v1": {}},
        untracked={"key.pem": _PEM},
        expect=(
            (
                "common/offline-package.json5:1:1 OFP503 the private key key.pem lies in a repository, "
                "and git does not leave it out"
            ),
        ),
    ),
    Case(
        rule="OFP503",
        name="left out",
        options=_KEY,
        tags={"v1": {".gitignore": "/key.pem\n"}},
        files={".gitignore": "/key.pem\n", "key.pem": _PEM},
    ),
    Case(
        rule="OFP503",
        name="presets alone",
        alone=True,
        tags={"v1": {"a/h5_json.json": '{ "data": [] }', "key.pem": _PEM}},
        files={"a/h5_json.json": '{ "data": [] }', "key.pem": _PEM},
        options=_KEY,
        expect=("a/h5_json.json:1:1 OFP503 the private key key.pem is in git",),
    ),
    Case(
        rule="OFP503",
        name="named in the configuration",
        tags={"v1": {"key.pem": _PEM}},
        files={"hapline.json5": '{ offline: { key: "key.pem" } }', "key.pem": _PEM},
        expect=("hapline.json5:1:19 OFP503 the private key key.pem is in git",),
    ),
    Case(rule="OFP504", name="none"),
    Case(rule="OFP504", name="a key", options=_KEY, files={"key.pem": _PEM}),
    Case(
        rule="OFP504",
        name="not there",
        options=_KEY,
        expect=(
            (
                "common/offline-package.json5:1:1 OFP504 the private key key.pem is not there: packages "
                "cannot be signed here"
            ),
        ),
    ),
    Case(
        rule="OFP504",
        name="no key",
        options=_KEY,
        files={"key.pem": "secret"},
        expect=("common/offline-package.json5:1:1 OFP504 key.pem: this is no RSA private key in PEM",),
    ),
    Case(
        rule="OFP504",
        name="with a password",
        options=_KEY,
        files={"key.pem": _LOCKED},
        expect=(
            (
                "common/offline-package.json5:1:1 OFP504 key.pem: the private key is protected by a "
                "password, which the delivery service does not take either"
            ),
        ),
    ),
    Case(
        rule="OFP504",
        name="too short",
        options=_KEY,
        files={"key.pem": _SHORT},
        expect=(
            "common/offline-package.json5:1:1 OFP504 key.pem: the private key has 1024 bits; at least 2048 are wanted",
        ),
    ),
    Case(
        rule="OFP504",
        name="public",
        options=_KEY,
        files={"key.pem": f"-----BEGIN PUBLIC KEY-----\n{_PUBLIC}"},
        expect=(
            (
                "common/offline-package.json5:1:1 OFP504 key.pem: this is a public key; packages are "
                "signed with the private one"
            ),
        ),
    ),
    Case(rule="OFP505", name="none configured", files=_java(OTHER)),
    Case(rule="OFP505", name="the configured one", options=_IN, files=_java(CONFIGURED)),
    Case(
        rule="OFP505",
        name="another one",
        options=_IN,
        files=_java(OTHER),
        expect=("app/Key.java:1:33 OFP505 the app embeds another public key than that of offline.publicKey",),
    ),
    Case(rule="OFP505", name="the other half of the key", options=_OF_KEY, files={"key.pem": _PEM, **_java(_PUBLIC)}),
    Case(
        rule="OFP505",
        name="not the other half of the key",
        options=_OF_KEY,
        files={"key.pem": _PEM, **_java(OTHER)},
        expect=("app/Key.java:1:33 OFP505 the app embeds another public key than that of offline.key",),
    ),
    Case(rule="OFP505", name="a key that is none", options=_OF_KEY, files={"key.pem": "secret", **_java(OTHER)}),
    Case(
        rule="OFP505",
        name="nothing to compare with",
        options={"offline.publicKeyIn": '["app/Key.java"]'},
        files=_java(OTHER),
    ),
    Case(
        rule="OFP505",
        name="in several literals",
        options=_IN,
        files={"app/Key.java": f'class Key {{ String key() {{ return\n{_lines_of(OTHER)}    "";\n}} }}\n'},
        expect=("app/Key.java:2:6 OFP505 the app embeds another public key than that of offline.publicKey",),
    ),
    Case(
        rule="OFP505",
        name="the right one in several literals",
        options=_IN,
        files={"app/Key.java": f'class Key {{ String key() {{ return\n{_lines_of(CONFIGURED)}    "";\n}} }}\n'},
    ),
    Case(
        rule="OFP505",
        name="PEM in a property list",
        options=_IN,
        files={
            "app/Key.java": f"<plist><string>-----BEGIN PUBLIC KEY-----\n{_lines_of(CONFIGURED, '', chr(10))}"
            "-----END PUBLIC KEY-----</string></plist>"
        },
    ),
    Case(
        rule="OFP505",
        name="PEM in strings of ArkTS",
        options=_IN,
        files={"app/Key.java": _ARKTS},
        expect=("app/Key.java:2:2 OFP505 the app embeds another public key than that of offline.publicKey",),
    ),
    Case(
        rule="OFP505",
        name="several, and the right one",
        options=_IN,
        files={"app/Key.java": f'["{OTHER}", "{CONFIGURED}"]'},
    ),
    Case(
        rule="OFP505",
        name="several others",
        options=_IN,
        files={"app/Key.java": f'["{OTHER}", "{_PUBLIC}"]'},
        expect=("app/Key.java:1:3 OFP505 none of the 2 public keys here is that of offline.publicKey",),
    ),
    Case(
        rule="OFP505",
        name="no key in it",
        options=_IN,
        files={"app/Key.java": 'return "MIIB";\n'},
        expect=("app/Key.java OFP505 app/Key.java holds no RSA public key",),
    ),
    Case(
        rule="OFP505",
        name="no such file",
        options=_IN,
        expect=("common/offline-package.json5:1:1 OFP505 app/Key.java cannot be read (there is no such file)",),
    ),
    Case(
        rule="OFP505",
        name="outside",
        options={**_IN, "offline.publicKeyIn": '["/no/such/Key.java"]'},
        expect=("common/offline-package.json5:1:1 OFP505 /no/such/Key.java cannot be read (there is no such file)",),
    ),
    Case(
        rule="OFP505",
        name="no text",
        options=_IN,
        files={"app/Key.java": b"\xff\xfe\x00"},
        expect=("common/offline-package.json5:1:1 OFP505 app/Key.java cannot be read (byte 2 (0x00) is not UTF-16)",),
    ),
]
