"""Offline packages: the resources, each a version that is built of an upload.

Source: MDS guide, 6.2, 6.3 and 6.6.3.
"""

from __future__ import annotations

import json

from hapline_hooks import noun, replace
from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.handling.dates import release_version, written
from hapline_plugins.mds_server.handling.lines import period, tasks_of
from hapline_plugins.mds_server.handling.offline_apps import app_of
from hapline_plugins.mds_server.handling.offline_building import Built, build
from hapline_plugins.mds_server.handling.offline_form import OfflineForm, read_form
from hapline_plugins.mds_server.handling.pages import page
from hapline_plugins.mds_server.model.packages import OfflineApp, OfflineResource
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError, RefusedError
from hapline_plugins.mds_server.wire.replies import filled


@noun
class Prepared:
    """What is done before the change: the request, read, and the package, built."""

    form: OfflineForm
    built: Built


def resource_of(call: Call, number: int) -> OfflineResource:
    """A resource by its number.

    Raises:
        NotThereError: There is none in this space.
    """
    found = call.state.offline_resources.get(call.space, number)
    if found is None:
        raise NotThereError(f"there is no such resource: {number}")
    return found


def described(call: Call, one: OfflineResource) -> dict[str, object]:
    """What replies say of a resource, in lists, details and tasks."""
    address = f"{call.base}/{one.path}"
    fallback = f"{call.base}/{one.fallback}" if one.fallback else ""
    return {
        "AppCode": one.space,
        "AutoInstall": one.auto_install,
        "ClientVersionMax": one.client_max,
        "ClientVersionMin": one.client_min,
        "Creator": "",
        "DownloadUrl": address,
        "ExtendInfo": one.extend_info,
        "ExtraData": json.dumps({"resourceType": one.resource_type}, separators=(",", ":")),
        "FallbackBaseUrl": f"{fallback};{fallback}" if fallback else "",
        "FileSize": str(one.size),
        "GmtCreate": written(one.created),
        "GmtModified": written(one.modified),
        "H5Id": one.h5_id,
        "H5Name": one.name,
        "H5Version": one.version,
        "Id": one.id,
        "InstallType": one.install_type,
        "MainUrl": one.main_url,
        "Md5": one.md5,
        "Memo": f"{call.base}/{one.json_path}",
        "MetaId": 0,
        "PackageType": 1,
        "Platform": one.platform,
        "PublishPeriod": period(tasks_of(call.state, call.space, "nebula", one.id)),
        "ReleaseVersion": release_version(one.created),
        "ResourceType": one.resource_type,
        "Status": 1,
        "Vhost": one.vhost,
    }


def prepare(call: Call, *, new_app: bool = False) -> Prepared:
    """Read a request for a version, and build the package.

    Args:
        call: The call. new_app: Whether the app need not be there yet.

    Raises:
        RefusedError: It is none, or does not go with what is there.
    """
    form = read_form(call)
    app = app_of(call, form.h5_id)
    if app is not None or not new_app:
        _check_new(call, form, app)
    return Prepared(form=form, built=build(call, form, _domain(call), _key(call)))


def add(call: Call, unit: Unit, app: OfflineApp | None, prepared: Prepared) -> Reply:
    """Add a version to an app.

    Raises:
        RefusedError: It does not go with what is there: somebody may have been faster while the package was built.
    """
    form, built = prepared.form, prepared.built
    app = _check_new(call, form, app)
    if app.resource_type != form.resource_type:
        unit.put(replace(app, resource_type=form.resource_type))
    manifest = json.dumps({address: [one.sha256, one.size] for address, one in built.files.items()})
    number = unit.number(OfflineResource.kind)
    unit.put(
        OfflineResource(
            id=number,
            space=call.space,
            h5_id=form.h5_id,
            name=form.name,
            version=form.version,
            resource_type=form.resource_type,
            main_url=form.main_url,
            sub_url=form.sub_url,
            vhost=f"https://{form.h5_id}.{_domain(call)}",
            extend_info=form.extend_info,
            auto_install=form.auto_install,
            install_type=form.install_type,
            repeat=form.repeat,
            platform=form.platform,
            client_min=form.client_min,
            client_max=form.client_max,
            digest=built.amr.sha256,
            md5=built.md5,
            size=built.amr.size,
            path=built.path,
            fallback=f"{built.folder}fallback/" if form.resource_type == "1" else "",
            json_path=f"{built.folder}nebula_json/h5_json.json",
            manifest=call.files.put([manifest.encode()]).sha256,
            manifest_size=len(manifest),
            created=unit.milliseconds,
            modified=unit.milliseconds,
        )
    )
    remarks = (*form.remarks, *(() if built.signed else ("the package is not signed: no key was uploaded",)))
    return {"NebulaResourceId": str(number), "ResultMsg": "; ".join(remarks)}


def _create(call: Call, unit: Unit, prepared: Prepared) -> Reply:
    return add(call, unit, app_of(call, prepared.form.h5_id), prepared)


def _check_new(call: Call, form: OfflineForm, app: OfflineApp | None) -> OfflineApp:
    """That a version can be added to an app."""
    if app is None:
        raise NotThereError(f"there is no offline package {form.h5_id}: create it first")
    if app.resource_type and app.resource_type != form.resource_type:
        raise ConflictError(f"ResourceType of {form.h5_id} is {app.resource_type} since its first version")
    if any(one.version == form.version for one in versions_of(call, form.h5_id)):
        raise ConflictError(f"version {form.version} of {form.h5_id} is there already")
    return app


def _domain(call: Call) -> str:
    domain = next((one.domain for one in call.state.virtual_domains.of(call.space)), "")
    if not domain:
        raise RefusedError("the virtual domain must be set before packages are created")
    return domain


def _key(call: Call) -> str:
    return next((one.pem for one in call.state.signing_keys.of(call.space)), "")


def versions_of(call: Call, h5_id: str) -> list[OfflineResource]:
    """The versions of an app, oldest first."""
    return [one for one in call.state.offline_resources.of(call.space) if one.h5_id == h5_id]


def _list(call: Call) -> Reply:
    h5_id = call.needed("H5Id")
    if app_of(call, h5_id) is None:
        raise NotThereError(f"there is no offline package {h5_id[:40]}")
    shape = call.arguments.operation.inner("NebulaResourceInfo")
    shown, fields = page(call, versions_of(call, h5_id)[::-1])
    return {**fields, "NebulaResourceInfo": [filled(shape, described(call, one)) for one in shown]}


def _get(call: Call) -> Reply:
    shape = call.arguments.operation.inner("NebulaResourceInfo")
    return {"NebulaResourceInfo": filled(shape, described(call, resource_of(call, call.numbered("Id"))))}


HANDLERS = {
    "CreateMcubeNebulaResource": Handler(prepare=prepare, write=_create),
    "ListMcubeNebulaResources": Handler(read=_list),
    "GetMcubeNebulaResource": Handler(read=_get),
}
