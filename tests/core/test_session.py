"""Sessions of plugins' commands: only the options that are declared for them count."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from core.inline import NOTES, plugin
from hapline import console
from hapline.errors import MissingError
from hapline.session import CHECK_OPTIONS, Session, settings_options
from hapline.testing import Bench


def test_an_option_of_the_commands_own_is_none_of_the_sessions(tmp_path: Path) -> None:
    @click.command()
    @click.option("--profile")
    @click.option("--severity")
    @settings_options
    def oops(**options: object) -> None:
        """Show what arrives."""
        settings = Session(".", options).settings
        console.out(f"{options['profile']} {settings.text('check.profile')} {settings.text('check.failOn')}")

    bench = Bench(plugins=[plugin(hapline_commands=lambda: [oops])])
    ended = bench.run("oops", "--profile", "mine", "--severity", "x", "--set", "check.failOn=note", cwd=tmp_path)
    assert ended == (0, "mine strict note\n", "")


def test_options_that_are_declared_count() -> None:
    options = {"profile": "official", "lang": "zh", "fail_on": "note"}
    session = Session(".", options, CHECK_OPTIONS)
    assert session.settings.text("check.profile") == "official"
    assert session.settings.text("check.failOn") == "note"
    assert session.words.lang == "zh"
    assert Session(".", options).settings.text("check.profile") == "strict"


def test_trees_and_projects(tmp_path: Path) -> None:
    (tmp_path / NOTES).write_text("{}")

    @click.command()
    @click.argument("path")
    @settings_options
    def oops(path: str, **options: object) -> None:
        """Show what is there."""
        session = Session(path, options)
        tree = session.tree(path)
        console.out(f"{tree.read(NOTES).decode()} {[project.name for project in session.projects(tree)]}")

    bench = Bench(plugins=[plugin(hapline_commands=lambda: [oops])])
    assert bench.run("oops", str(tmp_path)).out == "{} ['notes']\n"
    assert bench.run("oops", str(tmp_path / "gone")) == (
        4,
        "",
        f"hapline: {tmp_path / 'gone'}: error: there is no such folder\n",
    )
    with pytest.raises(MissingError):
        Session().tree("nowhere")
