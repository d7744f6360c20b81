"""Packages: what tasks release."""

from __future__ import annotations

from hapline_hooks import noun


@noun
class OfflineApp:
    """An offline package as a whole, of which resources are the versions.

    Attributes:
        id: Its number. space: Its space. h5_id: The offline package id, eight digits. name: Its name.
        resource_type: "0" for a global resource package, "1" for a normal one; "" until the first upload fixes it.
        created: When it was made, in milliseconds since 1970.
    """

    kind = "offline app"

    id: int
    space: str
    h5_id: str
    name: str
    resource_type: str = ""
    created: int


@noun
class OfflineResource:
    """One version of an offline package.

    Attributes:
        id: Its number. space: Its space. h5_id: The offline package id. name: Its name. version: Its version.
        resource_type: "0" global, "1" normal. main_url: The entry page. sub_url: What the request had.
        vhost: The domain of this package. extend_info: JSON, as it was given.
        auto_install: 1 to download over any network. install_type: 1 to install at once.
        repeat: 1 where a global package is used again. platform: ``all``, ``Android``, ``iOS`` or ``Harmony``.
        client_min, client_max: Client versions, ``ios;android;harmony``.
        digest: SHA-256 of the .amr. md5: MD5 of the .amr. size: Its length in bytes.
        path: The address of the .amr on this server. fallback: That of the fallback tree. json_path: That of
            h5_json.json. manifest, manifest_size: The content that says which files the release has, by address.
        created, modified: Milliseconds since 1970.
    """

    kind = "offline resource"

    id: int
    space: str
    h5_id: str
    name: str
    version: str
    resource_type: str
    main_url: str
    sub_url: str
    vhost: str
    extend_info: str
    auto_install: int
    install_type: int
    repeat: int
    platform: str
    client_min: str
    client_max: str
    digest: str
    md5: str
    size: int
    path: str
    fallback: str
    json_path: str
    manifest: str
    manifest_size: int
    created: int
    modified: int


@noun
class Hotpatch:
    """A hotpatch for one version of an app.

    Attributes:
        id: Its number. space: Its space. platform: ``Android`` or ``iOS``. product_version: The app version that it
            mends. description: What it mends. file_name: The name of its file. digest: SHA-256. md5: MD5, which is its
            version. method: ``DexPatch`` or ``InstantRun``; "" where its file does not say. size: Length in bytes.
            path: Its address. created, modified: Milliseconds since 1970.
    """

    kind = "hotpatch"

    id: int
    space: str
    platform: str
    product_version: str
    description: str
    file_name: str
    digest: str
    md5: str
    method: str = ""
    size: int
    path: str
    created: int
    modified: int


@noun
class UpgradePackage:
    """One version of the app itself.

    Attributes:
        id: Its number. space: Its space. platform: ``Android``, ``iOS`` or ``Harmony``. version: The app version.
        description: What is new. appstore_url: Where a store has it. bundle_id: The iOS bundle id or the package
            name. download_url: Where else it lies. is_enterprise: 1 for an enterprise package of iOS.
        need_check: 1 to verify the download. valid_days: Days for which a TestFlight build can be installed.
        install_amount: How many may install it. symbols, icon: Where these files are published; "" for
            none. large_icon: As given. attachments: What is published beside the package: path, SHA-256 and size.
        harmony_label: The label of a HarmonyOS app. digest, md5, size, path, file_name: Its file; "" and 0 where a
            store has it. created, modified: Milliseconds since 1970.
    """

    kind = "upgrade package"

    id: int
    space: str
    platform: str
    version: str
    description: str
    appstore_url: str
    bundle_id: str
    download_url: str
    is_enterprise: int
    need_check: int
    valid_days: int
    install_amount: int
    symbols: str
    icon: str
    large_icon: str
    attachments: tuple[tuple[str, str, int], ...] = ()
    harmony_label: str
    digest: str
    md5: str
    size: int
    path: str
    file_name: str
    created: int
    modified: int
