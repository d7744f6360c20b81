"""The target: the app and workspace of the delivery service that packages are made for, and its addresses."""

from __future__ import annotations

from hapline_hooks import Settings, noun

PUBLIC_DOMAIN = "mcube-prod.mpaascloud.com"
"""Where the public cloud serves resources with acceleration, since 14 July 2022 (MDS guide, 1 and 6.2)."""
OLD_DOMAINS = ("mcube-prod.cn-hangzhou.oss.aliyuncs.com", "mcube-prod.oss-cn-hangzhou.aliyuncs.com")
"""Where it served them before."""
APSARA_PREFIX = "mcube"
"""What addresses of Apsara Stack have between domain and path (MDS guide, 6.2)."""


@noun
class Target:
    """Where packages are delivered.

    Attributes:
        app_id: The app's id, such as ``53E5279071442``. workspace_id: The workspace, such as ``test``.
        domain: The domain that global resources are served from. apsara: Whether it is an Apsara Stack.
        bucket: On Apsara Stack with HDFS or AFS, the bucket, a folder above the third level.
        virtual_domain: What the ids of packages are put before, such as ``h5app.com``.
    """

    app_id: str = ""
    workspace_id: str = ""
    domain: str = PUBLIC_DOMAIN
    apsara: bool = False
    bucket: str = ""
    virtual_domain: str = ""

    @property
    def space(self) -> str:
        """The third level of a global package, ``appId_workspaceId``; empty where the configuration names neither."""
        return f"{self.app_id}_{self.workspace_id}" if self.app_id and self.workspace_id else ""

    @property
    def release_space(self) -> str:
        """App and workspace as the addresses of releases have them, ``appId-workspaceId``; empty likewise."""
        return f"{self.app_id}-{self.workspace_id}" if self.space else ""

    @property
    def global_directory(self) -> str:
        """What the files of a global package lie in, below its id; empty where app and workspace are not known."""
        return "/".join(filter(None, (self.domain, self.bucket, self.space))) if self.space else ""

    @property
    def _prefix(self) -> str:
        return f"/{APSARA_PREFIX}" if self.apsara else ""

    def address_of(self, path: str) -> str:
        """The address of a file of a global package; empty where it does not lie in a folder named by a domain.

        Args:
            path: The file, below the id of the package; on Apsara Stack its address has no level for the bucket.
        """
        domain, _, rest = path.partition("/")
        return f"https://{domain}{self.served_path(rest)}" if rest else ""

    def served_path(self, path: str) -> str:
        """The path of the address of a global resource, from its slash on, by where it lies below the domain."""
        return f"{self._prefix}/{path.removeprefix(f'{self.bucket}/') if self.bucket else path}"

    def virtual_host(self, package_id: str) -> str:
        """The address of a package in the app, such as ``https://20171228.h5app.com``; empty without a domain."""
        return f"https://{package_id}.{self.virtual_domain}" if self.virtual_domain else ""

    def release_address(self, package_id: str, version: str, platform: str) -> str:
        """The folder of a release on the server, a slash at the end; empty where app and workspace are not known."""
        if not self.space:
            return ""
        return f"https://{self.domain}{self._prefix}/{self.release_space}/{package_id}/{version}_{platform}/nebula/"


def target_of(settings: Settings) -> Target:
    """The target that the configuration names in its section ``offline``."""
    apsara = settings.text("offline.edition") == "apsara"
    return Target(
        app_id=settings.text("offline.appId"),
        workspace_id=settings.text("offline.workspaceId"),
        domain=settings.text("offline.domain"),
        apsara=apsara,
        bucket=settings.text("offline.bucket") if apsara else "",
        virtual_domain=settings.text("offline.virtualDomain"),
    )
