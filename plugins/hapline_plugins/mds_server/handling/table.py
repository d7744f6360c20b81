"""Which handler carries which operation out."""

from __future__ import annotations

from collections.abc import Mapping

from hapline_plugins.mds_server.handling import (
    hotpatch_tasks,
    hotpatches,
    offline_apps,
    offline_resources,
    offline_tasks,
    settings,
    upgrade_tasks,
    upgrades,
    whitelists,
)
from hapline_plugins.mds_server.handling.call import Handler

HANDLERS: Mapping[str, Handler] = {
    **settings.HANDLERS,
    **offline_apps.HANDLERS,
    **offline_resources.HANDLERS,
    **offline_tasks.HANDLERS,
    **hotpatches.HANDLERS,
    **hotpatch_tasks.HANDLERS,
    **upgrades.HANDLERS,
    **upgrade_tasks.HANDLERS,
    **whitelists.HANDLERS,
}
