"""What opens repositories and keystores: passwords that stand in scripts, and addresses that are asked openly."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import ClassVar

from hapline.documents import GradleScript, Repository, Statement, Value, repositories
from hapline_hooks import Finding, Fix, Location, Related, TextEdit, Unreadable
from hapline_plugins.portal.rules.base import PORTAL_GUIDE, BuildRule, edit
from hapline_plugins.portal.source.build import GradleBuild

_WRAPPER = "gradle/wrapper/gradle-wrapper.properties"
_PASSWORDS = frozenset(("password", "storePassword", "keyPassword", "setPassword"))
_USERS = frozenset(("username", "userName", "setUsername", "setUserName"))
_PASSWORD = re.compile("password", re.IGNORECASE)
_OPEN = "http://"
_PUBLISHED = ("mvn_read_ws", "mvn.cloud.alipay.com")
"""The user with which all customers of mPaaS read from its repository, and the host of that."""


class InlinePassword(BuildRule):
    code = "BND606"
    slug = "inline-password"
    title = "No password of a Maven repository or a keystore stands in a script"
    since = "0.1.0"
    severity = "warning"
    why = "Whoever can read the source, now or in its history, can publish to the Maven repository, or sign as you."
    help = (
        "Take it from ~/.gradle/gradle.properties. One of your own that has stood in a script is known to others: "
        "choose a new one."
    )
    messages: ClassVar = {
        "maven": "a password of a Maven repository stands in the script",
        "keystore": "a password of a keystore stands in the script",
        "published": "the password of {user}, which mPaaS gives to all its customers for reading from {host}, stands "
        "in the script: nobody can publish with it",
        "too": "another one here",
    }
    sources = (f"{PORTAL_GUIDE}, Configure release library", "Android developers, Sign your app")
    secret = True
    bad: ClassVar = {
        "app/build.gradle": "apply plugin: 'com.alipay.bundle'\nuploadArchives {\n    repositories {\n        maven {\n"
        "            credentials {\n                password 'hunter2'\n            }\n        }\n    }\n}\n"
    }
    good: ClassVar = {
        "app/build.gradle": "apply plugin: 'com.alipay.bundle'\nuploadArchives {\n    repositories {\n        maven {\n"
        "            credentials {\n                password repositoryPassword\n            }\n        }\n    }\n}\n"
    }

    def check(self, subject: GradleBuild) -> Iterable[Finding]:
        """Look for texts that passwords are set to, block by block."""
        for script in subject.scripts:
            if script.once(_names_a_password):
                for block in _blocks(script):
                    yield from self._of(subject, script, block)

    def _of(self, build: GradleBuild, script: GradleScript, block: Sequence[Statement]) -> Iterator[Finding]:
        values = [value for one in block for value in _given(one, _PASSWORDS) if value.string]
        if not values:
            return
        first, *more = (_place(script, value.start, value.end) for value in values)
        related = [Related(location=one, message="too") for one in more]
        user, host = _PUBLISHED
        if "signingConfigs" in {*block[0].within, *block[0].path}:
            yield self.found("keystore", first, related=related)
        elif user in _users(block) and _host(_url(build, script, block[0])) == host:
            yield self.found("published", first, severity="note", related=related, user=user, host=host)
        else:
            yield self.found("maven", first, related=related)


def _names_a_password(script: GradleScript) -> bool:
    return _PASSWORD.search(script.text) is not None


class InsecureRepository(BuildRule):
    code = "BND607"
    slug = "http-repository"
    title = "Repositories are asked over https"
    since = "0.1.0"
    severity = "warning"
    why = (
        "Whoever is on the way can put other code into the app, and reads the password; Gradle 7 and later refuse such "
        "a repository."
    )
    help = (
        "Write https where the host has it (`hapline fix --unsafe` does where another script already asks the same "
        "host so), or set up a mirror in your own network that has it."
    )
    messages: ClassVar = {
        "http": "{url} is asked without encryption",
        "too": "and here",
        "https": "ask it over https, as this build does elsewhere",
    }
    sources = ("Gradle user guide, Declaring repositories: allowInsecureProtocol",)
    fixable = "unsafe"
    bad: ClassVar = {
        "build.gradle": "// mpaas\nallprojects {\n    repositories {\n"
        "        maven { url 'http://maven.example.com' }\n    }\n}\n"
    }
    good: ClassVar = {
        "build.gradle": "// mpaas\nallprojects {\n    repositories {\n"
        "        maven { url 'https://maven.example.com' }\n    }\n}\n"
    }

    def check(self, subject: GradleBuild) -> Iterable[Finding]:
        """Look at the addresses in scripts, and at that of Gradle itself."""
        for script in subject.scripts:
            if _OPEN in script.text:
                found: dict[str, list[Repository]] = {}
                for one in _repositories(subject, script):
                    if one.url is not None and one.url.startswith(_OPEN) and not _is_near(one.url):
                        found.setdefault(one.url, []).append(one)
                for url, several in found.items():
                    first, *more = (_place(script, one.start, one.end) for one in several)
                    related = [Related(location=one, message="too") for one in more]
                    fixes = self._fixes(subject, script, several)
                    yield self.found("http", first, related=related, fixes=fixes, url=url)
        yield from self._wrapper(subject)

    def _fixes(self, build: GradleBuild, script: GradleScript, several: Sequence[Repository]) -> tuple[Fix, ...]:
        if _host(several[0].url) not in _secure_hosts(build):
            return ()
        starts = [script.text.find(_OPEN, one.start, one.end) for one in several]
        behind = [start + len("http") for start in starts if start >= 0]
        return edit("https", script.path, [TextEdit(start=one, end=one, text="s") for one in behind])

    def _wrapper(self, build: GradleBuild) -> Iterator[Finding]:
        path = build.file(_WRAPPER)
        try:
            data = build.tree.read(path)
        except Unreadable:
            return
        # Nearly all have https, and are not read as properties.
        properties = build.properties(path) if b"http:" in data or b"http\\:" in data else None
        entry = properties.find("distributionUrl") if properties is not None else None
        if properties is not None and entry is not None and entry.value.startswith(_OPEN) and not _is_near(entry.value):
            at = entry.value_start + len("http")
            is_secure = _host(entry.value) in _secure_hosts(build)
            fixes = edit("https", path, [TextEdit(start=at, end=at, text="s")]) if is_secure else ()
            place = Location(path=path, span=properties.place(entry.value_start, entry.end))
            yield self.found("http", place, fixes=fixes, url=entry.value)


def _blocks(script: GradleScript) -> Iterable[Sequence[Statement]]:
    """The statements that name users and passwords, those of one block together."""
    found: dict[tuple[int, tuple[str, ...]], list[Statement]] = {}
    for one in script.walk():
        if one.path and one.path[-1] in _PASSWORDS | _USERS:
            found.setdefault((id(one.parent), one.path[:-1]), []).append(one)
        elif next(_given(one, _PASSWORDS), None) is not None:
            found[id(one), ()] = [one]
    return found.values()


def _given(statement: Statement, names: Collection[str]) -> Iterator[Value]:
    """What a statement sets one of some names to."""
    if statement.path and statement.path[-1] in names and statement.value is not None:
        yield statement.value
    elif statement.kind == "call":
        yield from (one.value for one in statement.args if one.name in names)


def _users(block: Sequence[Statement]) -> list[str | None]:
    return [value.string for one in block for value in _given(one, _USERS)]


def _url(build: GradleBuild, script: GradleScript, inside: Statement) -> str | None:
    """The address of the repository in which a statement stands; None where that is not known."""
    around: list[int] = []
    above: Statement | None = inside
    while above is not None:
        around.append(above.start)
        above = above.parent
    return next((one.url for one in _repositories(build, script) if one.statement.start in around), None)


def _repositories(build: GradleBuild, script: GradleScript) -> list[Repository]:
    return repositories(script, build.files.variables(script.path))


def _secure_hosts(build: GradleBuild) -> frozenset[str]:
    """The hosts that a build asks over https."""
    urls = [one.url for script in build.scripts for one in _repositories(build, script)]
    properties = build.properties(build.file(_WRAPPER))
    urls += [properties.values.get("distributionUrl")] if properties is not None else []
    return frozenset(_host(url) for url in urls if url is not None and url.startswith("https://"))


def _place(script: GradleScript, start: int, end: int) -> Location:
    return Location(path=script.path, span=script.place(start, end))


def _host(url: str | None) -> str:
    return (url or "").partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]


def _is_near(url: str) -> bool:
    """Whether a host is the same machine."""
    return _host(url) in {"localhost", "127.0.0.1", "[::1]"}
