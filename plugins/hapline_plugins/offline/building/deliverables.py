"""The files that a package is delivered as, laid out as on the server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hapline_hooks import Deliverable
from hapline_plugins.offline.amr.form import amr_name
from hapline_plugins.offline.building.amr import amr, deflating
from hapline_plugins.offline.building.config import config
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.building.upload import upload
from hapline_plugins.offline.config_files import CONFIG as CONFIG_NAME
from hapline_plugins.offline.config_files import FOLDER as CONFIG_FOLDER
from hapline_plugins.offline.content.files import PackageFile

AMR = "offline-package"
UPLOAD = "offline-upload"
CONFIG = "offline-config"
FALLBACK = "offline-fallback"
"""The kinds of deliverables: the package, the zip for the console, its configuration, a file of the fallback tree."""


def deliverables_of(package: Package) -> Iterator[Deliverable]:
    """The files of a package.

    Raises:
        hapline.errors.UsageError: It cannot be a package. hapline.errors.MissingError: The extra ``offline`` is absent.
    """
    deflating()
    package.check()
    it = package.described
    above = f"{it.id}/{it.version}_{it.platform}"
    facts = facts_of(package)

    def amr_without_keys() -> Iterator[bytes]:
        package.check_keys()  # here, so that rules have said before where they are: the first content, or there is none
        return amr(package)

    def guard(path: str) -> None:
        from hapline_plugins.offline.building.replacing import check_replacing

        check_replacing(package, path)

    def one(kind: str, path: str, content: Callable[[], Iterable[bytes]]) -> Deliverable:
        before = guard if kind == AMR else None
        return Deliverable(
            kind=kind,
            name=it.id,
            version=it.version,
            path=path,
            content=content,
            before_replacing=before,
            facts=facts,
        )

    yield one(AMR, f"{above}/nebula/{amr_name(it.id, it.version)}", amr_without_keys)
    yield one(UPLOAD, f"{above}/{it.id}.zip", lambda: upload(package))
    yield one(CONFIG, f"{above}/nebula/{CONFIG_FOLDER}/{CONFIG_NAME}", lambda: [config(package)])
    if it.kind == "normal":
        for file in package.content.files:
            yield one(FALLBACK, f"{above}/nebula/fallback/{file.path}", _reading(file))


def facts_of(package: Package) -> dict[str, object]:
    """What a publisher has to know, by the names that the OpenAPI has for it (MDS guide, 6.6.3)."""
    it = package.described
    facts: dict[str, object] = {
        "h5Id": it.id,
        "h5Name": it.name or it.id,
        "h5Version": it.version,
        "resourceType": 0 if it.kind == "global" else 1,
        "mainUrl": it.main_url,
        "subUrl": it.sub_url,
        "vhost": it.vhost or package.target.virtual_host(it.id),
        "platform": it.platform,
        "clientVersionMin": it.client_version_min,
        "clientVersionMax": it.client_version_max,
        "autoInstall": it.auto_install,
        "installType": it.install_type,
        "extendInfo": dict(it.extend_info),
        "signed": package.key is not None,
    }
    if it.repeat_nebula is not None:
        facts["repeatNebula"] = it.repeat_nebula
    return facts


def _reading(file: PackageFile) -> Callable[[], Iterable[bytes]]:
    return lambda: [file.read()]
