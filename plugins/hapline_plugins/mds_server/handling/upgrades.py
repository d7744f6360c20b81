"""Upgrade packages: versions of the app itself.

Source: MDS guide, 4.3 and 4.4. The API's texts are not public; what numbers mean is said here.
"""

from __future__ import annotations

from hapline_hooks import noun
from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.handling.dates import written
from hapline_plugins.mds_server.handling.lines import end_tasks, period, tasks_of
from hapline_plugins.mds_server.handling.pages import page
from hapline_plugins.mds_server.model.packages import UpgradePackage
from hapline_plugins.mds_server.model.settings import Upload
from hapline_plugins.mds_server.model.tasks import Status
from hapline_plugins.mds_server.model.versions import is_version
from hapline_plugins.mds_server.operations.table import fields_of
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.addresses import address
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError, RefusedError
from hapline_plugins.mds_server.wire.replies import filled

LINE = "upgrade"
APP_STORE, ENTERPRISE, TEST_FLIGHT = 0, 1, 2
"""Values of ``IsEnterprise``, the third one hapline's own: TestFlight has days and testers instead."""
_PLATFORMS = {"android": "Android", "ios": "iOS", "harmony": "Harmony"}
_ENDINGS = {"Android": (".apk",), "iOS": (".ipa",), "Harmony": (".app", ".hap")}
_DAY = 24 * 60 * 60 * 1000


@noun
class Prepared:
    """What is done before the change: the file, measured; none where a store has the app."""

    upload: Upload | None
    md5: str


def upgrade_of(call: Call, number: int) -> UpgradePackage:
    """An upgrade package by its number.

    Raises:
        NotThereError: There is none in this space.
    """
    found = call.state.upgrades.get(call.space, number)
    if found is None:
        raise NotThereError(f"there is no such upgrade package: {number}")
    return found


def download_url(call: Call, one: UpgradePackage) -> str:
    """Where a client gets it: this server, or what was given."""
    return address(call.base, one.path) if one.path else one.download_url or one.appstore_url


def described(call: Call, one: UpgradePackage) -> dict[str, object]:
    """What replies say of an upgrade package."""
    tasks = tasks_of(call.state, call.space, LINE, one.id)
    url = download_url(call, one)
    return {
        "AllowCreateTask": True,
        "AppCode": one.space,
        "AppstoreUrl": one.appstore_url,
        "ChangeLog": one.description,
        "ClientFileSize": one.size,
        "ClientName": one.file_name,
        "Creator": "default",
        "DownloadUrl": url,
        "GmtCreate": written(one.created),
        "GmtCreateStr": written(one.created),
        "GmtModified": written(one.modified),
        "GmtModifiedStr": written(one.modified),
        "Id": one.id,
        "InnerVersion": one.version,
        "IosSymbol": address(call.base, one.symbols) if one.symbols else "",
        "IsEnterprise": one.is_enterprise,
        "IsRc": 0,
        "IsRelease": int(any(task.status != Status.ENDED for task in tasks)),
        "Md5": one.md5,
        "Modifier": "default",
        "NeedCheck": one.need_check,
        "PackageType": one.file_name.rpartition(".")[2].lower() if one.file_name else "",
        "Platform": one.platform,
        "ProductId": call.product_id(one.platform),
        "ProductName": one.bundle_id,
        "ProductVersion": one.version,
        "PublishPeriod": period(tasks),
        "QrcodeUrl": url,
        "VersionCode": "",
    }


def _prepare(call: Call) -> Prepared:
    if not call.text("FileUrl"):
        return Prepared(upload=None, md5="")
    upload = call.upload()
    return Prepared(upload=upload, md5=call.md5(upload))


def _create(call: Call, unit: Unit, prepared: Prepared) -> Reply:
    platform, version = _platform(call), call.needed("AppVersion")
    if not is_version(version):
        raise RefusedError(f'AppVersion must be numbers with dots between them, not "{version[:40]}"')
    if any((one.platform, one.version) == (platform, version) for one in call.state.upgrades.of(call.space)):
        raise ConflictError(f"version {version} for {platform} is there already")
    upload = prepared.upload
    if upload is not None and not upload.key.lower().endswith(_ENDINGS[platform]):
        raise RefusedError(f"FileUrl must be a {' or '.join(_ENDINGS[platform])} for {platform}")
    kind = _form(call, platform, has_file=upload is not None)
    if platform != "iOS" and call.text("IosSymbolfileUrl"):
        raise RefusedError("IosSymbolfileUrl is for iOS")
    number = unit.number(UpgradePackage.kind)
    name = upload.key.rpartition("/")[2] if upload else ""
    folder = f"{call.space}/upgrade/{call.product_id(platform)}/{version}/{prepared.md5}"
    # One version is released once for a platform, so nothing else is published there.
    symbols = _attachment(call, "IosSymbolfileUrl", (".tgz",), f"{folder}/symbols")
    icon = _attachment(call, "IconFileUrl", (".jpg", ".png"), f"{folder}/icon")
    unit.put(
        UpgradePackage(
            id=number,
            space=call.space,
            platform=platform,
            version=version,
            description=call.text("Desc"),
            appstore_url=call.text("AppstoreUrl"),
            bundle_id=call.text("BundleId"),
            download_url=call.text("DownloadUrl"),
            is_enterprise=kind,
            need_check=call.number("NeedCheck"),
            valid_days=call.number("ValidDays"),
            install_amount=call.number("InstallAmount"),
            symbols=symbols[0] if symbols else "",
            icon=icon[0] if icon else "",
            attachments=tuple(one for one in (symbols, icon) if one is not None),
            large_icon=call.text("LargeIconUrl"),
            harmony_label=call.text("HarmonyLabel"),
            digest=upload.digest if upload else "",
            md5=prepared.md5,
            size=upload.size if upload else 0,
            path=f"{folder}/{name}" if upload else "",
            file_name=name,
            created=unit.milliseconds,
            modified=unit.milliseconds,
        )
    )
    return {"Data": str(number)}


def _attachment(call: Call, field: str, endings: tuple[str, ...], folder: str) -> tuple[str, str, int] | None:
    """What is published of an uploaded file that belongs to a package: path, SHA-256 and size."""
    if not call.text(field):
        return None
    upload = call.upload(field)
    if not upload.key.lower().endswith(endings):
        raise RefusedError(f"{field} must be a {' or '.join(endings)}")
    return f"{folder}/{upload.key.rpartition('/')[2]}", upload.digest, upload.size


def _platform(call: Call) -> str:
    name = call.needed("Platform")
    try:
        return _PLATFORMS[name.lower()]
    except KeyError:
        raise RefusedError(f'Platform must be Android, iOS or Harmony, not "{name[:40]}"') from None


def _form(call: Call, platform: str, *, has_file: bool) -> int:
    """What it is to iOS, where an app comes by a store, to an enterprise, or by TestFlight (MDS guide, 4.4)."""
    if platform != "iOS":
        if not (has_file or call.text("DownloadUrl") or call.text("AppstoreUrl")):
            raise RefusedError("FileUrl must name the uploaded file")
        return APP_STORE
    if call.number("ValidDays") or call.number("InstallAmount") or call.number("IsEnterprise") == TEST_FLIGHT:
        if not call.text("AppstoreUrl") and not call.text("DownloadUrl"):
            raise RefusedError("a TestFlight build needs its public link in AppstoreUrl")
        if call.number("ValidDays") < 1 or call.number("InstallAmount") < 1:
            raise RefusedError("a TestFlight build needs ValidDays and InstallAmount")
        return TEST_FLIGHT
    if call.number("IsEnterprise") == ENTERPRISE:
        if not has_file:
            raise RefusedError("an enterprise package needs its .ipa in FileUrl")
        return ENTERPRISE
    if not call.text("AppstoreUrl"):
        raise RefusedError("AppstoreUrl must be the address of the app in the App Store")
    return APP_STORE


def _delete(call: Call, unit: Unit) -> Reply:
    one = upgrade_of(call, call.numbered("Id"))
    if call.text("Platform") and _platform(call) != one.platform:
        raise RefusedError(f"Platform must be {one.platform}")
    tasks = tasks_of(call.state, call.space, LINE, one.id)
    if any(task.status == Status.RELEASING for task in tasks):
        raise ConflictError("a task releases this package; end it first")
    end_tasks(unit, tasks)
    unit.remove(one)
    return {}


def _get(call: Call) -> Reply:
    one = upgrade_of(call, call.numbered("PackageId"))
    shape = call.arguments.operation.inner("PackageInfo")
    test_flight: dict[str, object] = {}
    if one.is_enterprise == TEST_FLIGHT:
        test_flight = {
            "GmtCreate": written(one.created),
            "GmtModified": written(one.modified),
            "Id": one.id,
            "InstallAmount": one.install_amount,
            "InvalidTime": written(one.created + one.valid_days * _DAY),
            "UpgradeId": one.id,
        }
    return {
        "PackageInfo": {
            "MobileTestFlightConfigDO": filled(fields_of(shape["MobileTestFlightConfigDO"]), test_flight),
            "UpgradeBaseInfoDO": filled(fields_of(shape["UpgradeBaseInfoDO"]), described(call, one)),
        }
    }


def _list(call: Call) -> Reply:
    shape = call.arguments.operation.inner("Packages")
    shown, fields = page(call, list(call.state.upgrades.of(call.space))[::-1])
    return {**fields, "Packages": [filled(shape, described(call, one)) for one in shown]}


HANDLERS = {
    "CreateMcubeUpgradePackage": Handler(prepare=_prepare, write=_create),
    "DeleteMcubeUpgradeResource": Handler(write=_delete),
    "GetMcubeUpgradePackageInfo": Handler(read=_get),
    "ListMcubeUpgradePackages": Handler(read=_list),
}
