"""Packages held together as one app, and an app beside an earlier build of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hapline.archives import ArchiveError
from hapline.archives.packing import rewritten_size
from hapline_hooks import ArtifactSet, Comparison, Location, Subject, Unreadable, VerifyRequest
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.limits import Limits
from hapline_plugins.harmony.measuring import packing_time, way_into_app
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.packages import PACK_INFO, App, Package, loose
from hapline_plugins.harmony.parallel import in_parallel


class PackageSet(ArtifactSet):
    """Files judged together as one app.

    Attributes:
        packages: Their packages, HAPs first. app: The .app they are in. pack_info: The app's pack.info, if given.
        bundle: What they make up; None where not one module can be read.
    """

    kind = "harmony.packages"
    __slots__ = ("app", "bundle", "pack_info", "packages")

    def __init__(
        self,
        packages: Sequence[Package],
        *,
        limits: Limits,
        stages: frozenset[str],
        app: App | None = None,
        pack_info: bytes | None = None,
    ) -> None:
        """Hold packages together."""
        super().__init__([*([app] if app else []), *packages])
        self.packages = packages
        self.app = app
        self.pack_info = pack_info
        for package in packages:
            package.stages = stages
            package.repacked = app is None and limits.repack
        readable = [package for package in packages if package.module is not None]
        self.bundle: Bundle | None = None
        if readable:
            modules = [package.module for package in readable if package.module is not None]
            by_module = {package.module: package for package in readable}
            self.bundle = Bundle(
                modules,
                stages=stages,
                limits=limits,
                complete="app" in stages and len(readable) == len(packages),
                predicted=app is None,
                measure=lambda asked: _measure([by_module[one] for one in asked], limits, self.pack_info),
                where=app.location() if app else None,
            )

    def parts(self) -> Iterable[Subject]:
        """The files, and the app that they make up."""
        yield from self.artifacts
        if self.bundle is not None:
            yield self.bundle

    def source(self, location: Location) -> bytes:
        """The file of a place in one of the packages.

        Raises:
            hapline_hooks.Unreadable: It cannot be read.
        """
        for artifact in self.artifacts:
            if artifact.path == location.path:
                return artifact.source(location)
        raise Unreadable(location.file, "not one of these files", absent=True)


class Update(Comparison):
    """An earlier and a later build of one app.

    Attributes:
        before: The earlier. after: The later.
    """

    kind = "harmony.update"
    __slots__ = ("after", "before")

    def __init__(self, old: PackageSet, new: PackageSet, before: Bundle, after: Bundle) -> None:
        """Hold two builds together."""
        super().__init__(old, new)
        self.before = before
        self.after = after

    def source(self, location: Location) -> bytes:
        """The file of a place in one of the two.

        Raises:
            hapline_hooks.Unreadable: It cannot be read.
        """
        try:
            return self.new.source(location)
        except Unreadable:
            return self.old.source(location)


def open_files(request: VerifyRequest) -> Iterator[Subject]:
    """Open what this plugin knows among the files of a request."""
    limits = Limits.of(request.settings)
    new = list(_sets(request.files, limits, request.judged_as))
    yield from new
    old = list(_sets(request.base, limits, request.judged_as))
    for one in new:
        if one.bundle is None:
            continue
        earlier = [(other, other.bundle) for other in old if other.bundle is not None]
        name = one.bundle.first.bundle_name
        same = [pair for pair in earlier if pair[1].first.bundle_name == name]
        for other, before in same or earlier:
            yield Update(other, one, before, one.bundle)


def _sets(files: Sequence[str], limits: Limits, judged_as: str) -> Iterator[PackageSet]:
    single = [file for file in files if file[-4:].lower() in {".hap", ".hsp"}]
    for file in files:
        if file[-4:].lower() == ".app":
            app = App(file)
            yield PackageSet(app.packages, limits=limits, stages=frozenset({"app"}), app=app)
    if not single:
        return
    pack_info = next((_content(file) for file in files if os.path.basename(file) == PACK_INFO), None)
    packages = in_parallel(loose, single)
    packages.sort(key=lambda package: package.suffix != ".hap")
    stage = judged_as or ("app" if len(packages) > 1 else packages[0].suffix[1:])
    yield PackageSet(packages, limits=limits, stages=frozenset({stage}), pack_info=pack_info)


def _content(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read()


def _measure(packages: Sequence[Package], limits: Limits, pack_info: bytes | None) -> Mapping[Module, int]:
    measured = in_parallel(lambda package: _size(package, limits, pack_info), packages)
    return {package.module: size for package, size in zip(packages, measured, strict=True) if package.module}


def _size(package: Package, limits: Limits, pack_info: bytes | None) -> int:
    if package.entry is not None or package.archive is None or package.module is None:
        return package.size
    way = way_into_app(package, limits, pack_info)
    try:
        return rewritten_size(
            package.archive,
            way.pack_info,
            deflated=way.deflated,
            level=way.level,
            repack=way.repack,
            now=packing_time(),
        )
    except ArchiveError:
        return package.size  # what is wrong with it is said by the rules on archives
