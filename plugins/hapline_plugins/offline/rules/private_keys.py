"""Private keys: none among the files of a package, and none that whoever has the repository could sign with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.errors import HaplineError, MissingError
from hapline.git import repository_of
from hapline.rules import PlainRule
from hapline_hooks import Finding, Location, Severity, Span, Tree, Unreadable, Workspace, replace
from hapline_plugins.offline.descriptor.described import FILE
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.keys.private_in_files import KEY_ENDINGS, FoundKey, may_hold_key, private_key_in
from hapline_plugins.offline.rules.guide import CONFIGURE
from hapline_plugins.offline.source.configured import contexts, place_of, settings_of
from hapline_plugins.offline.source.project import OfflineProject
from hapline_plugins.offline.weighing import bytes_of

_GOOD: dict[str, str] = {f"trips/{FILE}": "{}"}
_KEY = "offline.key"
_BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC" + 2 * "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY"
EXAMPLE = f"-----BEGIN PRIVATE KEY-----\n{_BODY}\n-----END PRIVATE KEY-----\n"
"""What looks like a private key, and is none."""
_IN_GIT = ("*.pem", "*.key", "*.der", "*.p8", "*.pk8", "*private*key*", "id_rsa*")
"""How files are named that are looked into, of all that git has."""
_MOST_FOLDERS = 200
_MAX_DEPTH = 3


class PrivateKeyPacked(PlainRule[PackageContent]):
    code = "OFP501"
    slug = "private-key-packed"
    title = "No private key is among the files of a package"
    since = "0.1.0"
    why = "Everybody who has the app has its packages: with the key anybody can sign packages that the app takes."
    help = "Take the key out, and never use it again: make a new one (hapline offline keygen)."
    messages: ClassVar = {
        "pem": "{name} holds a private key",
        "der": "{name} is a private key",
        "store": "{name} is a key store",
    }
    subject = PackageContent
    secret = True
    sources = (CONFIGURE,)
    bad: ClassVar = {"trips/20171228/www/js/app.js": EXAMPLE}
    good: ClassVar = {"trips/20171228/www/js/app.js": "start();\n"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look into all files that may hold text."""
        for file in subject.content.files:
            data = bytes_of(file) if may_hold_key(file.path) else b""
            found = private_key_in(file.path, data)
            if found is not None:
                place = subject.locate(file)
                yield self.found(found.form, _at(place, data, found), name=file.path)


class PrivateKeyInProject(PlainRule[OfflineProject]):
    code = "OFP502"
    slug = "private-key-in-project"
    title = "No private key lies beside the files of a package, unless git leaves it out"
    severity = "warning"
    since = "0.1.0"
    why = "One source that is written as . or one folder that is moved, and the key is packed; in git it is for ever."
    help = "Keep keys outside of the repository, or name them in .gitignore."
    messages: ClassVar = {
        "new": "{name} is a private key, and git does not leave it out",
        "beside": "{name} is a private key",
    }
    subject = OfflineProject
    secret = True
    sources = (CONFIGURE,)
    bad: ClassVar = {"trips/private_key.pem": EXAMPLE}
    good: ClassVar = _GOOD

    def check(self, subject: OfflineProject) -> Iterable[Finding]:
        """Look at files that are named as keys, those of the package apart."""
        for path in _named_as_keys(subject):
            try:
                data = subject.tree.read(path)
            except Unreadable:
                continue
            found = private_key_in(path, data)
            if found is None or found.form == "store":
                continue  # key stores are for signing apps
            from hapline_plugins.offline.keys.git_states import state_in

            state = state_in(subject.tree, path)
            if state is None or state == "new":  # what is in git already another rule says
                yield self.found(state or "beside", _at(Location(path=path), data, found), name=path)


class SigningKeyInGit(PlainRule[Workspace]):
    code = "OFP503"
    slug = "signing-key-in-git"
    title = "The key that packages are signed with is not in git"
    since = "0.1.0"
    why = "Whoever has the repository, or ever had it, can sign packages that the app takes for yours."
    help = "Keep the key elsewhere and give it to the build alone; make a new one where it was committed."
    messages: ClassVar = {
        "tracked": "the private key {name} is in git",
        "staged": "the private key {name} is staged: the next commit has it",
        "new": "the private key {name} lies in a repository, and git does not leave it out",
    }
    subject = Workspace
    sources = (CONFIGURE,)
    bad: ClassVar = {"hapline.json5": '{ offline: { key: "private_key.pem" } }', "private_key.pem": EXAMPLE}
    good: ClassVar = {**bad, ".gitignore": "*.pem\n"}

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Ask git about the file that the configuration names."""
        for path in _key_file(subject):
            from hapline_plugins.offline.keys.git_states import state_of

            state = state_of(_tree(subject), path)
            if state == "new" and not os.path.lexists(path):
                continue  # another rule says that it is not there
            if state is not None and state != "ignored":
                severity: Severity = "warning" if state == "new" else "error"
                yield self.found(state, place_of(subject, _KEY), severity=severity, name=_named(subject, _KEY))


class PrivateKeyInGit(PlainRule[Workspace]):
    code = "OFP507"
    slug = "private-key-in-git"
    title = "No private key is in git"
    since = "0.1.0"
    why = "Whoever has the repository, or ever had it, has the key: taking it out does not take it out of the history."
    help = (
        "Take it out (git rm --cached) and name it in .gitignore; where it was committed, never use it again: make "
        "a new one (hapline offline keygen)."
    )
    messages: ClassVar = {
        "tracked": "{name} is a private key, and in git",
        "staged": "{name} is a private key, and staged: the next commit has it",
    }
    subject = Workspace
    secret = True
    sources = (CONFIGURE,)
    bad: ClassVar = {"keys/private_key.pem": EXAMPLE}
    good: ClassVar = {**bad, ".gitignore": "*.pem\n"}

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Look into the files of the index that are named as keys, wherever they lie."""
        from hapline_plugins.offline.keys.git_states import known_to_git, state_in

        tree = next((context.tree for _, context in contexts(subject)), None)
        if tree is None:
            return
        keys = [(path, data, private_key_in(path, data)) for path, data in known_to_git(tree, _IN_GIT)]
        said = _said_elsewhere(subject, tree) if any(found for _, _, found in keys) else set()
        for path, data, found in keys:
            if found is not None and found.form != "store" and path not in said:  # key stores are for signing apps
                message = "staged" if state_in(tree, path) == "staged" else "tracked"
                yield self.found(message, _at(Location(path=path), data, found), name=path)


class SigningKeyUsable(PlainRule[Workspace]):
    code = "OFP504"
    slug = "signing-key-usable"
    title = "The key that packages are signed with is one that the service takes"
    since = "0.1.0"
    why = "What is wrong with the key is noticed when a release is to be built, and not before."
    help = "Make a key with hapline offline keygen; it cannot be changed in the console once it was submitted."
    messages: ClassVar = {
        "missing": "the private key {name} is not there: packages cannot be signed here",
        "unusable": "{name}: {reason}",
    }
    subject = Workspace
    sources = (CONFIGURE,)
    bad: ClassVar = {"hapline.json5": '{ offline: { key: "private_key.pem" } }', "private_key.pem": "no key\n"}
    good: ClassVar = _GOOD

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Read it."""
        from hapline_plugins.offline.keys.signing import read_key

        for path in _key_file(subject):
            try:
                read_key(path)
            except MissingError:
                yield self.found("missing", place_of(subject, _KEY), severity="note", name=_named(subject, _KEY))
            except HaplineError as error:
                yield self.found("unusable", place_of(subject, _KEY), name=_named(subject, _KEY), reason=error.what)


def _said_elsewhere(workspace: Workspace, tree: Tree) -> set[str]:
    """The files that other rules name: the configured key, and what is among the files of packages."""
    packages = [one.judged for one in workspace.projects if isinstance(one, OfflineProject)]
    found = {file.place for one in packages if one is not None for file in one.content.files}
    repository = repository_of(tree)
    if repository is not None:
        folder = os.path.realpath(repository.folder)
        found |= {os.path.relpath(os.path.realpath(one), folder).replace(os.sep, "/") for one in _key_file(workspace)}
    return found


def _key_file(workspace: Workspace) -> Iterator[str]:
    """The absolute path of the key that the configuration names, if it names one; the tree is told of it."""
    settings = settings_of(workspace)
    path = settings.located(_KEY) if settings is not None else ""
    if path:
        path = os.path.abspath(path)
        _tree(workspace).depends_on(path)
        yield path


def _tree(workspace: Workspace) -> Tree:
    return next(contexts(workspace))[1].tree


def _named(workspace: Workspace, option: str) -> str:
    settings = settings_of(workspace)
    return settings.text(option) if settings is not None else ""


def _named_as_keys(project: OfflineProject) -> Iterator[str]:
    """The files of a project that are named as keys, without those of the package itself."""
    try:
        content = project.folder
    except HaplineError:
        content = ""
    if content == project.root and content:
        return  # all files are those of the package
    todo = [(project.root, 0)]
    seen = 0
    while todo and seen < _MOST_FOLDERS:
        folder, depth = todo.pop()
        seen += 1
        before = f"{folder}/" if folder else ""
        for one in project.tree.list(folder):
            path = before + one.name
            if one.is_dir:
                if depth < _MAX_DEPTH and path != content and one.name not in {".git", "node_modules"}:
                    todo.append((path, depth + 1))
            elif one.name.lower().endswith(KEY_ENDINGS) and folder != content:
                yield path


def _at(place: Location, data: bytes, found: FoundKey) -> Location:
    """The place of a key in a text; of other forms the file."""
    if found.form != "pem":
        return place
    before = data[: found.offset].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return replace(place, span=Span(start_line=line, start_column=column, end_line=line, end_column=column + 1))
