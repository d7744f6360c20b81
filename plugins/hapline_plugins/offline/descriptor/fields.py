"""The members of a descriptor: their names, types and what they mean; the schema is made of them too."""

from __future__ import annotations

from typing import Literal

from hapline_hooks import noun

FieldType = Literal["text", "flag", "kind", "platform", "object"]


@noun
class Field:
    """One member.

    Attributes:
        name: As it is written. attribute: As ``Described`` calls it. type: What it may be; a ``flag`` is 0 or 1.
        help: One sentence.
    """

    name: str
    attribute: str
    type: FieldType
    help: str


FIELDS = (
    Field(name="id", attribute="id", type="text", help="The package id: eight digits."),
    Field(name="name", attribute="name", type="text", help="What people call the package."),
    Field(
        name="version",
        attribute="version",
        type="text",
        help="The version, such as 1.0.0.1; left out where the build is given it, or counts it up.",
    ),
    Field(
        name="type",
        attribute="kind",
        type="kind",
        help="normal, or global for resources that other packages refer to; it cannot be changed later.",
    ),
    Field(
        name="source",
        attribute="source",
        type="text",
        help="The folder with the files, relative to this file; else the folder that is named by the id.",
    ),
    Field(
        name="directory",
        attribute="directory",
        type="text",
        help="What the files of source are put into below the id, such as www; for a global package it is "
        "domain/appId_workspaceId of the configured target where nothing is said.",
    ),
    Field(name="mainUrl", attribute="main_url", type="text", help="The entry page, such as /www/index.html."),
    Field(name="subUrl", attribute="sub_url", type="text", help="A further page that the app may ask for."),
    Field(
        name="vhost",
        attribute="vhost",
        type="text",
        help="The virtual host, where it is not made of the id and offline.virtualDomain.",
    ),
    Field(name="platform", attribute="platform", type="platform", help="What it is for: all, Android, iOS or Harmony."),
    Field(
        name="clientVersionMin",
        attribute="client_version_min",
        type="text",
        help="The least app versions that receive it: iOS;Android;Harmony, a part left empty where it is not for it.",
    ),
    Field(
        name="clientVersionMax",
        attribute="client_version_max",
        type="text",
        help="The highest app versions that receive it, in the same form; best left empty: all later versions.",
    ),
    Field(
        name="autoInstall",
        attribute="auto_install",
        type="flag",
        help="0: downloaded in the background on Wi-Fi only; 1: on all networks, which uses mobile data.",
    ),
    Field(
        name="installType",
        attribute="install_type",
        type="flag",
        help="0: installed when it is opened; 1: installed once it is downloaded.",
    ),
    Field(
        name="extendInfo",
        attribute="extend_info",
        type="object",
        help="Parameters of pages, and asyncReqRate: seconds between requests for updates, 0 to 86400.",
    ),
    Field(name="description", attribute="description", type="text", help="What the package is for."),
    Field(
        name="repeatNebula",
        attribute="repeat_nebula",
        type="flag",
        help="Whether a global package is used again; the service wants it for global packages.",
    ),
)
"""All of them, in the order in which they are shown."""
BY_NAME = {one.name: one for one in FIELDS}
