"""What rules on content judge: the files of one package, in source or built, with the place of each."""

from __future__ import annotations

from collections.abc import Callable

from hapline_hooks import Location, Subject
from hapline_plugins.offline.content.files import Content, Odd, PackageFile
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.target import Target


class PackageContent(Subject):
    """The files of a package.

    Attributes:
        described: What is known of the package: of a built one, what its manifest says. content: Its files.
        target: For whom it is made, as the configuration says. built: Whether it is a built package or an upload.
        home: Where to point for what concerns the package as a whole.
    """

    __slots__ = ("_locate", "_source", "built", "content", "described", "home", "target")
    kind = "offline.content"

    def __init__(
        self,
        *,
        described: Described,
        content: Content,
        target: Target,
        home: Location,
        locate: Callable[[str], Location],
        source: Callable[[Location], bytes],
        built: bool = False,
    ) -> None:
        """Hold the files of a package.

        Args:
            described: As the attribute, like ``content``, ``target``, ``home`` and ``built``.
            content: See above.
            target: See above.
            home: See above.
            locate: The location of the place of a file. source: The file that a finding points into.
            built: See above.
        """
        self.described = described
        self.content = content
        self.target = target
        self.home = home
        self.built = built
        self._locate = locate
        self._source = source

    @property
    def is_global(self) -> bool:
        """Whether it is a global resource package."""
        return self.described.kind == "global"

    def locate(self, file: PackageFile | Odd) -> Location:
        """The place of a file."""
        return self._locate(file.place)

    def source(self, location: Location) -> bytes:
        """The file that a finding points into."""
        return self._source(location)
