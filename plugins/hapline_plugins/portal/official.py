"""What is known of mPaaS's own Bundles, and which package ids they leave to others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hapline_hooks import Phrase, noun
from hapline_plugins.portal.official_table import BUILD, GUIDE, ROWS, Row

NO_OWN_ID = 127
"""0x7f, the id of every ordinary app: a Bundle with it has no id of its own."""
NO_LEVEL = 2**31 - 1
"""What bundles.csv says where a Bundle gives no initLevel, or one that is no number."""
LAZY = 11110000
"""The initLevel of a Bundle that is loaded when it is first used."""
LAST_LEVEL = 100
"""The largest other initLevel; the smallest is 0."""
OWN_IDS = range(2, 127)
"""The ids that aapt packs and Android does not keep for itself."""
LONELY_ID = 27
"""The Portal plugin lets no Bundle depend on the one with this id."""
LAUNCHER_ID = 36
"""What the wizard writes into every Launcher that it makes."""


@noun
class OfficialBundle:
    """One of mPaaS's own Bundles.

    Attributes:
        bundle: ``group:artifact``. package_id: Its id; 127 where it has none of its own.
        init_level: Its initLevel, ``NO_LEVEL`` where it gives none; None where it is not known.
        has_resources: Whether the Bundle holds resources; None where it is not known. Some hold an id without
            resources, and some resources without an id.
        has_components: Whether it declares activities, services, receivers or providers; which of them cannot be told.
        exports: The packages that it exports. sources: Where all this is written.
    """

    bundle: str
    package_id: int
    init_level: int | None = None
    has_resources: bool | None = None
    has_components: bool | None = None
    exports: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@noun
class Reserved:
    """A package id that is never given to a Bundle.

    Attributes:
        reason: Why. is_refused: Whether no Bundle may hold it at all, not even one that had it before.
    """

    reason: Phrase
    is_refused: bool = True


def _official(row: Row) -> OfficialBundle:
    bundle, package_id, level, marks, exports, sources = row
    return OfficialBundle(
        bundle=bundle,
        package_id=package_id,
        init_level=level,
        has_resources=None if marks is None else "r" in marks,
        has_components=None if marks is None else "c" in marks,
        exports=tuple(exports.split()),
        sources=tuple(text for sign, text in (("G", GUIDE), ("B", BUILD)) if sign in sources),
    )


OFFICIAL: Mapping[str, OfficialBundle] = MappingProxyType({row[0]: _official(row) for row in ROWS})
"""mPaaS's own Bundles of which something is known, by ``group:artifact``. There are more: see ``is_official``."""
_OWNERS = {one.package_id: one for one in OFFICIAL.values() if one.package_id != NO_OWN_ID}
OFFICIAL_IDS = frozenset(_OWNERS)
"""The package ids that mPaaS's own Bundles hold."""

RESERVED: Mapping[int, Reserved] = MappingProxyType(
    {
        0: Reserved(reason=Phrase("0 stands for shared libraries, whose id is given when the app runs")),
        1: Reserved(reason=Phrase("1 is the id of Android's own resources")),
        LONELY_ID: Reserved(
            reason=Phrase("the Portal plugin lets no Bundle depend on the one with the id 27"), is_refused=False
        ),
        LAUNCHER_ID: Reserved(
            reason=Phrase("36 is what the wizard gives to every Launcher that it makes"), is_refused=False
        ),
        NO_OWN_ID: Reserved(reason=Phrase("127 is the id of the app: a Bundle with it has no id of its own")),
    }
)
"""Ids that are not given to Bundles. Sources: aapt2's proto of resource tables (0, 1, 127), the comments in the
gradle.properties of generated Portals (27), the build.gradle of generated Launchers (36)."""

_GROUPS = ("com.alipay.", "com.mpaas.")
_DEMOS = ("com.mpaas.demo.",)
_NAMES = ("android-", "com-mpaas-", "mobile-", "mobileapi-", "mpaas-", "multimedia-")
_DEMO_NAMES = ("com-mpaas-demo-",)


def is_official(group: str) -> bool:
    """Whether a group is mPaaS's own: ``com.alipay``, ``com.mpaas`` and what is below them, but not ``com.mpaas.demo``.

    All 49 groups in the mpaas_packages.json of open projects are below these two (``com.alipay.android.phone.wallet``,
    ``com.mpaas.mas.adapter``), and new ones come with each baseline, so they are not listed one by one. The Bundles and
    apps of mPaaS's demonstration projects have the group ``com.mpaas.demo``, and so has whatever is copied from them.
    """
    below = f"{group}."
    return below.startswith(_GROUPS) and not below.startswith(_DEMOS)


def is_official_name(name: str) -> bool:
    """Whether a bundle name, as built things have it, is that of one of mPaaS's own Bundles.

    Such names have lost ``com.alipay.``, so they are known by what follows it: all in the mpaas_packages.json of open
    projects begin with one of five words. Groups of others begin with a domain, and none of the words is one.
    """
    return name.startswith(_NAMES) and not name.startswith(_DEMO_NAMES)


def owner_of(package_id: int) -> OfficialBundle | None:
    """The Bundle of mPaaS that holds an id; None for 127, which is nobody's, and for ids that no known one holds."""
    return _OWNERS.get(package_id)


def refusal(package_id: int) -> Phrase | None:
    """Why no Bundle of one's own may hold an id; None where one may."""
    reserved = RESERVED.get(package_id)
    if reserved is not None:
        return reserved.reason if reserved.is_refused else None
    if package_id not in OWN_IDS:
        return Phrase("{id} is not between {least} and {most}", id=package_id, least=OWN_IDS[0], most=OWN_IDS[-1])
    return None


def doubt(package_id: int) -> Phrase | None:
    """Why a Bundle had better not hold an id that it may hold; None where nothing speaks against it.

    That of Launchers is not given to others, and every app has a Launcher.
    """
    reserved = RESERVED.get(package_id)
    return reserved.reason if reserved is not None and not reserved.is_refused and package_id != LAUNCHER_ID else None
