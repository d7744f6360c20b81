"""The command line, as people use it: whole outputs, exit codes, and what is written where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"


def hapline(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "hapline", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def write(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the sample project with changes."""
    for path, content in sample.project(changes).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {ENTRY: '{ module: { installationFree: "true", atomicService: { preloads: [{ moduleName: "Feat" }] } } }'},
    )


def test_check_shows_frames_help_fixes_and_official_codes(broken: Path) -> None:
    result = hapline("check", "--ignore", "HOS372", cwd=broken)
    assert result.returncode == 1
    assert result.stderr == ""
    assert (
        result.stdout
        == """\
error[HOS613] installationFree must be a boolean, and is a string
 --> entry/src/main/module.json5:9:25  module.installationFree
  |
9 |     "installationFree": "true",
  |                         ^^^^^^
  = help: Write a boolean as true or false, a number without quotes, an array in brackets.
  = fix: write it as a boolean (hapline fix)

error[HOS203] entry preloads Feat, but this app has no module of that name
  --> entry/src/main/module.json5:22:25  module.atomicService.preloads[0].moduleName
   |
22 |           "moduleName": "Feat"
   |                         ^^^^^^
   = help: Name a module of this app as in its module.json5, and give it all device types of the one that preloads it.
   = fix: name it feat (hapline fix --unsafe)
   = official: 10016011, AGC 6

2 errors, 1 can be fixed by `hapline fix`
"""
    )


def test_check_of_a_sound_project(tmp_path: Path) -> None:
    result = hapline("check", "--ignore", "HOS372", cwd=write(tmp_path))
    assert (result.returncode, result.stdout, result.stderr) == (0, "no findings\n", "")


def test_quiet_is_one_line_a_finding(broken: Path) -> None:
    result = hapline("check", "-q", "--select", "HOS203", cwd=broken)
    assert result.stdout == (
        "entry/src/main/module.json5:22:25: error[HOS203] entry preloads Feat, "
        "but this app has no module of that name\n"
    )


def test_json_is_versioned_and_complete(broken: Path) -> None:
    result = hapline("check", "--format", "json", "--select", "HOS203", cwd=broken)
    content = json.loads(result.stdout)
    assert content["version"] == 1
    assert content["summary"] == {"error": 1, "warning": 0, "note": 0, "suppressed": 0, "elsewhere": 0}
    finding = content["findings"][0]
    assert finding["location"] == {
        "path": ENTRY,
        "inner": [],
        "symbol": "module.atomicService.preloads[0].moduleName",
        "on": "value",
        "start": {"line": 22, "column": 25},
        "end": {"line": 22, "column": 31},
    }
    assert finding["official"] == ["10016011", "AGC 6"]
    assert len(finding["fingerprint"]) == 32


def test_fix_writes_safe_fixes_and_reports_the_rest(broken: Path) -> None:
    before = (broken / ENTRY).read_text(encoding="utf-8")
    diff = hapline("fix", "--diff", cwd=broken)
    assert diff.returncode == 1
    assert (broken / ENTRY).read_text(encoding="utf-8") == before
    assert '-    "installationFree": "true",\n+    "installationFree": true,\n' in diff.stdout
    fixed = hapline("fix", "--ignore", "HOS372", cwd=broken)
    assert fixed.returncode == 1
    assert fixed.stderr == f"fixed HOS613 in {ENTRY}: write it as a boolean\n"
    assert (broken / ENTRY).read_text(encoding="utf-8") == before.replace('"true"', "true")
    unsafe = hapline("fix", "--unsafe", "--ignore", "HOS372", cwd=broken)
    assert unsafe.returncode == 0
    assert unsafe.stdout == "no findings\n"
    assert [path.name for path in (broken / ENTRY).parent.iterdir() if path.name.startswith(".")] == []


def test_fix_of_files_leaves_the_others_alone(broken: Path) -> None:
    other = broken / "feat/src/main/module.json5"
    other.write_text(other.read_text(encoding="utf-8").replace('"installationFree": true', '"installationFree": 1'))
    before = other.read_bytes()
    (broken / "notes.json5").write_text("{}")
    fixed = hapline("fix", "--exit-zero", "-q", ENTRY, "notes.json5", cwd=broken)
    assert (fixed.returncode, fixed.stderr) == (0, f"fixed HOS613 in {ENTRY}: write it as a boolean\n")
    assert "feat/" not in fixed.stdout
    assert other.read_bytes() == before
    assert hapline("fix", f"./{ENTRY}", cwd=broken).stderr == ""
    assert hapline("fix", "nowhere.json5", cwd=broken).returncode == 4
    (broken / "empty").mkdir()
    (broken / "empty/notes.json5").write_text("{}")
    nothing = hapline("fix", "notes.json5", cwd=broken / "empty")
    assert (nothing.returncode, nothing.stderr) == (0, "no project found here\n")
    assert hapline("fix", cwd=broken / "empty").returncode == 3


def test_fixes_keep_links_and_modes(broken: Path) -> None:
    real = broken / "real.json5"
    (broken / ENTRY).rename(real)
    real.chmod(0o640)
    (broken / ENTRY).symlink_to(real)
    hapline("fix", cwd=broken)
    assert (broken / ENTRY).is_symlink()
    assert '"installationFree": true' in real.read_text(encoding="utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_written_is_said_and_left_alone(broken: Path) -> None:
    if os.geteuid() == 0:
        folder = broken / "entry/src/main"
        if subprocess.run(["chattr", "+i", str(folder)], capture_output=True, check=False).returncode:
            pytest.skip("root writes everywhere, and this file system has no immutable folders")
        try:
            result = hapline("fix", cwd=broken)
        finally:
            subprocess.run(["chattr", "-i", str(folder)], check=True)
    else:
        (broken / "entry/src/main").chmod(0o555)
        result = hapline("fix", cwd=broken)
        (broken / "entry/src/main").chmod(0o755)
    assert result.returncode == 6
    assert "cannot be written" in result.stderr
    assert '"true"' in (broken / ENTRY).read_text(encoding="utf-8")


def test_verify_states_method_parts_and_contents(tmp_path: Path) -> None:
    sample.write_packages(
        tmp_path,
        {
            "entry.hap": '{ payload: "1500 KB", module: { dependencies: [{ moduleName: "lib" }] } }',
            "lib.hsp": '{ payload: "700 KB" }',
        },
    )
    result = hapline("verify", "entry.hap", "lib.hsp", cwd=tmp_path)
    assert result.returncode == 1
    text = result.stdout
    assert text.startswith("error[HOS102] entry with its dependencies is 2,20")
    assert "and must be less than 2,048.00 KB" in text
    assert "on phone: entry 1,50" in text
    assert "counted as the packing tool will compress a release module in the .app" in text
    assert "entry.hap!ets/modules.abc 1,500.00 KB" in text
    assert "= official: 10016018, AGC 7" in text


def test_the_official_profile_is_the_packing_tools_verdict(tmp_path: Path) -> None:
    sample.write_packages(
        tmp_path, {"entry.hap": '{ module: { dependencies: [{ moduleName: "nope" }] } }', "lib.hsp": "{}"}
    )
    assert hapline("verify", "entry.hap", "lib.hsp", cwd=tmp_path).returncode == 1
    official = hapline("verify", "--profile", "official", "entry.hap", "lib.hsp", cwd=tmp_path)
    assert (official.returncode, official.stdout) == (0, "no findings\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("chek",), 2, "did you mean check?"),
        (("check", "nowhere"), 4, "nowhere: error: there is no such file or folder"),
        (("check",), 3, "no project found here"),
        (("verify", "nope.hap"), 4, "nope.hap: error: there is no such file"),
        (("verify", "text.txt"), 2, "no plugin knows what text.txt is"),
        (("explain", "HOS999"), 2, "there is no rule HOS999"),
        (("explain",), 2, "Missing argument 'CODE'"),
        (("verify",), 2, "Missing argument 'FILES...'"),
        (("generate", "--check", "--write"), 2, "--check and --write exclude each other"),
        (("generate", "--diff", "--check"), 2, "--diff and --check exclude each other"),
        (("check", "--select", "HOX"), 2, "HOX is no rule"),
        (("check", "--severity", "HOS203=bad"), 2, "RULE=LEVEL"),
        (("check", "--set", "harmony.totalLimt=1"), 2, "did you mean harmony.totalLimit?"),
        (("check", "--config", "gone.json5"), 4, "there is no such configuration file"),
        (("generate",), 3, "no project found here"),
    ],
)
def test_errors_say_what_and_what_to_do(tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    (tmp_path / "text.txt").write_text("x")
    if "--select" in arguments or "--severity" in arguments or "--set" in arguments:
        write(tmp_path)
    result = hapline(*arguments, cwd=tmp_path, HAPLINE_DISABLE_PLUGINS="*")
    assert result.returncode == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_version_and_help(tmp_path: Path) -> None:
    assert hapline("--version", cwd=tmp_path).stdout.startswith("hapline 0.")
    text = hapline("--help", cwd=tmp_path).stdout
    for name in ("check", "verify", "fix", "generate", "package", "rules", "explain", "plugins", "config"):
        assert f"\n  {name} " in text


def test_color_follows_the_usual_variables(broken: Path) -> None:
    assert "\x1b[" not in hapline("check", cwd=broken).stdout
    assert "\x1b[" in hapline("check", cwd=broken, FORCE_COLOR="1").stdout
    assert "\x1b[" not in hapline("check", cwd=broken, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" in hapline("check", "--color", "always", cwd=broken, NO_COLOR="1").stdout


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    config = '{ app: { signingConfigs: [{ name: "release", material: { storePassword: "0000001AF00D" } }] } }'
    write(tmp_path, {"build-profile.json5": config})
    for format_ in ("text", "json", "sarif"):
        result = hapline("check", "--format", format_, cwd=tmp_path)
        assert "HOS616" in result.stdout
        assert "0000001AF00D" not in result.stdout + result.stderr


def test_config_show_says_where_values_come_from(tmp_path: Path) -> None:
    (tmp_path / "hapline.json5").write_text("{\n  harmony: { totalLimit: '20 MB' },\n}\n")
    result = hapline("config", "show", "--origin", cwd=tmp_path, HAPLINE_CHECK_FAIL_ON="note")
    assert "harmony.totalLimit = 20971520    # hapline.json5:2\n" in result.stdout
    assert 'check.failOn = "note"    # HAPLINE_CHECK_FAIL_ON\n' in result.stdout
    assert "cache.enabled = true    # default\n" in result.stdout
    result = hapline("config", "show", "--origin", "--lang", "zh", cwd=tmp_path)
    assert "cache.enabled = true    # 默认值\n" in result.stdout
    assert "# default" not in result.stdout
    assert "harmony.totalLimit = 20971520    # hapline.json5:2\n" in result.stdout


def test_exit_zero(broken: Path) -> None:
    assert hapline("check", "--exit-zero", cwd=broken).returncode == 0
    assert hapline("check", "--fail-on", "never", cwd=broken).returncode == 0


def test_a_closed_pipe_is_no_error(broken: Path) -> None:
    command = f"{sys.executable} -m hapline rules | head -n 1"
    result = subprocess.run(["sh", "-c", command], cwd=broken, capture_output=True, text=True, check=False)
    assert result.stderr == ""
