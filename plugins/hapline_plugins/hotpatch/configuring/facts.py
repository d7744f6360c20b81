"""What the steps ask of an app: its ids, packages, language, and the version of the Android plugin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from hapline.builds import Version, released_ids, text_of, version
from hapline.errors import UsageError
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.source.configuration import KEPT
from hapline_plugins.hotpatch.source.modules import AppModule
from hapline_plugins.hotpatch.source.packages import shortest

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.source.build import HotpatchBuild

Kind = Literal["release", "test"]
"""What values are for that differ between a release and tests."""
IDENTIFIER = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
"""The name of a package, and the form that an applicationId has."""
_ID_HELP = "write it as the name of a package, such as com.example.shop"
_ANDROIDX = "android.useAndroidX"


class Facts:
    """An app, and what was said about it on the command line.

    Attributes:
        app: The app. kind: What values are for; None where that was not said. lang: The language of what is written.
        is_in_git: Whether the project is in a git repository.
    """

    def __init__(
        self,
        app: AppModule,
        *,
        kind: Kind | None = None,
        agp: str = "",
        application_id: str = "",
        lang: str = "en",
        is_in_git: bool = False,
    ) -> None:
        """Take what was said."""
        self.app = app
        self.kind = kind
        self.lang = lang
        self.is_in_git = is_in_git
        self._agp = agp
        self._id = application_id

    @property
    def build(self) -> HotpatchBuild:
        """Its build."""
        return self.app.build

    @cached_property
    def android(self) -> Version:
        """The version of the Android Gradle plugin.

        Raises:
            hapline.errors.UsageError: It is not known, or the command line says another one than the build.
        """
        known = self.build.android_plugin
        if self._agp:
            given = version(self._agp)
            if given is None:
                raise UsageError(Phrase("{text} is no version", text=self._agp), todo="write it as --agp 8.1.0")
            if known is not None and known.version != given:
                said, place = text_of(known.version), known.location
                raise UsageError(
                    Phrase("the Android plugin is {said} here, not {given}", said=said, given=self._agp),
                    where=place.path,
                    span=place.span,
                    todo="leave out --agp, which is for builds that do not say it in a way that can be read",
                )
            return given
        if known is None:
            raise UsageError(
                "the version of the Android Gradle plugin is not said in a way that can be read",
                where=self.build.root_module.script_path,
                todo="name it: --agp 8.1.0",
            )
        return known.version

    @cached_property
    def application_id(self) -> str:
        """The applicationId of the release.

        Raises:
            hapline.errors.UsageError: It is not known, or there are several.
        """
        if self._id:
            if not IDENTIFIER.fullmatch(self._id):
                raise UsageError(Phrase("{text} is no applicationId", text=self._id), todo=_ID_HELP)
            return self._id
        found = sorted(released_ids(self.app))
        if len(found) == 1:
            if not IDENTIFIER.fullmatch(found[0]):
                what = Phrase("{text} is no applicationId", text=found[0])
                raise UsageError(what, where=self.app.script_path, todo=_ID_HELP)
            return found[0]
        what = Phrase("the applicationId is not said in a way that can be read")
        if found:
            what = Phrase("the flavors have several applicationIds: {ids}; a patch is for one", ids=found)
        raise UsageError(what, where=self.app.script_path, todo="name the one that is patched: --application-id ID")

    @cached_property
    def packages(self) -> Sequence[str]:
        """The packages of the code that is built into the app, each without those below it."""
        modules = [one for one in self.build.modules if one is self.app or not isinstance(one, AppModule)]
        own = {name for one in modules for name in (one.namespace, *one.code.packages)}
        return [one for one in shortest(own) if IDENTIFIER.fullmatch(one) and not f"{one}.".startswith(KEPT)]

    @cached_property
    def package(self) -> str:
        """The package for a new class: the namespace of the app, else its applicationId."""
        return self.app.namespace or self.application_id

    @cached_property
    def is_kotlin(self) -> bool:
        """Whether a new class is written in Kotlin: as most of the app's code, else as its script."""
        if any(True for _ in self.app.code.files):
            return self.app.code.is_kotlin
        return self.app.script_path.endswith(".kts")

    @cached_property
    def annotations(self) -> str:
        """The package of Android's annotations that the app has; empty where it is not known to have any."""
        path = self.build.file("gradle.properties")
        properties = self.build.properties(path)
        entry = properties.find(_ANDROIDX) if properties is not None else None
        groups = [
            one.coordinate.group.text or ""
            for one in self.app.dependencies
            if one.coordinate is not None and one.coordinate.group is not None
        ]
        if (entry is not None and entry.value.strip() == "true") or any(one.startswith("androidx.") for one in groups):
            return "androidx.annotation"
        return "android.support.annotation" if any(one.startswith("com.android.support") for one in groups) else ""
