"""Cases of the rule on files in which tools keep passwords and tokens."""

from __future__ import annotations

from plugins.offline.release.case import Case

_FOLDER = "trips/20171228"
_SAID = "lies among the files of the package, and tools keep passwords and tokens in it"

CASES = [
    Case(
        rule="OFP506",
        name="environments",
        files={
            f"{_FOLDER}/.env": "# of the build\n\nexport API_TOKEN = abc\n",
            f"{_FOLDER}/www/.env.production": "A=b",
        },
        expect=(
            f"{_FOLDER}/.env OFP506 .env {_SAID}",
            f"{_FOLDER}/www/.env.production OFP506 .env.production {_SAID}",
        ),
    ),
    Case(
        rule="OFP506",
        name="settings of npm with a token",
        files={
            f"{_FOLDER}/.npmrc": "registry=https://example.com/\n//example.com/:_authToken=npm_abc\n",
            f"{_FOLDER}/www/.yarnrc.yml": 'npmAuthToken: "abc"\n',
        },
        expect=(
            f"{_FOLDER}/.npmrc OFP506 .npmrc {_SAID}",
            f"{_FOLDER}/www/.yarnrc.yml OFP506 .yarnrc.yml {_SAID}",
        ),
    ),
    Case(
        rule="OFP506",
        name="a folder and a file of git",
        files={f"{_FOLDER}/.ssh/known_hosts": "a", f"{_FOLDER}/.git-credentials": ""},
        expect=(
            f"{_FOLDER}/.git-credentials OFP506 .git-credentials {_SAID}",
            f"{_FOLDER}/.ssh OFP506 .ssh {_SAID}",
        ),
    ),
    Case(
        rule="OFP506",
        name="nothing in them",
        files={
            f"{_FOLDER}/.env": "# API_TOKEN=abc\nA=\nB= # none\n",
            f"{_FOLDER}/.env.example": "API_TOKEN=abc",
            f"{_FOLDER}/.npmrc": "registry=https://example.com/\n",
            f"{_FOLDER}/www/.yarnrc.yml": "nodeLinker: node-modules\n",
        },
    ),
    Case(
        rule="OFP506",
        name="other names",
        files={
            f"{_FOLDER}/www/env": "A=b",
            f"{_FOLDER}/www/a.env.js": "A=b",
            f"{_FOLDER}/www/.environment": "A=b",
            f"{_FOLDER}/www/.ssh.js": "",
        },
    ),
    Case(rule="OFP506", name="beside the package", files={"trips/.env": "A=b", "trips/.npmrc": "_auth=abc"}),
]
