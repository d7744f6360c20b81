"""What the framework needs before it can load a Bundle dynamically: Bundles of mPaaS, and classes that a Portal names.

The guide names only ContentProviders. That these are needed first follows from what they are: the Portal's manifest
names quinox's Application, which Android makes before anything else, and quinox holds the class loader for Bundles; the
others lead the slinks of every Portal that the wizard makes, and export nothing that a loader could ask them for.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hapline_hooks import Phrase

_GROUP = "com.alipay.android.phone.mobilesdk"
_USED = Phrase("the framework uses it while it starts, before it loads Bundles")
STARTUP: Mapping[str, Phrase] = MappingProxyType(
    {
        f"{_GROUP}:quinox-build": Phrase("it holds the Application of the app, and the loader of Bundles"),
        f"{_GROUP}:framework-build": Phrase("it is the framework that starts the other Bundles"),
        f"{_GROUP}:logging-build": _USED,
        f"{_GROUP}:monitor-build": _USED,
        f"{_GROUP}:common-build": _USED,
        f"{_GROUP}:aspect-build": _USED,
    }
)
"""The Bundles that start the app, by ``group:artifact``, and why each is needed first."""
AGENTS = ("agent.application", "agent.activity")
"""Names of ``meta-data`` in a Portal's manifest whose value is a class that the framework makes when the app starts."""
