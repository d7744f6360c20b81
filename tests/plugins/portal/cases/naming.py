"""Cases of the rules on names of Bundles."""

from __future__ import annotations

from plugins.changing import Change
from plugins.portal.cases import Case
from plugins.portal.sample import FILES

SCRIPT = "cashier/app/build.gradle"
GROUP = 'group = "com.example.pay"\n'


def _copy(folder: str) -> dict[str, Change]:
    """The cashier again, in another folder."""
    return {path.replace("cashier/", folder): text for path, text in FILES.items() if path.startswith("cashier/")}


CASES = [
    Case(
        rule="BND213",
        name="no group",
        files={SCRIPT: ((GROUP, ""),)},
        expect=(f"{SCRIPT}:2:16 BND213 the Bundle cashier-build has no group: Portals and slinks cannot name it",),
    ),
    Case(
        rule="BND213",
        name="a group that is computed",
        files={SCRIPT: ((GROUP, "group = groupOf(name)\n"),)},
        expect=(
            (
                f"{SCRIPT}:5:9 BND213 the group of the Bundle cashier-build cannot be told here: "
                "it is not matched with Portals"
            ),
        ),
    ),
    Case(rule="BND213", name="a group of the project", files={SCRIPT: ((GROUP, f"project.{GROUP}"),)}),
    Case(
        rule="BND213", name="a group for all", files={SCRIPT: ((GROUP, ""),), "cashier/gradle.properties": "group=x\n"}
    ),
    Case(
        rule="BND214",
        name="a copy that is as near",
        files=_copy("other/"),
        expect=(
            (
                "other/app/build.gradle BND214 com.example.pay:cashier-build is also the Bundle in cashier/app: "
                "which of them portal/app means cannot be told"
            ),
        ),
    ),
    Case(rule="BND214", name="a copy that is farther away", files=_copy("portal/old/cashier/")),
    Case(rule="BND214", name="no copy"),
]
