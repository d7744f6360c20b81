"""What rules on content judge: the files of one package, in source or built, with the place of each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from hapline_hooks import Location, Subject
from hapline_plugins.offline.content.files import Content, Odd, PackageFile
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.limits import Limits
from hapline_plugins.offline.target import Target

if TYPE_CHECKING:
    from hapline_plugins.offline.pages.linked import Page


class PackageContent(Subject):
    """The files of a package.

    Attributes:
        described: What is known of the package: of a built one, what its manifest says. content: Its files.
        target: For whom it is made, as the configuration says. built: Whether it is a built package or an upload.
        home: Where to point for what concerns the package as a whole.
        limits: What the configuration allows. packed: The length of the built package in bytes; None of one in source.
    """

    __slots__ = (
        "__dict__",
        "_locate",
        "_source",
        "built",
        "content",
        "described",
        "home",
        "limits",
        "packed",
        "target",
    )
    kind = "offline.content"

    def __init__(  # noqa: PLR0913 what is known of a package, by keyword
        self,
        *,
        described: Described,
        content: Content,
        target: Target,
        home: Location,
        locate: Callable[[str], Location],
        source: Callable[[Location], bytes],
        built: bool = False,
        limits: Limits | None = None,
        packed: int | None = None,
    ) -> None:
        """Hold the files of a package.

        Args:
            described: As the attribute, like ``content``, ``target``, ``home``, ``built``, ``limits``, ``packed``.
            content: See above.
            target: See above.
            home: See above.
            locate: The location of the place of a file. source: The file that a finding points into.
            built: See above.
            limits: See above; where nothing is given, what the configuration allows by default.
            packed: See above.
        """
        self.described = described
        self.content = content
        self.target = target
        self.home = home
        self.built = built
        self.limits = limits or Limits()
        self.packed = packed
        self._locate = locate
        self._source = source

    @property
    def is_global(self) -> bool:
        """Whether it is a global resource package."""
        return self.described.kind == "global"

    @cached_property
    def domains(self) -> set[str]:
        """The folders of the second level that hold global resources."""
        from hapline_plugins.offline.content.layout import domain_folders

        return domain_folders(self.content.by_path, self.target)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages, style sheets and scripts, with what they refer to; read once for all rules."""
        from hapline_plugins.offline.pages.addresses import Site
        from hapline_plugins.offline.pages.linked import pages_of

        site = Site(self.target, self.described.id, self.described.vhost)
        return pages_of(self.content, site, is_global=self.is_global)

    def locate(self, file: PackageFile | Odd) -> Location:
        """The place of a file."""
        return self._locate(file.place)

    def source(self, location: Location) -> bytes:
        """The file that a finding points into."""
        return self._source(location)
