"""Runs of git against a repository elsewhere: nothing is run for it, nobody is asked, and none lasts for ever."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from hapline.errors import MissingError, UsageError
from hapline_hooks import Phrase, noun
from hapline_plugins.portal.ids.addresses import without_secrets

if TYPE_CHECKING:
    import subprocess

REMOTE = "hapline-registry"
"""What the other repository is called; its URL is in no file and on no command line."""
_SAFE = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "push.gpgSign=false",
    "push.followTags=false",
    "fetch.fsckObjects=true",
    "advice.pushUpdateRejected=false",
)


@noun
class Ran:
    """What came of a run of git.

    Attributes:
        status: What it exited with. output: What it printed. errors: What it complained of, without secrets.
    """

    status: int
    output: bytes
    errors: str


class GitRuns:
    """A repository without files in a folder of ours, and git for it.

    Attributes:
        folder: The folder. seconds: How long each run may take.
    """

    def __init__(self, folder: str, url: str, seconds: float) -> None:
        """Prepare; nothing is run yet.

        Raises:
            hapline.errors.MissingError: git is not installed.
        """
        try:
            from git import Git
        except ImportError:  # GitPython looks for git when it is imported
            raise MissingError("git is not installed, or not on the PATH") from None
        self.folder = folder
        self.seconds = seconds
        self._url = url
        self._git = Git(folder)
        self._program = str(Git.GIT_PYTHON_GIT_EXECUTABLE)
        self._environment = _environment(folder, url)
        self._form = ""

    def make(self, form: str = "sha1") -> None:
        """Make the repository, for commits that are named by SHA-1 or by SHA-256; nothing is lost that can be fetched.

        Raises:
            hapline.errors.UsageError: It cannot be made.
        """
        if self._form in {form, "sha256"}:
            return
        from shutil import rmtree

        if self._form:
            rmtree(self.folder)
            os.mkdir(self.folder, 0o700)
        self.ask("init", "--quiet", "--template=", f"--object-format={form}")
        self._form = form

    def ask(self, *arguments: str, stdin: bytes = b"", **environment: str) -> bytes:
        """What git prints.

        Raises:
            hapline.errors.UsageError: It fails, or takes too long.
        """
        ran = self.run(*arguments, stdin=stdin, **environment)
        if ran.status:
            raise self.failed(ran)
        return ran.output

    def failed(self, ran: Ran) -> UsageError:
        """What git complained of."""
        said = " ".join(ran.errors.split()).removeprefix("fatal: ") or Phrase("exit code {status}", status=ran.status)
        todo = "see that the repository can be reached, and that git asks for no password (a key, a credential helper)"
        return UsageError(Phrase("git says: {what}", what=said), where=without_secrets(self._url), todo=todo)

    def run(self, *arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
        """Run git once.

        Raises:
            hapline.errors.UsageError: It takes too long.
        """
        from tempfile import TemporaryFile

        options = [part for setting in _SAFE for part in ("-c", setting)]
        with TemporaryFile() as given:
            given.write(stdin)
            given.seek(0)
            started = self._git.execute(
                [self._program, *options, "--no-pager", *arguments],
                istream=given,
                as_process=True,
                env={**self._environment, **environment},
                shell=False,
                # Without a terminal of its own ssh asks nobody, and all of it can be ended together.
                start_new_session=os.name == "posix",
            )
        if started.proc is None:  # never: it has only just been started
            raise MissingError("git could not be started")
        return self._wait(started.proc)

    def _wait(self, process: subprocess.Popen[bytes]) -> Ran:
        from subprocess import TimeoutExpired

        try:
            output, errors = process.communicate(timeout=self.seconds)
        except TimeoutExpired:
            _end(process)
            what = Phrase("git did not end within {seconds} seconds", seconds=round(self.seconds))
            raise UsageError(what, where=without_secrets(self._url), todo="try again later") from None
        except BaseException:
            _end(process)
            raise
        return Ran(status=process.returncode, output=output, errors=self._clean(errors.decode("utf-8", "replace")))

    def _clean(self, text: str) -> str:
        """A text without the URL's user, password and query, wherever it has them."""
        from urllib.parse import unquote, urlsplit

        text = text.replace(self._url, without_secrets(self._url))
        if "://" not in self._url:
            return text
        parts = urlsplit(self._url)
        is_ssh = parts.scheme.lower() == "ssh"
        secrets = [parts.netloc.rpartition("@")[0], parts.password, parts.query, None if is_ssh else parts.username]
        for secret in sorted({one for one in secrets if one}, key=len, reverse=True):
            text = text.replace(secret, "…").replace(unquote(secret), "…")
        return text


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a run with everything that it has started."""
    import signal

    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(OSError, ValueError):
        process.communicate()


def _environment(folder: str, url: str) -> Mapping[str, str]:
    given = os.environ
    count = given.get("GIT_CONFIG_COUNT", "")
    number = int(count) if count.isascii() and count.isdigit() else 0
    found = {
        "GIT_DIR": folder,
        "GIT_WORK_TREE": folder,
        "GIT_INDEX_FILE": os.path.join(folder, "index"),
        "GIT_ALLOW_PROTOCOL": "https:ssh:file",
        "GIT_TERMINAL_PROMPT": "0",
        "GCM_INTERACTIVE": "never",
        "SSH_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_CONFIG_COUNT": str(number + 1),
        f"GIT_CONFIG_KEY_{number}": f"remote.{REMOTE}.url",
        f"GIT_CONFIG_VALUE_{number}": url,
    }
    # A hook finds these set for its own repository, and GitPython passes on whatever is set.
    ours = {"GIT_COMMON_DIR": folder, "GIT_OBJECT_DIRECTORY": os.path.join(folder, "objects")}
    empty = ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_TRACE", "GIT_TRACE_CURL")
    return {**found, **{name: value for name, value in ours.items() if name in given}, **dict.fromkeys(empty, "")}
