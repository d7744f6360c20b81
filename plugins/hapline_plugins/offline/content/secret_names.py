"""Names of files and folders in which tools keep passwords and tokens, and whether such a file holds any."""

from __future__ import annotations

import re

_NAMES = re.compile(
    r"(?P<env>\.env(?:\..+)?)|(?P<npm>\.npmrc|\.yarnrc(?:\.yml)?)|\.netrc|\.pypirc|\.git-credentials|\.htpasswd|"
    r"\.dockercfg|\.ssh|\.aws|\.gnupg"
)
_EXAMPLES = (".example", ".sample", ".template", ".dist", ".defaults")
_ASSIGNED = re.compile(rb"^[ \t]*(?:export[ \t]+)?[\w.]+[ \t]*=[ \t]*[^\s#]", re.MULTILINE)
_TOKEN = re.compile(rb"(?:_auth|_authToken|_password|npmAuthToken|npmAuthIdent)[\"']?[ \t]*[=: ][ \t]*\S")


def secret_name(path: str) -> str:
    """The first name on a path that tools give what holds passwords and tokens; empty without one."""
    if "." not in path:
        return ""
    return next((one for one in path.split("/") if _NAMES.fullmatch(one) and not one.endswith(_EXAMPLES)), "")


def may_hold_secrets(name: str, data: bytes) -> bool:
    """Whether a file of such a name holds any: settings of npm alone, or of nothing, are none.

    Args:
        name: As ``secret_name`` returns it. data: What is in the file.
    """
    match = _NAMES.fullmatch(name)
    if match is not None and match["env"]:
        return _ASSIGNED.search(data) is not None
    return match is None or not match["npm"] or _TOKEN.search(data) is not None
