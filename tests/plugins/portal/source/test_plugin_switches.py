"""The switches of the Portal plugin: whether all is passed over, and what is on."""

from __future__ import annotations

import pytest

from hapline.documents import Properties
from hapline_plugins.portal.source.plugin_switches import PluginSwitches

FILE = """# all checks
skipcheck=true

checkBundlePackageId = true
checkClassDuplicate=TRUE
checkBundleInitLevel=false
checkBundleExportPackages=yes
#checkClassInvoke=true
dev=true
"""


def _switches(data: bytes) -> PluginSwitches:
    return PluginSwitches(Properties(data))


def test_skipped() -> None:
    switches = _switches(FILE.encode())
    assert switches.skips_all
    assert switches.wanted == ("checkClassDuplicate", "checkBundlePackageId")


def test_places() -> None:
    place = _switches(b"\xe6\xb3\xa8=1\r\n" + FILE.replace("\n", "\r\n").encode()).place
    assert place is not None
    assert (place.start_line, place.start_column, place.end_column) == (3, 1, 15)


@pytest.mark.parametrize(
    "text", ["", "skipcheck=false", "skipcheck=true\nskipcheck=false", "#skipcheck=true", "skipcheck"]
)
def test_not_skipped(text: str) -> None:
    switches = _switches(f"{text}\ncheckClassDuplicate=true\n".encode())
    assert not switches.skips_all
    assert switches.wanted == ("checkClassDuplicate",)


def test_odd_files() -> None:
    assert _switches(bytes(range(256)) * 100).wanted == ()
    assert _switches(b"").place is None
