"""Ant-mpaas-<appId>-<workspaceId>-Android.config: what the console hands out for one app and one workspace.

Source: the files of real projects; the equalities below hold in all of them. Their secrets (the picture in
``base64Code``) are not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from hapline.builds import Problem
from hapline_hooks import Keys, Tree, noun
from hapline_plugins.portal.source.json_values import JsonReader

if TYPE_CHECKING:
    from hapline.documents import Document

START = "Ant-mpaas-"
END = "-Android.config"
REQUIRED = (
    "appId",
    "appKey",
    "base64Code",
    "packageName",
    "rootPath",
    "workspaceId",
    "rpcGW",
    "mpaasapi",
    "pushPort",
    "pushGW",
    "logGW",
    "syncport",
    "syncserver",
)
"""The keys that files of all ages have."""
_MAX_SIZE = 1024 * 1024
_IMAGES = ("base64Code", "v6Base64Code", "absBase64Code")


@noun
class Broken:
    """An equality that does not hold, which is so in every file that the console hands out.

    Attributes:
        what: The key concerned, or ``fileName``. wanted: What follows from the appId and the workspaceId.
        found: What is there. keys: Where, empty for the name of the file.
    """

    what: Literal["appKey", "rootPath", "fileName"]
    wanted: str
    found: str
    keys: Keys


class MpaasConfig:
    """One such file.

    Attributes:
        path: The file. document: It, for places by keys.
        app_id: The app's id. workspace_id: The workspace's. package_name: The applicationId that it was made for.
        app_key: As it is. root_path: As it is.
        has_image: Whether it has the image of Security Guard (``base64Code``, ``v6Base64Code``) or of Blue Shield
            (``absBase64Code``); not where no signed APK was handed in before the file was downloaded.
        missing: The keys that it lacks. problems: What is of another type.
    """

    def __init__(self, path: str, data: bytes) -> None:
        """Read a file.

        Raises:
            hapline.documents.DocumentError: It is no JSON, or too large.
        """
        from hapline.documents import Document

        self.path = path
        self.document: Document = Document(data, limit=_MAX_SIZE)
        reader = JsonReader(path)
        root = reader.root(self.document)
        values = {key: reader.text(root, (), key) for key in REQUIRED}
        self.app_id = values["appId"]
        self.workspace_id = values["workspaceId"]
        self.package_name = values["packageName"]
        self.app_key = values["appKey"]
        self.root_path = values["rootPath"]
        self.has_image = any(value.strip() for key in _IMAGES if isinstance(value := root.get(key), str))
        self.missing: Sequence[str] = tuple(key for key in REQUIRED if root and key not in root)
        self.problems: Sequence[Problem] = tuple(reader.problems)

    @property
    def broken(self) -> tuple[Broken, ...]:
        """The equalities that do not hold; those whose values are missing are not judged."""
        if not self.app_id or not self.workspace_id:
            return ()
        name = self.path.rpartition("/")[2]
        found: tuple[tuple[Literal["appKey", "rootPath", "fileName"], str, str], ...] = (
            ("appKey", f"{self.app_id}_ANDROID", self.app_key),
            ("rootPath", f"mpaas/android/{self.app_id}-{self.workspace_id}", self.root_path),
            ("fileName", config_name(self.app_id, self.workspace_id), name),
        )
        return tuple(
            Broken(what=what, wanted=wanted, found=is_there, keys=() if what == "fileName" else (what,))
            for what, wanted, is_there in found
            if is_there and is_there != wanted
        )


def config_name(app_id: str, workspace_id: str) -> str:
    """The name of the file for an app and a workspace."""
    return f"{START}{app_id}-{workspace_id}{END}"


def is_config_name(name: str) -> bool:
    """Whether a file of this name is such a file."""
    return name.startswith(START) and name.endswith(END) and len(name) > len(START) + len(END)


def configs_in(tree: Tree, folder: str) -> list[str]:
    """The paths of such files directly in a folder, where the console's guide has them put: beside the app's script."""
    before = f"{folder}/" if folder else ""
    return [before + entry.name for entry in tree.list(folder) if not entry.is_dir and is_config_name(entry.name)]
