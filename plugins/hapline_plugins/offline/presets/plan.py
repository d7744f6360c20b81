"""What is written, changed and removed where an app has its presets; nothing is done before all of it is known."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from hapline.errors import MissingError, PartlyDoneError, UsageError
from hapline.files import shown, write
from hapline_hooks import Phrase, Settings, Tree, noun
from hapline_plugins.offline.config_files import CONFIG, PLISTS
from hapline_plugins.offline.ids import order
from hapline_plugins.offline.presets.given import Given
from hapline_plugins.offline.presets.merging import merged
from hapline_plugins.offline.presets.project import AMR, PresetProject
from hapline_plugins.offline.source.context import Context


@noun
class Step:
    """One file that is not as it should be.

    Attributes:
        path: The file. before: Its content; None where there is none. after: What it should be; None to remove it.
    """

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def is_text(self) -> bool:
        """Whether people read it."""
        return self.path.endswith(".json")


def plan(place: str, tree: Tree | None, given: Sequence[Given], settings: Settings) -> list[Step]:
    """What has to be done in one folder, in the order in which it is done: packages, configuration, what is older.

    Args:
        place: The folder. tree: It as a tree; None where it is not there. given: The packages.
        settings: The configuration.

    Raises:
        hapline.errors.HaplineError: What is there cannot be read, or is newer.
    """
    there = PresetProject(tree, "", Context(tree, settings)) if tree is not None else None
    if there is not None:
        _check(place, there, given)
    steps = [_step(os.path.join(place, one.name), one.data) for one in given]
    config = os.path.join(place, CONFIG)
    before = _content(config)
    after = merged(shown(config), before, [one.entry for one in given], given[0].pattern if given else {})
    steps.append(Step(path=config, before=before, after=after))
    wanted = {one.name for one in given}
    steps += [
        Step(path=os.path.join(place, file.name), before=b"", after=None)
        for file in (there.files if there is not None else ())
        if file.name not in wanted and file.name.endswith(AMR) and any(one.id == file.id for one in given)
    ]
    wrong = [one for one in steps if one.before != one.after]
    for one in wrong:
        _check_inside(place, one)
    return wrong


def carry_out(steps: Sequence[Step]) -> Iterator[Step]:
    """Do all of it, each file as a whole; what is older is removed when all that is new is there.

    Raises:
        hapline.errors.PartlyDoneError: A file cannot be written or removed; those before it are.
    """
    for one in steps:
        try:
            if one.after is None:
                os.unlink(one.path)
            else:
                os.makedirs(os.path.dirname(one.path), exist_ok=True)
                write(one.path, one.after)
        except OSError as error:
            reason = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
            raise PartlyDoneError(reason, where=shown(one.path), todo="run it again when that is mended") from None
        yield one


def _check(place: str, there: PresetProject, given: Sequence[Given]) -> None:
    if CONFIG not in there.names and not there.names.isdisjoint(PLISTS):
        what = Phrase("the presets here are in {names}, which is not edited", names=sorted(there.names & {*PLISTS}))
        raise UsageError(what, where=shown(place), todo="load the presets of the app from an h5_json.json")
    for one in given:
        highest = max((file.version for file in there.files if file.id == one.id), key=order, default="")
        if order(highest) > order(one.version):
            what = Phrase(
                "{id} is preset as {highest}, which is newer than {version}",
                id=one.id,
                highest=highest,
                version=one.version,
            )
            raise UsageError(what, where=shown(place), todo="remove the newer package first, if that is meant")
        if there.verifies and not one.is_signed:
            what = Phrase("{name} is not signed, and the app verifies packages", name=one.path)
            raise UsageError(what, where=shown(place))


def _check_inside(place: str, step: Step) -> None:
    """Refuse to write through a link that leads out of the folder."""
    above = os.path.realpath(place).rstrip(os.sep) + os.sep
    if step.after is not None and not os.path.realpath(step.path).startswith(above):
        raise UsageError("a symbolic link leads out of the folder of the presets", where=shown(step.path))


def _step(path: str, data: bytes) -> Step:
    return Step(path=path, before=_content(path), after=data)


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = Phrase("cannot be read: {reason}", reason=error.strerror or str(error))
        raise MissingError(reason, where=shown(path)) from None
