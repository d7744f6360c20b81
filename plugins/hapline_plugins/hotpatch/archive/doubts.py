"""What makes files of a build doubtful as parts of a release: they are of another build, old, empty, or broken."""

from __future__ import annotations

import os
from collections.abc import Collection

from hapline.errors import HaplineError
from hapline.files import shown
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.archive.apk import Apk, belongs, map_id_of, read_apk
from hapline_plugins.hotpatch.archive.choosing import Wanted
from hapline_plugins.hotpatch.archive.outputs import Variant
from hapline_plugins.hotpatch.archive.sound import trouble_in

_HOUR = 60 * 60
_DAY = 24 * _HOUR


class Doubts:
    """Collects what is doubtful.

    Attributes:
        notes: What people should know. broken: What is wrong with files that are not what their names say.
    """

    def __init__(self, variant: Variant) -> None:
        """Begin without a doubt."""
        self.notes: list[Phrase] = []
        self.broken: dict[str, HaplineError] = {}
        self._apks: Collection[str] = variant.apks

    def empty(self, part: str, path: str) -> None:
        """Note a file with nothing in it: a build that has nothing to say writes such ones too."""
        if part in parts.NEEDED:
            self.notes.append(Phrase("{path} is left out: it is empty", path=shown(path)))

    def of_build(self, paths: dict[str, str], apk: Apk, wanted: Wanted) -> None:
        """Leave out what is of another build than the apk."""
        path = paths[parts.APK]
        real = os.path.realpath(path)
        own = None if real in map(os.path.realpath, self._apks) else next(iter(self._apks), None)
        if own is not None:
            self._compare(paths, apk, own, wanted)
        mapping = paths.get(parts.MAPPING)
        if mapping is None:
            return
        map_id = map_id_of(mapping)
        if not belongs(map_id, apk):
            del paths[parts.MAPPING]
            text = "{path} is left out: it is the mapping of another build than the apk"
            self.notes.append(Phrase(text, path=shown(mapping)))
        elif not (map_id and apk.map_ids):
            self._note_age(mapping, own or path)

    def of_contents(self, paths: dict[str, str]) -> None:
        """Leave out what is not what its name says; all of it is read."""
        for part, path in list(paths.items()):
            trouble = trouble_in(part, path, shown(path))
            if trouble is not None:
                self.broken[part] = trouble
                del paths[part]

    def _compare(self, paths: dict[str, str], apk: Apk, own: str, wanted: Wanted) -> None:
        """Look at the apk that was built beside the outputs, where another one is released."""
        try:
            built = read_apk(own)
        except HaplineError:
            return
        if (built.application, built.version) == (apk.application, apk.version):
            return
        for part in [one for one in paths if one not in wanted.files and not one.startswith(parts.JARS)]:
            del paths[part]
        self.notes.append(
            Phrase(
                "what was built here is left out: it is {built_id} {built}, and the apk {id} {version}",
                built_id=built.application,
                built=built.version or "-",
                id=apk.application,
                version=apk.version or "-",
            )
        )

    def _note_age(self, mapping: str, apk: str) -> None:
        """Neither file says of which build it is: a mapping that was left from an earlier one is older."""
        seconds = os.path.getmtime(apk) - os.path.getmtime(mapping)
        if seconds < _HOUR:
            return
        hours = Phrase("{count} hours", count=int(seconds // _HOUR))
        age = Phrase("{count} days", count=int(seconds // _DAY)) if seconds >= 2 * _DAY else hours
        text = "{path} is {age} older than the apk, and does not say of which build it is: see that it is of this one"
        self.notes.append(Phrase(text, path=shown(mapping), age=age))
