"""Odd and damaged packages: everything there is to say can be shown, or it is said what is damaged."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.words import Words
from hapline_plugins.harmony.advisor.as_json import render as render_json
from hapline_plugins.harmony.advisor.scales import DamagedError
from hapline_plugins.harmony.advisor.text import Page, render
from plugins.harmony import sample
from plugins.harmony.advisor.building import CODE, RAW, account, in_app, noise, package, text, written
from plugins.harmony.odd import Maker

plain = settings(derandomize=True, deadline=None, database=None)
OPTIONS = {"entryLimit": "4 KB", "packageLimit": "5 KB", "totalLimit": "12 KB"}


def _damage(files: list[Path], base: list[Path]) -> DamagedError | None:
    """Show all that there is to say; or what keeps it from being said."""
    try:
        found = account(files, base=base, options=OPTIONS)
    except DamagedError as damaged:
        return damaged
    words = Words()
    assert render([found], Page(words, width=60)).endswith("\n")
    assert json.loads(render_json([found], [], words.translate))["version"] == 1
    return None


@settings(plain, max_examples=60)
@given(st.integers(0, 2**32).map(Random).map(Maker))
def test_odd_packages_have_an_account(maker: Maker) -> None:
    """Values of a wrong type and graphs of any shape, in an app and beside another."""
    described = zip(("a.hap", "b.hsp", "c.hsp"), maker.descriptions(3), strict=True)
    entries = {f"{RAW}{number}": noise(2, number % 2).hex() for number in range(3)}
    packages = {
        name: sample.package(name, {"raw": json.dumps(content), "entries": entries}) for name, content in described
    }
    with tempfile.TemporaryDirectory() as folder:
        files = written(Path(folder), packages)
        app = written(Path(folder), {"demo.app": in_app(packages)})
        for new, old in ((files, app), (app, files)):
            damage = _damage(new, old)
            # Of a module.json that is no object at all there is nothing else to say.
            assert damage is None or damage.error is None


@settings(plain, max_examples=150)
@given(st.integers(0, 2**32).map(Random))
def test_damaged_packages_are_named(chance: Random) -> None:
    contents = {CODE: text(3), f"{RAW}a": noise(2), f"{RAW}b": noise(2)}
    packages = {
        "entry.hap": package("entry.hap", contents, needs=["lib"], debug=chance.random() < 0.5),
        "lib.hsp": package("lib.hsp", contents),
    }
    if chance.random() < 0.5:
        packages = {"demo.app": in_app(packages)}
    name = chance.choice(list(packages))
    data = bytearray(packages[name])
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    packages[name] = bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
    with tempfile.TemporaryDirectory() as folder:
        damage = _damage(written(Path(folder), packages), [])
        assert damage is None or damage.file.startswith(f"{folder}/{name}")
