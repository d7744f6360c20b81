"""Built packages and uploads as subjects, alone and together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.archives import ArchiveError, open_archive
from hapline_hooks import Artifact, ArtifactSet, Location, Subject, Unreadable, noun, replace
from hapline_plugins.offline.amr.form import NEBULA
from hapline_plugins.offline.amr.holding import Holder, OneOpen
from hapline_plugins.offline.amr.package import AmrPackage
from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.content.secret_names import secret_name
from hapline_plugins.offline.content.zipped import content_of, first_levels
from hapline_plugins.offline.ids import RESERVED, is_id, reserved_prefix
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.limits import Limits
from hapline_plugins.offline.target import Target
from hapline_plugins.offline.verifying.sums import Sum, sums_of
from hapline_plugins.offline.verifying.verdicts import Verdict, by_sdk, verdict, verdict_on

if TYPE_CHECKING:
    from hapline.archives import Archive
    from hapline_plugins.offline.amr.signatures import Signatures
    from hapline_plugins.offline.descriptor.described import Described
    from hapline_plugins.offline.keys.public import PublicKey


@noun
class Expected:
    """What built packages are judged by.

    Attributes:
        target: For whom they are made. keys: What they are verified with. limits: What they are held to.
        sdk_keys: Gives what the SDK's own packages are verified with.
    """

    target: Target
    keys: tuple[PublicKey, ...] = ()
    limits: Limits
    sdk_keys: Callable[[], tuple[PublicKey, ...]]


class BuiltAmr(Artifact):
    """A built package; it is opened when somebody asks.

    Attributes:
        expected: What it is judged by. is_compared: Whether uploads are given too, which may hold the same files.
    """

    kind = "offline.amr"
    is_compared = False

    def __init__(
        self, path: str, expected: Expected, holder: Holder | None = None, package: AmrPackage | None = None
    ) -> None:
        """Name a package, which may be open already."""
        super().__init__(path, os.path.getsize(path) if package is None else package.size)
        self.expected = expected
        self._holder = holder
        self._given = package

    @cached_property
    def opened(self) -> AmrPackage | ArchiveError | OSError:
        """The package; or why it cannot be opened."""
        if self._given is not None:
            return self._given
        try:
            return AmrPackage(self.path, holder=self._holder)
        except (ArchiveError, OSError) as error:
            return error

    @property
    def package(self) -> AmrPackage | None:
        """The package; None where it cannot be opened."""
        return self.opened if isinstance(self.opened, AmrPackage) else None

    @cached_property
    def verdict(self) -> Verdict:
        """What its signatures are worth."""
        package = self.package
        if package is None:
            return Verdict(state="unreadable")
        return self._by_sdk(package, package.cert) or verdict(package, self.expected.keys)

    @cached_property
    def sign_verdict(self) -> Verdict | None:
        """What those in SIGN.json are worth; None where it has none that can be read."""
        package = self.package
        if package is None or package.sign is None:
            return None
        return self._by_sdk(package, package.sign) or verdict_on(package, package.sign, self.expected.keys)

    @cached_property
    def sums(self) -> Mapping[str, Sum] | None:
        """The sums of its files by path; None where they are not judged."""
        package = self.package
        if package is None or package.tar is None or package.flavour != "offline-package":
            return None
        return None if package.tar.name in package.errors else sums_of(package.content)

    def at(self, *inner: str) -> Location:
        """A place in it."""
        return Location(path=self.path, inner=inner)

    def _by_sdk(self, package: AmrPackage, signatures: Signatures | None) -> Verdict | None:
        """What signatures are worth that the SDK's own key has made; only of ids that are the SDK's."""
        if package.id not in RESERVED and not reserved_prefix(package.id):
            return None
        return by_sdk(package, signatures, self.expected.sdk_keys())

    def parts(self) -> Iterator[Subject]:
        """Its files, for the rules on content: of what the service makes, mini programs are something else."""
        package = self.package
        if package is None or package.tar is None or package.flavour != "offline-package":
            return
        if package.tar.name not in package.errors:
            if self.is_compared:
                _ = self.sums  # while the tar is held
            yield PackageContent(
                described=self._described(package),
                content=Content(package.content.files),  # rules on the tar say what is odd in it
                target=self.expected.target,
                home=self.at(package.tar.name),
                locate=package.member_at,
                source=package.source,
                built=True,
                limits=self.expected.limits,
                packed=self.size,
            )

    def _described(self, package: AmrPackage) -> Described:
        """What is known of it, with the pages that the configuration beside it names: the package says none."""
        from hapline_plugins.offline.presets.beside import entry_beside

        entry = entry_beside(self.path, package.id, package.version)
        if entry is None:
            return package.described
        return replace(package.described, main_url=entry.text("main_url"), sub_url=entry.text("sub_url"))

    def source(self, location: Location) -> bytes:
        """A file in it."""
        if self.package is None:
            raise Unreadable(location.file, "the package cannot be opened")
        return self.package.source(location)


class UploadZip(Artifact):
    """A zip as it is uploaded: one first level, the id, with the files below.

    Attributes:
        expected: What it is judged by.
    """

    kind = "offline.zip"

    def __init__(
        self,
        path: str,
        expected: Expected,
        opening: OneOpen | None = None,
        amrs: Sequence[BuiltAmr] = (),
        *,
        given: Mapping[str, object] | None = None,
    ) -> None:
        """Name a zip, beside the built packages that are given with it.

        Args:
            path: The file. expected: As the attribute. opening: Holds one of several archives open.
            amrs: Built packages of which one may have the same files.
            given: Members of ``Described`` that somebody says of the package.
        """
        super().__init__(path, os.path.getsize(path))
        self.expected = expected
        self._given = given or {}
        self._opening = opening or OneOpen()
        self._amrs = amrs

    @cached_property
    def opened(self) -> Archive | ArchiveError | OSError:
        """The archive, closed, for what it says of its entries; or why it cannot be opened."""
        try:
            with open_archive(self.path) as archive:
                archive.problems()
                return archive
        except (ArchiveError, OSError) as error:
            return error

    @property
    def archive(self) -> Archive | None:
        """The archive; None where it cannot be opened."""
        return None if isinstance(self.opened, Exception) else self.opened

    @cached_property
    def levels(self) -> list[str]:
        """The names of its first level."""
        return first_levels(self.archive) if self.archive is not None else []

    @property
    def id(self) -> str:
        """The id that it is for; empty where its first level is none."""
        return self.levels[0] if len(self.levels) == 1 and is_id(self.levels[0]) else ""

    @cached_property
    def described(self) -> Described:
        """What is known of the package."""
        from hapline_plugins.offline.content.layout import kind_of
        from hapline_plugins.offline.descriptor.described import Described

        paths = [one.name.partition("/")[2] for one in self.archive.entries] if self.archive is not None else []
        kind = kind_of(path for path in paths if path and not path.endswith("/"))
        return replace(Described(id=self.id, kind=kind), **self._given)

    def at(self, *inner: str) -> Location:
        """A place in it."""
        return Location(path=self.path, inner=inner)

    @cached_property
    def content(self) -> Content:
        """Its files; what is odd in it is for rules on the zip, but for what should be in no zip at all."""
        if self.archive is None or not self.id:
            return Content(())
        found = content_of(self.archive, self.id)
        return Content(
            [self._read_later(one) for one in found.files], [one for one in found.odd if secret_name(one.path)]
        )

    @cached_property
    def twin(self) -> BuiltAmr | None:
        """The built package that was given too and has the very same files, so that these are judged there."""
        sizes = {one.path: one.size for one in self.content.files}
        for one in self._amrs if self.id and not self.content.odd else ():
            package = one.package
            if package is None or package.id != self.id:
                continue
            same = sizes == {each.path: each.size for each in package.content.files}
            if same and self.sums is not None and self.sums == one.sums:
                return one
        return None

    @cached_property
    def sums(self) -> Mapping[str, Sum] | None:
        """The sums of its files by path; None where one of them cannot be read."""
        return sums_of(self.content)

    def parts(self) -> Iterator[Subject]:
        """Its files, for the rules on content."""
        if self.archive is not None and self.id and self.twin is None:
            yield PackageContent(
                described=self.described,
                content=self.content,
                target=self.expected.target,
                home=self.at(),
                locate=self.at,
                source=self.source,
                built=True,
                limits=self.expected.limits,
            )

    def source(self, location: Location) -> bytes:
        """An entry of it."""
        if self.archive is None or not location.inner:
            raise Unreadable(location.file, "the zip cannot be opened")
        return self._entry(location.inner[0])

    def _read_later(self, file: PackageFile) -> PackageFile:
        """The same file, of the archive that is open when it is read."""
        return PackageFile(file.path, lambda: self._entry(file.place), place=file.place, mode=file.mode, size=file.size)

    def _entry(self, name: str) -> bytes:
        try:
            return self._opening.get(self.path).read(name)
        except (ArchiveError, OSError) as error:
            reason = error.message if isinstance(error, ArchiveError) else error.strerror or str(error)
            raise Unreadable(self.at(name).file, reason) from None


class PackageSet(ArtifactSet):
    """Packages and uploads that are given together; each is judged by itself, one after the other."""

    kind = "offline.packages"

    def __init__(self, amrs: Sequence[BuiltAmr], zips: Sequence[UploadZip]) -> None:
        """Hold them together."""
        super().__init__([*amrs, *zips])
        self.amrs = amrs
        self.zips = zips

    def made_with(self, upload: UploadZip) -> BuiltAmr | None:
        """The built package that lies below an upload as ``hapline offline build`` lays them out; None without one."""
        folder = os.path.join(os.path.dirname(os.path.abspath(upload.path)), NEBULA)
        inside = [one for one in self.amrs if os.path.dirname(os.path.abspath(one.path)) == folder]
        found = [one for one in inside if one.package is not None and one.package.id == upload.id]
        return found[0] if len(found) == 1 else None

    def parts(self) -> Sequence[Subject]:
        """Nothing: if all were judged at once, the tar of each would be inflated for each rule."""
        return ()
