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
from hapline_plugins.hotpatch.archive.matching import match
from hapline_plugins.hotpatch.archive.outputs import Variant
from hapline_plugins.hotpatch.archive.releases import Release, missing_of, unsure_of
from hapline_plugins.hotpatch.archive.sound import trouble_in
from hapline_plugins.hotpatch.source.configuration import Configuration

_HOUR = 60 * 60
_DAY = 24 * _HOUR


class Doubts:
    """Collects what is doubtful.

    Attributes:
        notes: What people should know. broken: What is wrong with files that are not what their names say.
        empty: Where there is a file with nothing in it, by part: a build that has nothing to say writes such ones too.
    """

    def __init__(self, variant: Variant) -> None:
        """Begin without a doubt."""
        self.notes: list[Phrase] = []
        self.broken: dict[str, HaplineError] = {}
        self.empty: dict[str, str] = {}
        self._built: Apk | None = None
        self._beside = ""
        self._apks: Collection[str] = variant.apks

    def of_build(self, paths: dict[str, str], apk: Apk, wanted: Wanted) -> None:
        """Leave out what is of another build than the apk."""
        path = paths[parts.APK]
        real = os.path.realpath(path)
        own = None if real in map(os.path.realpath, self._apks) else next(iter(self._apks), None)
        self._built = apk
        if own is not None:
            self._compare(paths, apk, own, wanted)
        self._beside = own or path
        mapping = paths.get(parts.MAPPING)
        if mapping is not None and not belongs(map_id_of(mapping), apk):
            del paths[parts.MAPPING]
            text = "{path} is left out: it is the mapping of another build than the apk"
            self.notes.append(Phrase(text, path=shown(mapping)))

    def of_contents(self, paths: dict[str, str]) -> None:
        """Leave out what is not what its name says; all of it is read."""
        for part, path in list(paths.items()):
            trouble = trouble_in(part, path, shown(path))
            if trouble is not None:
                self.broken[part] = trouble
                del paths[part]

    def of_classes(self, paths: dict[str, str]) -> None:
        """Leave out a mapping that is sound, and whose classes the apk has not: it is of another app."""
        mapping, apk = paths.get(parts.MAPPING), self._built
        if mapping is None or apk is None:
            return
        found = match(mapping, apk)
        if found.is_foreign:
            del paths[parts.MAPPING]
            text = "{path} is left out: none of the classes that it gives other names to is in the apk"
            self.notes.append(Phrase(text, path=shown(mapping)))
            return
        if found.is_doubtful:
            text = "see that {path} is of this build: of {total} classes with other names, {there} are in the apk"
            self.notes.append(Phrase(text, path=shown(mapping), total=found.total, there=found.there))
        if found.by_id is None:
            self._note_age(mapping, self._beside)

    def of_release(self, release: Release, configuration: Configuration | None) -> None:
        """Note what is not kept, and why that may be right."""
        lacks = missing_of(release)
        for part, path in self.empty.items():
            if part in parts.NEEDED and (part != parts.MAPPING or part in lacks):
                self.notes.append(Phrase("{path} is left out: it is empty", path=shown(path)))
        if not release.obfuscated and parts.APK in release.files and parts.MAPPING not in self.broken:
            self._not_minified(release, configuration)
        options = {part.name: part.option for part in parts.PARTS}
        for part in unsure_of(release):
            if part not in self.empty:
                text = "no {part} is kept: this build has written none; if it lies elsewhere, name it with --{option}"
                self.notes.append(Phrase(text, part=part, option=options[part]))

    def _not_minified(self, release: Release, configuration: Configuration | None) -> None:
        text = (
            "no mapping.txt is kept, and none is missed: neither the apk nor build.gradle says that this build is "
            "minified"
        )
        empty = (
            "{path} is empty, and neither the apk nor build.gradle says that this build is minified: no mapping.txt is "
            "kept, and none is missed"
        )
        path = self.empty.get(parts.MAPPING)
        self.notes.append(Phrase(text) if path is None else Phrase(empty, path=shown(path)))
        if release.method == "instantrun" and configuration is not None and configuration.reads_mapping:
            text = (
                "{path} does not say proguard false, so that a patch build looks for a mapping.txt all the same: set "
                "it to false"
            )
            self.notes.append(Phrase(text, path=configuration.path))

    def _compare(self, paths: dict[str, str], apk: Apk, own: str, wanted: Wanted) -> None:
        """Look at the apk that was built beside the outputs, where another one is released."""
        try:
            built = read_apk(own)
        except HaplineError:
            return
        self._built = built
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
