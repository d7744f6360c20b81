"""Names that are made of a Bundle's group and artifact: in the slinks file, in an app, and as people write them."""

from __future__ import annotations

PACKAGES = "mpaas_packages.json"
"""The file of a Portal or Bundle in which mPaaS's plugin keeps what it added."""
REGISTRY = "package-ids.txt"
"""What the registry of package ids is called where nothing else is said."""
_OWN_GROUP = "com.alipay."
_BUILD = "-build"


def slinks_name(group: str, artifact: str) -> str:
    """The line of a Bundle in the Portal's slinks file: the group as it is, a hyphen, the artifact without ``-build``.

    >>> slinks_name("com.mpaas.group", "testBundle-build")
    'com.mpaas.group-testBundle'
    >>> slinks_name("com.alipay.android.phone.devtool", "hotswap")
    'com.alipay.android.phone.devtool-hotswap'

    Groups and artifacts may hold hyphens themselves, so a name cannot be split again: compare it with those of the
    Bundles that the Portal declares. Source: the vendor's guide of the component framework, slinks.
    """
    return f"{group}-{artifact.removesuffix(_BUILD)}"


def bundle_name(group: str, artifact: str) -> str:
    """The name of a Bundle in a built app: in BUNDLE.MF, in bundles.csv, and in ``lib/armeabi/lib<name>.so``.

    >>> bundle_name("com.alipay.android.phone.wallet", "nebulacore-build")
    'android-phone-wallet-nebulacore'
    >>> bundle_name("com.mpaas.mpaasadapter", "mpaasadapter-build")
    'com-mpaas-mpaasadapter-mpaasadapter'
    >>> bundle_name("com.mpaas.android.adapter", "utdid-adapter")
    'com-mpaas-android-adapter-utdid-adapter'

    It forgets where the group ends, and whether it began with ``com.alipay.``: compare it with the names of known
    Bundles. Source: the pairs of ``bundleGav`` and ``bundleName`` in the mpaas_packages.json of open projects.
    """
    return f"{group.removeprefix(_OWN_GROUP)}-{artifact.removesuffix(_BUILD)}".replace(".", "-")


def group_of(bundle: str) -> str:
    """The group of ``group:artifact``.

    >>> group_of("com.example.shop:cart-build")
    'com.example.shop'
    """
    return bundle.partition(":")[0]
