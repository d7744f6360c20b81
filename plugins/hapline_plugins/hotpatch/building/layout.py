"""Where the parts of a patch build are: the module of the app, the root of its build, the patch that comes out."""

from __future__ import annotations

import os
from collections.abc import Iterator

from hapline.errors import MissingError, UsageError
from hapline_hooks import Phrase, noun
from hapline_plugins.hotpatch.archive.project import root_of
from hapline_plugins.hotpatch.source.finding import CONFIGURATION

INPUTS = "instantrun"
"""The folder beside instantrun.xml that holds what the release kept. mPaaS MDS guide, 5.2.2.1."""
_OUTPUT = ("build", "outputs", "instantrun", "patch.jar")


@noun
class Layout:
    """A patch build on disk.

    Attributes:
        module: The folder of the app's module. root: That of its build, where the settings are; both absolute.
    """

    module: str
    root: str

    @property
    def inputs(self) -> str:
        """The folder with what the release kept."""
        return os.path.join(self.module, INPUTS)

    @property
    def patch(self) -> str:
        """The patch that InstantRun's task makes. mPaaS MDS guide, 5.2.2.1."""
        return os.path.join(self.module, *_OUTPUT)

    @property
    def uses_instantrun(self) -> bool:
        """Whether the module is set up for InstantRun."""
        return _is_set_up(self.module)


def layout_of(folder: str) -> Layout:
    """The build that a folder belongs to: that of a module, or the root of a build with one module that is patched.

    Raises:
        hapline.errors.MissingError: There is no such folder.
        hapline.errors.UsageError: Several modules of the build are set up for InstantRun.
    """
    if not os.path.isdir(folder):
        raise MissingError("there is no such folder", where=folder, todo="name the folder of the app's module")
    module = os.path.abspath(folder)
    if root_of(module) == module and not _is_set_up(module):
        found = list(_modules(module))
        if len(found) > 1:
            names = [os.path.basename(one) for one in found]
            what = Phrase("several modules are set up for InstantRun: {modules}", modules=names)
            raise UsageError(what, where=folder, todo="name the folder of the app's module")
        return Layout(module=found[0] if found else module, root=module)
    return Layout(module=module, root=root_of(module))


def _modules(root: str) -> Iterator[str]:
    for entry in sorted(os.scandir(root), key=lambda one: one.name):
        if entry.is_dir() and _is_set_up(entry.path):
            yield entry.path


def _is_set_up(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, CONFIGURATION)) or os.path.isdir(os.path.join(folder, INPUTS))
