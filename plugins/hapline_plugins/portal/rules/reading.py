"""Reading: scripts, settings and properties that cannot be read, or not to their end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline.builds import SCRIPTS, SETTINGS
from hapline.documents import DocumentError
from hapline_hooks import Finding, Location, Phrase
from hapline_plugins.portal.rules.base import BuildRule, place_of
from hapline_plugins.portal.source.build import GradleBuild

if TYPE_CHECKING:
    from hapline.documents import GradleScript, Value


class ScriptRead(BuildRule):
    code = "BND801"
    slug = "gradle-script-read"
    title = "Every script, property file, version catalogue, manifest and slinks of the build can be read"
    since = "0.1.0"
    why = "Gradle stops at it; and what stands behind the place is not checked here."
    help = "Mend the file at that place."
    messages: ClassVar = {
        "unreadable": "cannot be read: {reason}",
        "broken": "{reason}",
        "encoding": "{reason}; it is read all the same",
    }
    sources = ("Gradle user guide, Groovy and Kotlin DSL",)
    bad: ClassVar = {
        "app/build.gradle": "apply plugin: 'com.alipay.bundle'\nbundle {\n    packageId 36\n",
    }
    good: ClassVar = {
        "app/build.gradle": "apply plugin: 'com.alipay.bundle'\nbundle {\n    packageId 36\n}\n",
    }

    def check(self, subject: GradleBuild) -> Iterable[Finding]:
        """Go through all that was read."""
        yield from self._scripts(subject)
        _ = subject.files.catalogues  # as what follows, it is read when it is looked at
        for module in subject.modules:
            _ = module.manifest
        for portal in subject.portals:
            _ = portal.slinks_file, portal.dev_slinks_file
        for path, problem in sorted({**subject.files.problems, **subject.unreadable}.items()):
            if isinstance(problem, DocumentError):
                yield self.found("broken", place_of(path, problem), reason=_reason(problem))
            else:
                yield self.found("unreadable", Location(path=path), reason=Phrase(problem.reason))

    def _scripts(self, build: GradleBuild) -> Iterator[Finding]:
        for script in build.scripts:
            for error in script.errors:
                yield self.found("broken", place_of(script.path, error), reason=_reason(error))
            if script.undecoded is not None:
                place = place_of(script.path, script.undecoded)
                yield self.found("encoding", place, severity="note", reason=_reason(script.undecoded))


def _reason(error: DocumentError) -> Phrase:
    return Phrase(error.template, **error.fields)


class NoSettings(BuildRule):
    code = "BND802"
    slug = "no-settings"
    title = "A build of several modules has settings that include them"
    since = "0.1.0"
    severity = "warning"
    why = "Gradle builds the root alone; and what the other modules say is not checked here."
    help = "Add settings.gradle with include ':app', or check the folder of the module itself."
    messages: ClassVar = {"alone": "{path} belongs to no build: there is no settings.gradle in {folder}"}
    sources = ("Gradle user guide, Multi-project builds: settings file",)
    bad: ClassVar = {
        "build.gradle": "// mpaas\nbuildscript {\n}\n",
        "app/build.gradle": "apply plugin: 'com.alipay.portal'\n",
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "build.gradle": "// mpaas\nbuildscript {\n}\n",
        "app/build.gradle": "apply plugin: 'com.alipay.portal'\n",
    }

    def check(self, subject: GradleBuild) -> Iterable[Finding]:
        """Look for scripts in the folders of a build that has no settings."""
        tree = subject.tree
        if any(tree.is_file(subject.file(name)) for name in SETTINGS):
            return
        for entry in tree.list(subject.root):
            for name in SCRIPTS if entry.is_dir else ():
                path = subject.file(f"{entry.name}/{name}")
                if tree.is_file(path):
                    yield self.found("alone", Location(path=path), path=path, folder=subject.root or ".")


class AppliesItself(BuildRule):
    code = "BND803"
    slug = "script-applies-itself"
    title = "No script applies itself, by itself or through others"
    since = "0.1.0"
    why = "Gradle runs it again and again, until the build stops with an overflow of its stack."
    help = "Take the line out."
    messages: ClassVar = {"again": "{path} is applied here again: it is being run already"}
    sources = ("Gradle user guide, Script plugins",)
    bad: ClassVar = {
        "settings.gradle": "// mpaas\napply from: 'settings.gradle'\n",
    }
    good: ClassVar = {
        "settings.gradle": "// mpaas\napply from: 'versions.gradle'\n",
        "versions.gradle": "ext.mpaas = '10.2.3'\n",
    }

    def check(self, subject: GradleBuild) -> Iterable[Finding]:
        """Follow what each script applies, each script once from where it is run."""
        for script in subject.scripts:
            for way, value, path in circles(subject, script):
                place = Location(path=way.path, span=way.place(value.start, value.end))
                yield self.found("again", place, path=path)


def circles(build: GradleBuild, start: GradleScript) -> Iterator[tuple[GradleScript, Value, str]]:
    """Where a script is applied that is being run: the script that does it, what names the other, and its path."""
    folder = start.path.rpartition("/")[0]
    done: set[str] = set()
    way = [(start, build.files.applied(start, folder))]
    while way:
        script, applied = way[-1]
        value, path = next(applied, (None, ""))
        if value is None:
            done.add(script.path)
            way.pop()
        elif any(path == one.path for one, _ in way):
            yield script, value, path
        elif path not in done:
            found = build.files.script(path)
            if found is not None:
                way.append((found, build.files.applied(found, folder)))
