"""Sections of the configuration are vetted when they are declared."""

from __future__ import annotations

from typing import Any

import pytest

from core.inline import plugin
from hapline.config.core import SECTIONS
from hapline.config.settings import Settings
from hapline.plugins import Host
from hapline.testing import Bench
from hapline.vetting.plugins import vet_section
from hapline_hooks import ConfigSection, Option


def _option(**changes: Any) -> Option:  # noqa: ANN401 also what is wrong
    return Option(**{"name": "a", "type": "text", "default": "", "help": "A."} | changes)


def _section(*options: Option, **changes: Any) -> ConfigSection:  # noqa: ANN401 see above
    return ConfigSection(**{"name": "oops", "help": "Oops.", "options": options} | changes)


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        (_section(name="Oops"), "'Oops' is no name in camel case"),
        (_section(name="o.ops"), "'o.ops' is no name in camel case"),
        (_section(help=""), "oops has no help"),
        (_section(options=_option()), "options of oops must be a tuple of Option"),
        (_section(options=[_option()]), "options of oops must be a tuple of Option"),
        (_section(_option(), _option()), "oops.a is declared twice"),
        (_section(_option(name="a.b")), "'a.b' is no name in camel case"),
        (_section(_option(help=None)), "a has no help"),
        (_section(_option(type="string")), "type of oops.a must be one of bool, int,"),
        (_section(_option(type="choice")), "oops.a needs choices"),
        (_section(_option(type="choice", default="x", choices="xy")), "choices of oops.a must be a tuple of texts"),
        (_section(_option(type="choice", default="z", choices=("x",))), "default of oops.a must be one of x"),
        (_section(_option(type="int", default="x")), "default of oops.a must be a whole number"),
        (_section(_option(type="int", default=0, minimum=1)), "default of oops.a must be at least 1"),
        (_section(_option(type="int", default=None)), "default of oops.a must be a whole number"),
        (_section(_option(type="texts", default="zh")), "default of oops.a must be a list of strings"),
        (_section(_option(type="texts", default={"zh"})), "default of oops.a must be a list of strings"),
        (_section(_option(type="texts", default=("fr",), choices=("zh",))), "default of oops.a must be one of zh"),
        (
            _section(_option(type="objects", default=(), fields=(_option(type="strings"),))),
            "type of oops.a.a must be one of",
        ),
    ],
)
def test_a_section_whose_options_nobody_could_set_is_refused_as_a_whole(section: ConfigSection, problem: str) -> None:
    host = Host(third_party=False, plugins={"oops": plugin(hapline_config_sections=lambda: [section])})
    assert [one.name for one in host.config_sections()] == ["harmony", "portal", "hotpatch", "offline"]
    ((name, what, text),) = [(fault.plugin, fault.what, str(fault.error)) for fault in host.faults]
    assert (name, what) == ("oops", "hapline_config_sections")
    assert text.startswith(problem)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_the_hosts_own_sections_are_sound(section: ConfigSection) -> None:
    vet_section(section)


ALL = _section(
    _option(name="flag", type="bool", default=True),
    _option(name="number", type="int", default=3),
    _option(name="size", type="size", default="2 KB"),
    _option(name="whole", type="share", default=1),
    _option(name="half", type="share", default=0.5),
    _option(name="text", type="text", default="a"),
    _option(name="choice", type="choice", default="x", choices=("x", "y")),
    _option(name="texts", type="texts", default=["zh"], choices=("zh", "en")),
    _option(name="table", type="table", default={"k": "x"}, choices=("x",)),
    _option(
        name="objects",
        type="objects",
        default=[{"must": "a"}],
        fields=(_option(name="must", default=None), _option(name="may", type="texts", default=())),
    ),
)


def test_how_values_arrive() -> None:
    bench = Bench(plugins=[plugin(hapline_config_sections=lambda: [ALL])], options={"oops.texts": "en, zh"})
    settings = bench.settings
    assert settings.flag("oops.flag") is True
    assert settings.number("oops.number") == 3
    assert settings.number("oops.size") == 2048
    assert (settings.share("oops.whole"), settings.share("oops.half")) == (1.0, 0.5)
    assert (settings.text("oops.text"), settings.text("oops.choice")) == ("a", "x")
    assert settings.texts("oops.texts") == ("en", "zh")
    assert settings.table("oops.table") == {"k": "x"}
    assert settings.objects("oops.objects") == ({"must": "a", "may": ()},)
    assert (settings.origin("oops.texts"), settings.origin("oops.text")) == ("test", "default")
    assert settings["oops.size"] == 2048


@pytest.mark.parametrize(
    ("method", "name"),
    [("text", "number"), ("number", "flag"), ("flag", "number"), ("texts", "text"), ("share", "text")],
)
def test_a_value_of_another_type_is_refused(method: str, name: str) -> None:
    with pytest.raises(TypeError, match=f"oops.{name} is of another type"):
        getattr(Settings([ALL]), method)(f"oops.{name}")
    with pytest.raises(KeyError):
        getattr(Settings([ALL]), method)("oops.gone")


def test_lists_of_texts_honour_choices() -> None:
    bench = Bench(plugins=[plugin(hapline_config_sections=lambda: [ALL])])
    assert bench.run("config", "show", "--set", "oops.texts=zh,fr").err == (
        "hapline: error: --set: oops.texts[1] must be one of zh, en\n  help: A.\n"
    )
    assert (
        '"items": {\n            "enum": [\n              "zh",\n              "en"'
        in bench.run("config", "schema").out
    )
