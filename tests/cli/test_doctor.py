"""``hapline doctor``: the report as people paste it, what it calls trouble, and what it neither shows nor runs."""
# ruff: noqa: RUF001 Chinese punctuation is part of what is shown

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.test_commands import hapline, write
from cli.test_init import git

USER = "jane-doe"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of a user whose name is nobody's business."""
    folder = tmp_path / "home" / USER
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def project(home: Path) -> Path:
    """A project in it, in a repository, in which hapline is set up."""
    folder = write(home / "shop")
    git(folder, "init", "-q")
    assert hapline("init", "--git-hook", cwd=folder).returncode == 0
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x", "--no-verify")
    return folder


@pytest.fixture
def environment(home: Path, tmp_path: Path) -> dict[str, str]:
    """Variables: a PATH with git and with tools whose answers are known, and a cache."""
    programs = tmp_path / "programs"
    programs.mkdir()
    answers = {
        "java": 'openjdk version "17.0.9" 2023-10-17',
        "node": "v20.11.1",
        "pre-commit": "pre-commit 4.0.1",
        "ohpm": "nothing that looks like one",
    }
    for name, answer in answers.items():
        _program(programs / name, f"[ $# = 1 ] && echo '{answer}' >&2")
    (programs / "git").symlink_to("/usr/bin/git")
    cache = home / "cache"
    cache.mkdir(mode=0o700)
    (cache / "one").write_bytes(b"x" * 2048)
    return {
        "PATH": f"{programs}{os.pathsep}/bin",
        "HOME": str(home),
        "USER": USER,
        "LOGNAME": USER,
        "HAPLINE_CACHE_DIR": str(cache),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "SECRET_TOKEN": "0000001AF00D",
    }


def _program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def _scrubbed(text: str) -> str:
    """Without what differs from machine to machine."""
    text = re.sub(r"(?m)^(hapline +)\S+?([,，]).*$", r"\1VERSION\2 FOLDER", text)
    text = re.sub(r"(?m)^(Python +)CPython .*$", r"\1PYTHON", text)
    text = re.sub(r"(?m)^(platform|平台)( +)\w+ .*$", r"\1\2PLATFORM", text)
    # The cache of entry points is kept, or not yet, depending on how old the installation is.
    text = re.sub(r"(~/cache)([,，]).*$", r"\1\2 FILES", text, flags=re.MULTILINE)
    return re.sub(r"(?m)^(git +)\d+[.\d]+", r"\1GIT", text)


def test_the_report_when_all_is_well(project: Path, environment: dict[str, str]) -> None:
    result = hapline("doctor", cwd=project, **environment)
    assert result.stderr == ""
    assert (
        _scrubbed(result.stdout)
        == """\
```text
hapline        VERSION, FOLDER
Python         PYTHON
platform       PLATFORM
encoding       output utf-8, file names utf-8
language       en, by LC_ALL=C.UTF-8
colour         not used, since standard output is no terminal
variables      HAPLINE_CACHE_DIR
plugins        core, harmony, portal, hotpatch, offline, mds_server
configuration  hapline.json5
projects       1 harmony.project
git            GIT, repository .
hooks          hapline is called by .git/hooks/pre-commit
cache          ~/cache, FILES
java           17.0.9
node           20.11.1
hvigorw        not on the PATH
ohpm           gives no version
gradle         not on the PATH
pre-commit     4.0.1

nothing needs attention
```
"""
    )
    assert result.returncode == 0


def test_the_report_in_chinese_of_a_folder_with_troubles(home: Path, environment: dict[str, str]) -> None:
    project = write(home / "shop")
    git(project, "init", "-q")
    (project / "hapline.json5").write_text("{ check: { ignore: ['HOS203x'] } }")
    (project / ".pre-commit-config.yaml").write_text("repos: [hapline]\n")
    result = hapline("doctor", cwd=project, **environment | {"FORCE_COLOR": "1", "HAPLINE_LANG": "zh"})
    assert (
        _scrubbed(result.stdout)
        == """\
```text
hapline     VERSION， FOLDER
Python      PYTHON
平台        PLATFORM
编码        输出 utf-8，文件名 utf-8
语言        zh（由 HAPLINE_LANG 决定）
颜色        使用（由 FORCE_COLOR 决定）
环境变量    HAPLINE_CACHE_DIR、HAPLINE_LANG
插件        core、harmony、portal、hotpatch、offline、mds_server
配置        hapline.json5
工程        1 harmony.project
git         GIT、仓库 .、尚无提交
钩子        .pre-commit-config.yaml 会调用 hapline
缓存        ~/cache， FILES
java        17.0.9
node        20.11.1
hvigorw     不在 PATH 中
ohpm        未给出版本
gradle      不在 PATH 中
pre-commit  4.0.1

需要处理：
1. 配置：HOS203x 不是规则
   是否应为 HOS203？
2. .pre-commit-config.yaml 会调用 hapline，但尚未生效：git 不会运行它
   请运行 `pre-commit install`
```
"""
    )
    assert result.returncode == 1


def _troubles(cwd: Path, **environment: str) -> list[str]:
    result = hapline("doctor", "--format", "json", cwd=cwd, **environment)
    content = json.loads(result.stdout)
    assert content["version"] == 1
    assert result.returncode == (1 if content["troubles"] else 0)
    return [f"{one['what']} -> {one['todo']}" for one in content["troubles"]]


def test_a_broken_configuration(project: Path, environment: dict[str, str]) -> None:
    (project / "hapline.json5").write_text('{\n  "chek": {} }')
    assert _troubles(project, **environment) == [
        "configuration: hapline.json5:2:3: unknown section chek -> did you mean check?"
    ]
    (project / "hapline.json5").write_text("{}")
    assert _troubles(project, **environment, HAPLINE_CHECK_FAIL_ON="maybe") == [
        (
            "configuration: HAPLINE_CHECK_FAIL_ON: check.failOn must be one of note, warning, error, never"
            " -> The least severity that makes the exit code 1."
        )
    ]


def test_a_plugin_that_does_not_load(project: Path, environment: dict[str, str], home: Path) -> None:
    info = home / "site" / "bad-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[hapline]\nbad = bad\n")
    (home / "site" / "bad.py").write_text(f"raise OSError('no such file: {home}/x')\n")
    paths = {"PYTHONPATH": str(home / "site")}
    assert _troubles(project, **environment | paths) == [
        (
            "plugin bad (bad 1.0): does not load: OSError: no such file: ~/x"
            " -> upgrade or uninstall it, or name it in HAPLINE_DISABLE_PLUGINS"
        )
    ]
    assert _troubles(project, **environment | paths, HAPLINE_DISABLE_PLUGINS="bad") == []


def test_a_plugin_that_crashes(project: Path, environment: dict[str, str], home: Path) -> None:
    info = home / "site" / "bad-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[hapline]\nbad = bad\n")
    (home / "site" / "bad.py").write_text(
        "from hapline_hooks import impl\nhapline_api = (1, 0)\n"
        "@impl\ndef hapline_projects(tree):\n    raise KeyError(1)\n"
    )
    assert _troubles(project, **environment | {"PYTHONPATH": str(home / "site")}) == [
        "plugin bad crashed (hapline_projects): KeyError: 1 -> report it to the plugin's authors"
    ]


def test_extras_that_plugins_with_projects_here_lack(home: Path, environment: dict[str, str], tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text("import sys\nsys.modules['fsspec'] = sys.modules['tree_sitter'] = None\n")
    environment["PYTHONPATH"] = str(site)
    app = home / "app"
    app.mkdir()
    assert _troubles(app, **environment) == []
    (app / "build.gradle").write_text("apply plugin: 'com.alipay.instantrun'\n")
    assert _troubles(app, **environment) == [
        ('plugin hotpatch lacks fsspec, tree_sitter for some of its commands -> pip install "hapline[hotpatch]"')
    ]
    del environment["PYTHONPATH"]
    assert _troubles(app, **environment) == []


def test_packages_without_the_extra_that_builds_them(home: Path, environment: dict[str, str], tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text("import sys\nsys.modules['deflate'] = sys.modules['bsdiff4'] = None\n")
    web = home / "web"
    page = web / "20171228/www/index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<!DOCTYPE html><html><head><meta charset="utf-8"><title>Trips</title></head></html>')
    (web / "20171228/offline-package.json5").write_text(
        '{ id: "20171228", version: "1.0.0.1", mainUrl: "/www/index.html", clientVersionMin: "1.0.0;1.0.0;1.0.0" }'
    )
    environment["PYTHONPATH"] = str(site)
    assert _troubles(web, **environment) == [
        'plugin offline lacks deflate, bsdiff4 for some of its commands -> pip install "hapline[offline]"'
    ]
    for line in (("offline", "build", "."), ("package",)):
        ended = hapline(*line, cwd=web, **environment)
        assert ended.returncode == 4
        assert 'help: pip install "hapline[offline]"' in ended.stderr
        assert not (web / "dist").exists()
    del environment["PYTHONPATH"]
    assert hapline("package", cwd=web, **environment).returncode == 0


def test_a_stale_schema(project: Path, environment: dict[str, str]) -> None:
    (project / "hapline.schema.json").write_text("{}")
    assert _troubles(project, **environment) == [
        "the schema that editors use is stale: hapline.schema.json -> run `hapline config schema --write`"
    ]
    assert hapline("config", "schema", "--write", cwd=project, **environment).stdout == "wrote hapline.schema.json\n"
    assert _troubles(project, **environment) == []


def test_a_hook_that_git_does_not_run(project: Path, environment: dict[str, str]) -> None:
    (project / ".git/hooks/pre-commit").chmod(0o644)
    assert _troubles(project, **environment) == [
        (
            ".git/hooks/pre-commit calls hapline, but is not in force: git does not run it"
            " -> run `chmod +x .git/hooks/pre-commit`"
        )
    ]


def test_a_cache_that_others_can_write(project: Path, environment: dict[str, str]) -> None:
    Path(environment["HAPLINE_CACHE_DIR"]).chmod(0o777)
    assert _troubles(project, **environment) == [
        (
            "others own the cache folder ~/cache or can write to it, so it is not used"
            " -> make it yours alone (chown, chmod 700), or set HAPLINE_CACHE_DIR"
        )
    ]


def test_git_that_is_old_or_absent(project: Path, environment: dict[str, str]) -> None:
    program = Path(environment["PATH"].partition(os.pathsep)[0]) / "git"
    program.unlink()
    _program(program, '[ "$5" = version ] && echo git version 2.7.4 || exec /usr/bin/git "$@"')
    assert _troubles(project, **environment) == [
        "git 2.7.4 is too old: hapline asks for what came with 2.24 -> upgrade git"
    ]
    program.unlink()
    environment["PATH"] = str(program.parent)
    assert _troubles(project, **environment) == [
        (
            "the repository cannot be read: git is not installed, or gives no answer"
            " -> make `git status` work in this folder"
        )
    ]


def test_an_output_that_cannot_hold_chinese(project: Path, environment: dict[str, str]) -> None:
    result = hapline("doctor", "--lang", "zh", cwd=project, **environment, PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert _troubles(project, **environment, PYTHONIOENCODING="ascii") == []


def test_nothing_of_the_project_is_run(project: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """Neither where PATH leads into it, nor through a link, nor from the current folder."""
    mark = tmp_path / "was run"
    for name in ("hvigorw", "gradlew", "node", "git", "java"):
        _program(project / name, f"touch '{mark}'; echo 1.2.3")
    programs = Path(environment["PATH"].partition(os.pathsep)[0])
    (programs / "java").unlink()
    (programs / "java").symlink_to(project / "java")
    environment["PATH"] = os.pathsep.join([".", "", str(project), environment["PATH"]])
    result = hapline("doctor", "--format", "json", cwd=project, **environment)
    facts = json.loads(result.stdout)["facts"]
    assert not mark.exists()
    assert facts["hvigorw"] == {"version": None, "path": "", "inProject": ["~/shop/hvigorw"]}
    assert facts["gradle"] == {"version": None, "path": "", "inProject": ["~/shop/gradlew"]}
    assert facts["java"]["version"] is None
    text = hapline("doctor", cwd=project, **environment).stdout
    assert "hvigorw        not on the PATH, ~/shop/hvigorw in the project (not run)\n" in text


def test_a_tool_that_does_not_end_is_not_waited_for(project: Path, environment: dict[str, str]) -> None:
    programs = Path(environment["PATH"].partition(os.pathsep)[0])
    sleep = f"sleep 300.{os.getpid()}"
    _program(programs / "gradle", f"{sleep} & {sleep}")
    result = hapline("doctor", "--format", "json", cwd=project, **environment)
    assert json.loads(result.stdout)["facts"]["gradle"]["version"] == ""
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert sleep not in running


@pytest.mark.parametrize("format_", ["text", "json"])
def test_nothing_private_is_shown(project: Path, environment: dict[str, str], tmp_path: Path, format_: str) -> None:
    (project / "hapline.json5").write_text("{ broken")
    elsewhere = tmp_path / "data" / USER / "site"
    info = elsewhere / "bad-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[hapline]\nbad = bad\n")
    (elsewhere / "bad.py").write_text("raise OSError(__file__)\n")
    result = hapline("doctor", "--format", format_, cwd=project, **environment, PYTHONPATH=str(elsewhere))
    assert USER not in result.stdout + result.stderr
    assert environment["SECRET_TOKEN"] not in result.stdout
    assert "/data/.../site/bad.py" in result.stdout


def test_it_cannot_be_broken_out_of(tmp_path: Path, environment: dict[str, str]) -> None:
    """What comes from files is one line of text in the block, whatever it is."""
    (tmp_path / "hapline.json5").write_text("{ '```\\u001b[31m\\n# x': 1 }")
    text = hapline("doctor", cwd=tmp_path, **environment).stdout
    assert text.count("```") == 2
    assert "\x1b" not in text


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    result = hapline("doctor", "nowhere", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (4, "")


def test_outside_of_any_project(tmp_path: Path, environment: dict[str, str]) -> None:
    result = hapline("doctor", cwd=tmp_path, **environment, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert result.returncode == 0
    assert "projects       none found here\n" in result.stdout
    assert re.search(r"git +[\d.]+, no repository here\n", result.stdout)
    assert sys.version.partition(" ")[0] in result.stdout
