"""Cases of the rules on presets."""

from __future__ import annotations

import plistlib

from hapline_plugins.offline.amr.form import MANIFEST, cert, tar_name
from hapline_plugins.offline.keys.signing import SigningKey
from hapline_plugins.offline.rules.presets import AMR, ASSETS, CONFIG, config_text, entry_text
from hapline_plugins.offline.rules.public_keys import CONFIGURED, OTHER
from plugins.changing import Change
from plugins.offline import sample
from plugins.offline.release.case import Case
from plugins.offline.release.packages import odd_package, parts
from plugins.offline.verifying import made

_ENTRY = entry_text()
_SPACED = _ENTRY.replace("{ ", "{  ")
_GOOD: dict[str, Change] = {CONFIG: config_text(_ENTRY), AMR: "{}"}
_BUNDLE = "ios/App/Presets.bundle"
_RAW = "entry/src/main/resources/rawfile"
_YES = '[{ "key": "h5_shouldverifyapp", "value": "YES" }]'
_TAR = "77000001_1.0.0.3.amr"
_GLOBAL = f"""{{ id: "77000001", version: "1.0.0.3", alone: true,
    files: {{ "{sample.DOMAIN}/{sample.SPACE}/common.js": "" }} }}"""
_POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12\n".encode()
_RELEASED = {"offline.released": "released"}


def _plist(*entries: dict[str, object], binary: bool = True) -> bytes:
    form = plistlib.FMT_BINARY if binary else plistlib.FMT_XML
    return plistlib.dumps({str(one["app_id"]): one for one in entries}, fmt=form)


def _own(text: str, **more: Change) -> dict[str, Change]:
    return {CONFIG: text, AMR: "{}", **more}


def _case(rule: str, name: str, files: dict[str, Change], *expect: str, **options: str) -> Case:
    return Case(
        rule=rule,
        name=name,
        files=files,
        alone=True,
        expect=expect,
        options={f"offline.{key}": value for key, value in options.items()},
    )


_OTHER_SPACE = _ENTRY.replace("53E5279071442-test", "OTHER-prod")

_PUBLIC = SigningKey(sample.key()).public.base64
_IN = '["app/Key.java"]'
_OTHER = '{ id: "77777777", version: "1.0.0.0", signed: true }'
_SIGNED: dict[str, Change] = {CONFIG: config_text(_ENTRY), AMR: "{ signed: true }"}
_SDK: dict[str, Change] = {f"{ASSETS}/66666692_1.0.0.0.amr": '{ id: "66666692", version: "1.0.0.0" }'}
_ENTRY_GLOBAL = (
    _ENTRY.replace("20171228", "77000001").replace("1.0.0.1", "1.0.0.3").replace('"vhost"', '"main_url": "/a", "vhost"')
)


def _java(key: str) -> dict[str, Change]:
    return {"app/Key.java": f'MPNebula.enableAppVerification("{key}");\n'}


def _changed() -> bytes:
    """A package whose tar was changed after it had been signed."""
    entries, key = parts(), SigningKey(sample.key())
    signatures = {tar_name(sample.ID): key.sign(b"another tar"), MANIFEST: key.sign(entries["manifest"])}
    return odd_package(**{**entries, "cert": cert(signatures)})


_HALF_SIGNED: dict[str, object] = {"cert": '{"20171228.tar": "eA=="}'}
HOSTILE: list[tuple[dict[str, object], str]] = [
    ({"members": [{"name": "../../evil"}]}, "the name ../../evil leads out of the package"),
    ({"members": [{"name": "/etc/evil"}]}, "the name /etc/evil is absolute"),
    ({"members": [{"name": "..\\x"}]}, "the name ..\\x leads out of the package"),
    ({"members": [{"name": "www/a", "link": "/etc/passwd"}]}, "www/a is a symbolic link to /etc/passwd"),
    ({"entries": {"../../x.txt": "x"}}, "the name ../../x.txt leads out of the package"),
    ({"twice": ["20171228.tar"]}, "20171228.tar is there 2 times"),
    ({"without": ["CERT.json"]}, "CERT.json is missing"),
    (_HALF_SIGNED, "Manifest.xml is not signed, although others are"),
]
"""Changes of a package that verify refuses, each with the first reason."""

CASES = [
    _case("OFP801", "sound", _GOOD),
    _case(
        "OFP801",
        "no JSON",
        _own('{ "data": [, }'),
        "app/src/main/assets/h5_json.json:1:12 OFP801 a comma without a value before it",
    ),
    _case(
        "OFP801",
        "a comment",
        _own('{ "data": [] } // none'),
        "app/src/main/assets/h5_json.json:1:16 OFP801 a comment, which JSON does not have",
    ),
    _case(
        "OFP801",
        "no list",
        _own('{ "data": {} }'),
        "app/src/main/assets/h5_json.json:1:1 OFP801 there is no list data with the packages",
    ),
    _case(
        "OFP801",
        "no object",
        _own("[]"),
        "app/src/main/assets/h5_json.json:1:1 OFP801 there is no list data with the packages",
    ),
    _case(
        "OFP801",
        "no id",
        _own('{ "data": [{ "app_id": 1, "version": "1" }, 5] }'),
        "app/src/main/assets/h5_json.json:1:12 OFP801 app_id is missing, or no string",
        "app/src/main/assets/h5_json.json:1:45 OFP801 app_id is missing, or no string",
    ),
    _case(
        "OFP801",
        "no version",
        _own('{ "data": [{ "app_id": "20171228" }] }'),
        "app/src/main/assets/h5_json.json:1:12 OFP801 version is missing, or no string",
    ),
    _case("OFP801", "a property list", {f"{_BUNDLE}/NAMApplist.plist": _plist({"app_id": "1", "version": "1"})}),
    _case("OFP801", "a property list in XML", {f"{_BUNDLE}/NAMApplist.plist": _plist({"app_id": "1"}, binary=False)}),
    _case(
        "OFP801",
        "no property list",
        {f"{_BUNDLE}/NAMApplist.plist": b"bplist00\xff"},
        "ios/App/Presets.bundle/NAMApplist.plist OFP801 is no property list that can be read",
    ),
    _case("OFP802", "beside", _GOOD),
    _case(
        "OFP802",
        "not beside",
        {CONFIG: config_text(_ENTRY)},
        (
            "app/src/main/assets/h5_json.json:1:47 OFP802 20171228 1.0.0.1 is in the configuration, and "
            "there is no 20171228_1.0.0.1.amr"
        ),
    ),
    _case(
        "OFP802",
        "another version",
        {CONFIG: config_text(_ENTRY), f"{ASSETS}/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }'},
        (
            "app/src/main/assets/h5_json.json:1:47 OFP802 20171228 is 1.0.0.1 in the configuration, and "
            "the package beside it is 1.0.0.2"
        ),
    ),
    _case(
        "OFP802",
        "another version that has an entry",
        {
            CONFIG: config_text(_ENTRY, entry_text("1.0.0.2")),
            f"{ASSETS}/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }',
        },
        (
            "app/src/main/assets/h5_json.json:1:47 OFP802 20171228 is 1.0.0.1 in the configuration, and "
            "the package beside it is 1.0.0.2"
        ),
    ),
    _case("OFP802", "by another name", {CONFIG: config_text(_ENTRY), f"{ASSETS}/trips.amr": "{}"}),
    _case(
        "OFP802",
        "a property list of more than is preset",
        {
            f"{_BUNDLE}/NebulaApplist.plist": _plist(
                {"app_id": "20171229", "version": "1.0.0.1"}, {"app_id": "20171228", "version": "1.0.0.1"}
            ),
            f"{_BUNDLE}/20171228_1.0.0.1": b"",
        },
    ),
    _case(
        "OFP802",
        "a property list of another version",
        {
            f"{_BUNDLE}/NebulaApplist.plist": _plist({"app_id": "20171228", "version": "1.0.0.2"}),
            f"{_BUNDLE}/20171228_1.0.0.1.amr": "{}",
        },
        (
            "ios/App/Presets.bundle/NebulaApplist.plist OFP802 20171228 is 1.0.0.2 in the "
            "configuration, and the package beside it is 1.0.0.1"
        ),
    ),
    _case("OFP803", "named", _GOOD),
    _case(
        "OFP803",
        "not named",
        _own(config_text()),
        "app/src/main/assets/20171228_1.0.0.1.amr OFP803 no entry names 20171228_1.0.0.1.amr",
    ),
    _case(
        "OFP803",
        "no configuration",
        {AMR: "{}", f"{ASSETS}/20171229_1.0.0.1.amr": '{ id: "20171229" }'},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP803 there is no h5_json.json beside "
            "20171228_1.0.0.1.amr, 20171229_1.0.0.1.amr"
        ),
    ),
    _case("OFP803", "a broken configuration", _own("{")),
    _case("OFP803", "a mini program", _own(config_text(_ENTRY), **{f"{ASSETS}/2018032302435038_1.0.0.0.amr": b"x"})),
    _case("OFP803", "a mini program alone", {f"{ASSETS}/2018032302435038_1.0.0.0.amr": b"x"}),
    _case(
        "OFP803",
        "left over",
        _own(config_text(_ENTRY), **{f"{ASSETS}/20171228_1.0.0.0.amr": '{ version: "1.0.0.0" }'}),
        "app/src/main/assets/20171228_1.0.0.0.amr OFP803 20171228_1.0.0.0.amr is left over: the entry is for 1.0.0.1",
    ),
    _case(
        "OFP803",
        "another version",
        {CONFIG: config_text(_ENTRY), f"{ASSETS}/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }'},
    ),
    _case("OFP804", "as it says", _GOOD),
    _case(
        "OFP804",
        "another version",
        {CONFIG: config_text(_ENTRY), AMR: '{ version: "1.0.0.2" }'},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP804 20171228_1.0.0.1.amr is 20171228 1.0.0.2 by its own manifest",
    ),
    _case(
        "OFP804",
        "another id",
        {CONFIG: config_text(_ENTRY), AMR: '{ id: "20171229" }'},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP804 20171228_1.0.0.1.amr is 20171229 1.0.0.1 by its own manifest",
    ),
    _case("OFP804", "a name that says nothing", {CONFIG: config_text(_ENTRY), f"{ASSETS}/trips.amr": "{}"}),
    _case("OFP804", "damaged", {CONFIG: config_text(_ENTRY), AMR: b"x"}),
    _case("OFP805", "once", _GOOD),
    Case(
        rule="OFP805",
        name="twice",
        alone=True,
        files=_own(f'{{\n  "data": [\n    {_ENTRY},\n    {_SPACED}\n  ]\n}}'),
        expect=("app/src/main/assets/h5_json.json:4:18 OFP805 20171228 is there a second time",),
        fixed={CONFIG: f"    {_ENTRY}"},
    ),
    _case(
        "OFP805",
        "two versions",
        _own(config_text(_ENTRY, entry_text("1.0.0.2"))),
        (
            "app/src/main/assets/h5_json.json:1:346 OFP805 20171228 is there a second time, as 1.0.0.2; "
            "the entry before is 1.0.0.1"
        ),
    ),
    _case(
        "OFP805",
        "in a property list too",
        {
            f"{_BUNDLE}/h5_json.json": config_text(_ENTRY),
            f"{_BUNDLE}/NebulaApplist.plist": _plist({"app_id": "20171228", "version": "1.0.0.1"}),
        },
    ),
    _case("OFP806", "normal", _GOOD),
    _case(
        "OFP806",
        "global",
        {
            f"{ASSETS}/{_TAR}": _GLOBAL,
            CONFIG: config_text(
                entry_text(
                    "1.0.0.3", app_id="77000001", fallback_base_url="", global_pack_url="https://h5app.com/a.png"
                )
            ),
        },
    ),
    _case(
        "OFP806",
        "normal without",
        _own(config_text(entry_text(fallback_base_url=""))),
        "app/src/main/assets/h5_json.json:1:79 OFP806 20171228 is a normal package, and fallback_base_url is empty",
    ),
    _case(
        "OFP806",
        "normal with an address that is no text",
        _own(config_text('{ "app_id": "20171228", "version": "1.0.0.1", "fallback_base_url": null }')),
        "app/src/main/assets/h5_json.json:1:79 OFP806 20171228 is a normal package, and fallback_base_url is empty",
    ),
    _case(
        "OFP806",
        "global without",
        {f"{ASSETS}/{_TAR}": _GLOBAL, CONFIG: config_text(entry_text("1.0.0.3", app_id="77000001"))},
        "app/src/main/assets/h5_json.json:1:12 OFP806 77000001 is a global package, and global_pack_url is empty",
    ),
    _case(
        "OFP806",
        "no package and neither",
        {CONFIG: config_text(entry_text(fallback_base_url=""))},
        "app/src/main/assets/h5_json.json:1:12 OFP806 20171228 has neither fallback_base_url nor global_pack_url",
    ),
    _case(
        "OFP806",
        "no package and one",
        {
            CONFIG: config_text(
                _ENTRY, entry_text(app_id="20171229", fallback_base_url="", global_pack_url="https://a.b/c")
            )
        },
    ),
    _case(
        "OFP806",
        "a property list",
        {f"{_BUNDLE}/NebulaApplist.plist": _plist({"app_id": "20171228", "version": "1.0.0.1"})},
    ),
    _case("OFP807", "as configured", _GOOD, appId="53E5279071442", workspaceId="test", virtualDomain="h5app.com"),
    _case("OFP807", "nothing configured", _GOOD),
    _case(
        "OFP807",
        "another workspace",
        _GOOD,
        (
            "app/src/main/assets/h5_json.json:1:188 OFP807 20171228 is from 53E5279071442-test, and "
            "53E5279071442-prod is configured"
        ),
        appId="53E5279071442",
        workspaceId="prod",
    ),
    _case(
        "OFP807", "no address", _own(config_text(entry_text(package_url=""))), appId="53E5279071442", workspaceId="prod"
    ),
    _case(
        "OFP807",
        "another host",
        _GOOD,
        (
            "app/src/main/assets/h5_json.json:1:302 OFP807 the virtual host of 20171228 is "
            "https://20171228.h5app.com, and by offline.virtualDomain it is https://20171228.h5app.cn"
        ),
        virtualDomain="h5app.cn",
    ),
    _case(
        "OFP807", "a mini program", _own(config_text(entry_text(app_id="2018032302435038"))), virtualDomain="h5app.cn"
    ),
    _case(
        "OFP807",
        "a property list",
        {f"{_BUNDLE}/NebulaApplist.plist": _plist({"app_id": "20171228", "version": "1.0.0.1"})},
        virtualDomain="h5app.cn",
    ),
    _case("OFP808", "nothing released", _GOOD, released="released"),
    _case("OFP808", "the same", {**_GOOD, "released/20171228_1.0.0.1.amr": "{}"}, released="released"),
    _case(
        "OFP808",
        "older",
        {**_GOOD, "released/20171228_1.0.0.10.amr": '{ version: "1.0.0.10" }', "released/20171228_1.0.0.9.amr": b"x"},
        (
            "app/src/main/assets/h5_json.json:1:47 OFP808 20171228 is preset as 1.0.0.1, and 1.0.0.10 "
            "is released (released/20171228_1.0.0.10.amr)"
        ),
        released="released",
    ),
    _case(
        "OFP808",
        "older without an entry",
        {AMR: "{}", "released/20171228_1.0.0.10.amr": b"x"},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP808 20171228 is preset as 1.0.0.1, and "
            "1.0.0.10 is released (released/20171228_1.0.0.10.amr)"
        ),
        released="released",
    ),
    _case("OFP808", "newer", {**_GOOD, "released/20171228_0.9.0.0.amr": b"x"}, released="released"),
    _case("OFP808", "a mini program", {f"{ASSETS}/2018032302435038_1.0.0.0.amr": b"x"}, released="released"),
    _case("OFP809", "alone", _GOOD),
    _case(
        "OFP809",
        "the same",
        {**_GOOD, f"{_RAW}/h5_json.json": config_text(_ENTRY), f"{_RAW}/20171228_1.0.0.1.amr": "{}"},
    ),
    _case(
        "OFP809",
        "older",
        {
            **_GOOD,
            f"{_RAW}/h5_json.json": config_text(entry_text("1.0.0.2")),
            f"{_RAW}/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }',
        },
        (
            "app/src/main/assets/h5_json.json:1:47 OFP809 20171228 is preset as 1.0.0.1, and as 1.0.0.2 "
            "in entry/src/main/resources/rawfile"
        ),
    ),
    _case(
        "OFP809",
        "without a package",
        {**_GOOD, f"{_RAW}/h5_json.json": config_text(entry_text("1.0.0.2"))},
    ),
    _case(
        "OFP809",
        "of another app",
        {
            **_GOOD,
            f"{_RAW}/h5_json.json": config_text(_OTHER_SPACE.replace('"1.0.0.1"', '"1.0.0.2"')),
            f"{_RAW}/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }',
        },
    ),
    _case(
        "OFP809",
        "of no app",
        {
            CONFIG: config_text(entry_text(package_url="")),
            AMR: "{}",
            f"{_RAW}/h5_json.json": config_text(entry_text("1.0.0.2", package_url="")),
            f"{_RAW}/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }',
        },
    ),
    _case("OFP810", "not verified", {**_GOOD, f"{ASSETS}/config/custom_config.json": _YES.replace("YES", "NO")}),
    _case("OFP810", "a broken configuration", {**_GOOD, f"{ASSETS}/config/custom_config.json": "["}),
    _case(
        "OFP810",
        "verified",
        {**_GOOD, f"{ASSETS}/config/custom_config.json": _YES},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP810 20171228_1.0.0.1.amr is not signed, and "
            "the app verifies packages"
        ),
    ),
    _case(
        "OFP810",
        "signed",
        {CONFIG: config_text(_ENTRY), AMR: "{ signed: true }", f"{ASSETS}/config/custom_config.json": _YES},
    ),
    _case("OFP810", "damaged", {CONFIG: config_text(_ENTRY), AMR: b"x", f"{ASSETS}/config/custom_config.json": _YES}),
    _case("OFP811", "sound", _GOOD),
    _case(
        "OFP811",
        "empty",
        {CONFIG: config_text(_ENTRY), AMR: b""},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr is empty",
    ),
    _case(
        "OFP811",
        "a pointer",
        {CONFIG: config_text(_ENTRY), AMR: _POINTER},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr is a pointer of Git "
            "LFS: the package itself was not fetched"
        ),
    ),
    _case(
        "OFP811",
        "no archive",
        {CONFIG: config_text(_ENTRY), AMR: b"PK"},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr cannot be read (is not a ZIP archive)",
    ),
    _case(
        "OFP811",
        "no tar",
        {AMR: odd_package(**{**parts(), "tar": b"x" * 2000})},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr cannot be read "
            "(20171228.tar: the checksum in a header is no number)"
        ),
    ),
    _case(
        "OFP811",
        "without a tar",
        {AMR: odd_package(**{name: data for name, data in parts().items() if name != "tar"})},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr cannot be read "
            "(20171228.tar: there is no such entry)"
        ),
    ),
    _case(
        "OFP811",
        "no manifest",
        {AMR: odd_package(**{**parts(), "manifest": b"<package/>"})},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr cannot be read "
            "(Manifest.xml: it has no element <uid>, which names the package)"
        ),
    ),
    _case(
        "OFP811",
        "no XML",
        {AMR: odd_package(**{**parts(), "manifest": b"<package>"})},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr cannot be read "
            "(Manifest.xml: <package> is not closed)"
        ),
    ),
    _case(
        "OFP811",
        "signatures that are none",
        {AMR: odd_package(**{**parts(), "cert": b'{ "Manifest.xml": "%" }'})},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr cannot be read "
            "(CERT.json: it is not base64)"
        ),
    ),
    _case(
        "OFP811",
        "signatures that are a list",
        {AMR: odd_package(**{**parts(), "cert": b"[]"})},
        (
            "app/src/main/assets/20171228_1.0.0.1.amr OFP811 20171228_1.0.0.1.amr cannot be read "
            "(CERT.json: it must be an object with a signature for each entry)"
        ),
    ),
    *(
        _case(
            "OFP811",
            f"refused {number}",
            {CONFIG: config_text(_ENTRY), AMR: made.amr(change)},
            f"app/src/main/assets/20171228_1.0.0.1.amr OFP811 the preset package 20171228_1.0.0.1.amr is refused by "
            f"verify: {said}",
        )
        for number, (change, said) in enumerate(HOSTILE)
    ),
    _case("OFP811", "odd and not refused", {CONFIG: config_text(_ENTRY), AMR: made.amr({"entries": {"a.txt": "x"}})}),
    _case(
        "OFP811",
        "with signatures of which another rule tells",
        {CONFIG: config_text(_ENTRY), AMR: made.amr(_HALF_SIGNED)},
        publicKey=_PUBLIC,
    ),
    _case(
        "OFP811",
        "another name",
        {CONFIG: config_text(_ENTRY), f"{ASSETS}/trips.amr": made.amr()},
    ),
    _case("OFP812", "nothing is signed and no key is known", _GOOD),
    _case(
        "OFP812",
        "no key is known",
        {CONFIG: config_text(_ENTRY), AMR: "{ signed: true }", f"{ASSETS}/77777777_1.0.0.0.amr": _OTHER},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP812 signatures were not verified: no public key is known (2 "
        "signed packages)",
    ),
    _case("OFP812", "of the key", {**_SIGNED, **_SDK}, publicKey=_PUBLIC),
    _case("OFP812", "of the private key", {**_SIGNED, "key.pem": sample.pem(sample.key())}, key="key.pem"),
    _case("OFP812", "of the key that the app embeds", {**_SIGNED, **_java(_PUBLIC)}, publicKeyIn=_IN),
    _case(
        "OFP812",
        "of one of several",
        {**_SIGNED, **_java(f'{CONFIGURED}"); b("{_PUBLIC}')},
        publicKeyIn=_IN,
        publicKey=OTHER,
    ),
    _case(
        "OFP812",
        "of another key than the app embeds",
        {**_SIGNED, **_java(CONFIGURED)},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP812 20171228_1.0.0.1.amr is signed with another key than that of "
        "offline.publicKey",
        publicKeyIn=_IN,
        publicKey=OTHER,
    ),
    _case(
        "OFP812",
        "of another key than the app embeds and packages are signed with",
        {**_SIGNED, **_java(made.spki(made.other_key())), "key.pem": sample.pem(made.other_key())},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP812 20171228_1.0.0.1.amr is signed with another key than that of "
        "app/Key.java",
        publicKeyIn=_IN,
        key="key.pem",
    ),
    _case(
        "OFP812",
        "a file without a key",
        {**_SIGNED, **_java(""), "app/Other.java": b"\xff\xfe\x00"},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP812 signatures were not verified: no public key is known (1 "
        "signed packages)",
        publicKeyIn='["app/Key.java", "app/Other.java", "app/None.java"]',
        key="none.pem",
    ),
    _case(
        "OFP812",
        "a key that is none",
        {**_SIGNED, "key.pem": "none"},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP812 signatures were not verified: no public key is known (1 "
        "signed packages)",
        key="key.pem",
    ),
    _case(
        "OFP812",
        "by PSS",
        {CONFIG: config_text(_ENTRY), AMR: made.amr({"pss": "sha256"})},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP812 20171228_1.0.0.1.amr is signed with the key of "
        "offline.publicKey, but by RSASSA-PSS: clients verify RSASSA-PKCS1-v1_5",
        publicKey=_PUBLIC,
    ),
    _case(
        "OFP812",
        "of other bytes",
        {**_SIGNED, AMR: _changed()},
        "app/src/main/assets/20171228_1.0.0.1.amr OFP812 20171228_1.0.0.1.amr is not what was signed: 20171228.tar",
        publicKey=_PUBLIC,
    ),
    _case(
        "OFP812",
        "not signed",
        _GOOD,
        "app/src/main/assets/20171228_1.0.0.1.amr OFP812 20171228_1.0.0.1.amr is not signed, and offline.publicKey has "
        "a public key",
        publicKey=_PUBLIC,
    ),
    _case(
        "OFP812",
        "not signed in an app that verifies",
        {**_GOOD, f"{ASSETS}/config/custom_config.json": _YES},
        publicKey=_PUBLIC,
    ),
    _case("OFP812", "damaged", {CONFIG: config_text(_ENTRY), AMR: b"x"}, publicKey=_PUBLIC),
    _case("OFP813", "no page is named", _GOOD),
    _case("OFP813", "there", {**_GOOD, CONFIG: config_text(entry_text(main_url="/www/index.html?a=1#b", sub_url=""))}),
    _case("OFP813", "what the service writes itself", {**_GOOD, CONFIG: config_text(entry_text(main_url="index.htm"))}),
    _case(
        "OFP813",
        "of another version",
        {**_GOOD, CONFIG: config_text(entry_text("1.0.0.2", main_url="/a.html"))},
    ),
    _case(
        "OFP813",
        "of a global package",
        {CONFIG: config_text(_ENTRY_GLOBAL), f"{ASSETS}/{_TAR}": _GLOBAL},
    ),
    _case(
        "OFP813",
        "of a mini program",
        {
            CONFIG: config_text(
                _ENTRY.replace("20171228", "2017122800000000").replace('"version"', '"main_url": "/a", "version"')
            ),
            f"{ASSETS}/2017122800000000_1.0.0.1.amr": '{ id: "2017122800000000" }',
        },
    ),
    _case("OFP813", "damaged", {CONFIG: config_text(entry_text(main_url="/a.html")), AMR: b"x"}),
    _case(
        "OFP813",
        "missing",
        {**_GOOD, CONFIG: config_text(entry_text(main_url="/www/home.html?a=1", sub_url="b.html"))},
        "app/src/main/assets/h5_json.json:1:344 OFP813 main_url /www/home.html?a=1 is not in 20171228_1.0.0.1.amr",
        "app/src/main/assets/h5_json.json:1:377 OFP813 sub_url b.html is not in 20171228_1.0.0.1.amr",
    ),
    _case(
        "OFP813",
        "a property list",
        {
            f"{_BUNDLE}/NAMApplist.plist": _plist({"app_id": "20171228", "version": "1.0.0.1", "main_url": "/a.html"}),
            f"{_BUNDLE}/20171228_1.0.0.1.amr": "{}",
        },
        "ios/App/Presets.bundle/NAMApplist.plist OFP813 main_url /a.html is not in 20171228_1.0.0.1.amr",
    ),
]
