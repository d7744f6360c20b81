"""The configuration of the plugin."""

from __future__ import annotations

from hapline_hooks import ConfigSection, Option
from hapline_plugins.offline.target import PUBLIC_DOMAIN

SECTION = ConfigSection(
    name="offline",
    help="H5 offline packages.",
    options=(
        Option(name="appId", type="text", default="", help="The app that packages are for, as the console shows it."),
        Option(name="workspaceId", type="text", default="", help="The workspace that packages are for."),
        Option(
            name="edition",
            type="choice",
            default="public",
            choices=("public", "apsara"),
            help="The public cloud, or an Apsara Stack, whose addresses have /mcube after the domain.",
        ),
        Option(
            name="domain",
            type="text",
            default=PUBLIC_DOMAIN,
            help="The domain that global resources are served from; on Apsara Stack that of the mdsweb server.",
        ),
        Option(
            name="bucket",
            type="text",
            default="",
            help="On Apsara Stack with HDFS or AFS: the bucket of the mdsweb server, a folder above appId_workspaceId.",
        ),
        Option(
            name="virtualDomain",
            type="text",
            default="",
            help="The virtual domain of the app, such as h5app.com; a package is reached at https://<id>.<domain>.",
        ),
        Option(
            name="key",
            type="text",
            default="",
            help="The RSA private key that packages are signed with, a PEM file that is not in git, relative to the "
            "configuration's folder; empty: packages are not signed.",
        ),
        Option(
            name="publicKey",
            type="text",
            default="",
            help="The public key that the app embeds: a PEM or DER file, or its base64.",
        ),
        Option(
            name="publicKeyIn",
            type="texts",
            default=[],
            help="The files of apps that embed the public key, relative to the configuration's folder.",
        ),
        Option(
            name="tag",
            type="text",
            default="",
            help="How tags of releases are named, such as offline/{id}/{version}: a version that is tagged has its "
            "files for ever.",
        ),
        Option(
            name="released",
            type="text",
            default="",
            help="A folder with the .amr files that were released, relative to the configuration's folder.",
        ),
        Option(
            name="iosVersion",
            type="text",
            default="",
            help="The Product Version of the iOS app: packages have to be for lower versions.",
        ),
        Option(
            name="maxPackageSize",
            type="size",
            default="10 MB",
            minimum=1,
            help="How large the .amr of a package may be before it is said: every client downloads it.",
        ),
        Option(
            name="maxImageSize",
            type="size",
            default="500 KB",
            minimum=1,
            help="How large an image in a package may be before it is said.",
        ),
        Option(
            name="hosts",
            type="texts",
            default=[],
            help="The other hosts that pages may load from, such as api.example.com or *.example.com; empty: any.",
        ),
    ),
)
