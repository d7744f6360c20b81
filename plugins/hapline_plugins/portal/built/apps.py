"""Built files held together as one app: Bundle jars, and a Portal's apk with the Bundles in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hapline_hooks import ArtifactSet, Location, Subject, Unreadable, VerifyRequest
from hapline_plugins.portal.built.bundle_jar import BundleJar, is_app, is_bundle_jar, open_bundle_jar
from hapline_plugins.portal.built.portal_apk import PortalApk, is_portal_apk, open_portal_apk


class BuiltSet(ArtifactSet):
    """Files judged together as one app.

    Attributes:
        apk: The Portal's apk; None where only Bundle jars were given. jars: The jars that are files of their own.
        is_release: Whether the files are for release, by ``portal.release``.
    """

    kind = "portal.built"
    __slots__ = ("apk", "is_release", "jars")

    def __init__(self, apk: PortalApk | None, jars: Sequence[BundleJar], *, is_release: bool) -> None:
        """Hold built files together."""
        super().__init__([*([apk] if apk is not None else []), *jars])
        self.apk = apk
        self.jars = jars
        self.is_release = is_release

    @property
    def bundles(self) -> Sequence[BundleJar]:
        """The Bundles that are files of their own, those in the apk first."""
        return (*(self.apk.bundles if self.apk is not None else ()), *self.jars)

    def source(self, location: Location) -> bytes:
        """The file of a place in one of the files.

        Raises:
            hapline_hooks.Unreadable: It cannot be read.
        """
        for artifact in self.artifacts:
            if artifact.path == location.path:
                return artifact.source(location)
        raise Unreadable(location.file, "not one of these files", absent=True)


def open_files(request: VerifyRequest) -> Iterator[Subject]:
    """Open what this plugin knows among the files of a request: one app, or several where there are several apks."""
    files = dict.fromkeys(request.files)
    apks = [open_portal_apk(file) for file in files if _ends(file, ".apk") and is_portal_apk(file)]
    taken = {apk.path for apk in apks}
    jars = [open_bundle_jar(file) for file in files if file not in taken and _is_jar(file)]
    is_release = bool(request.settings["portal.release"])
    if len(apks) == 1:
        yield BuiltSet(apks[0], jars, is_release=is_release)
        return
    for apk in apks:
        yield BuiltSet(apk, (), is_release=is_release)
    if jars:
        yield BuiltSet(None, jars, is_release=is_release)


def _is_jar(file: str) -> bool:
    """Whether a file is a Bundle jar, or a jar that is built like one; an apk is one only by its BUNDLE.MF."""
    if _ends(file, ".jar"):
        return is_bundle_jar(file) or is_app(file)
    return _ends(file, ".apk") and is_bundle_jar(file)


def _ends(file: str, suffix: str) -> bool:
    return file[-len(suffix) :].lower() == suffix
