"""One packager asked by name, for those who make packages on behalf of others, as a delivery service does.

Public. ``hapline package`` asks all packagers and goes on where one fails; whoever asks for one thing wants the reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from hapline.config.settings import Settings
from hapline.errors import MissingError, NothingToDoError
from hapline.plugins import Host
from hapline.trees import WorkingTree
from hapline.vetting.files import Paths, vet_deliverable
from hapline.vetting.plugins import listed
from hapline_hooks import Deliverable, Phrase


class Packing:
    """Asks the packagers that plugins contribute. Threads may use one together."""

    def __init__(self, host: Host | None = None) -> None:
        """Ask those of a host; of the plugins that are installed, where none is given."""
        self._host = host or Host.from_environment()

    def packed(self, folder: str, packager: str, options: Mapping[str, str]) -> list[Deliverable]:
        """What a packager makes of the projects of a folder.

        Neither a configuration file nor the environment is looked at: what is made depends on what is given.

        Args:
            folder: Where the sources are. packager: The packager's name, such as ``offline``.
            options: Values of options by dotted name, as ``--set`` takes them.

        Raises:
            hapline.errors.HaplineError: There is no such packager or nothing for it, or it refuses.
        """
        known = self._host.named_packagers()
        if packager not in known:
            raise MissingError(Phrase("there is no packager {name}", name=packager), todo="see `hapline plugins`")
        _, asked = known[packager]
        settings = Settings(self._host.config_sections())
        settings.start = folder
        for name, text in options.items():
            settings.set(name, text, name)
        made: list[Deliverable] = []
        for project in self._host.projects(WorkingTree(folder), settings):
            made += (vet_deliverable(one, packager) for one in listed(asked.deliverables(project, settings)))
        if not made:
            raise NothingToDoError("there is nothing to package here", where=folder)
        Paths().take([one.path for one in made], Phrase("packager {name}", name=packager))
        return made
