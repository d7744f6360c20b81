"""The switches of the Portal plugin: what runs, what is hidden, what is off."""

from __future__ import annotations

import pytest

from hapline.documents import Properties
from hapline_plugins.portal.source.plugin_switches import CHECKS, PluginSwitches, Switch

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
    return PluginSwitches("app/gradle.properties", Properties(data))


def _keys(switches: tuple[Switch, ...]) -> list[str]:
    return [one.key for one in switches]


def test_skipped() -> None:
    switches = _switches(FILE.encode())
    assert switches.skip_all.is_on
    assert switches.running == ()
    assert _keys(switches.hidden) == ["checkClassDuplicate", "checkBundlePackageId"]
    assert len(switches.off) == len(CHECKS) - 2
    assert "checkBundleInitLevel" in _keys(switches.off)
    assert all(one.checks for one in switches.checks)
    assert not switches.skip_all.checks


def test_places() -> None:
    switches = _switches(b"\xe6\xb3\xa8=1\r\n" + FILE.replace("\n", "\r\n").encode())
    span = switches.skip_all.span
    assert span is not None
    assert (span.start_line, span.start_column, span.end_column) == (3, 1, 15)
    text = switches.properties.text
    assert text[switches.skip_all.start : switches.skip_all.end] == "true"
    absent = switches.switch("checkAspectInfo")
    assert (absent.is_written, absent.value, absent.start, absent.end) == (False, "", -1, -1)


@pytest.mark.parametrize(
    "text", ["", "skipcheck=false", "skipcheck=true\nskipcheck=false", "#skipcheck=true", "skipcheck"]
)
def test_not_skipped(text: str) -> None:
    switches = _switches(f"{text}\ncheckClassDuplicate=true\n".encode())
    assert not switches.skip_all.is_on
    assert switches.hidden == ()
    assert _keys(switches.running) == ["checkClassDuplicate"]


def test_odd_files() -> None:
    assert _switches(bytes(range(256)) * 100).wanted == ()
    assert _switches(b"").skip_all.span is None
