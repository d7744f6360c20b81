"""Which handler carries which operation out."""

from __future__ import annotations

from collections.abc import Mapping

from hapline_plugins.mds_server.handling import offline_apps, offline_resources, offline_tasks, settings
from hapline_plugins.mds_server.handling.call import Handler

HANDLERS: Mapping[str, Handler] = {
    **settings.HANDLERS,
    **offline_apps.HANDLERS,
    **offline_resources.HANDLERS,
    **offline_tasks.HANDLERS,
}
