"""Suppressions as people see them, in files that are no JSON5."""

from __future__ import annotations

from pathlib import Path

from cli.test_commands import hapline, write


def test_a_script_accepts_its_own_finding(tmp_path: Path) -> None:
    folder = write(tmp_path)
    script = folder / "entry" / "hvigorfile.ts"
    script.write_text(
        "const docs = 'https://example.com'; // a string, not a comment\n"
        "/* hapline: ignore[HOS806] 由自研插件打包，见内部文档 */\n"  # noqa: RUF001 Chinese is the point
        "export { harTasks } from '@ohos/hvigor-ohos-plugin';\n"
    )
    result = hapline("check", "--ignore", "HOS372", "-v", cwd=folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert "accepted HOS806 at entry/hvigorfile.ts:3:10" in result.stdout
    assert "(由自研插件打包，见内部文档)" in result.stdout  # noqa: RUF001 as above


def test_what_is_said_of_a_comment_shows_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path)
    script = folder / "entry" / "hvigorfile.ts"
    script.write_text("\ufeff// hapline: ignore[HOS806]\r\nexport { hapTasks } from 'x'; // 老\r\n", newline="")
    result = hapline("check", "--ignore", "HOS372", cwd=folder)
    assert result.returncode == 0
    assert (
        result.stdout
        == """\
warning[CFG102] the suppression of HOS806 gives no reason and has no effect
 --> entry/hvigorfile.ts:1:1
  |
1 | // hapline: ignore[HOS806]
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^
  = help: Write the reason behind the bracket: // hapline: ignore[HOS203] why this is acceptable.

1 warning
"""
    )


def test_a_file_without_comments_is_pointed_out(tmp_path: Path) -> None:
    folder = write(tmp_path)
    pages = folder / "entry/src/main/resources/base/profile/main_pages.json"
    pages.write_text('{\n  "src": ["pages/Index"], // hapline: ignore[HOS3] why\n}\n')
    result = hapline("check", "--ignore", "HOS372", "-q", cwd=folder)
    said = "no comments are read in files of this kind: HOS3 can be accepted in hapline.json5 only"
    assert f"main_pages.json:2:30: warning[CFG101] {said}" in result.stdout
