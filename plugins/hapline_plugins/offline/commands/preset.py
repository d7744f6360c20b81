"""``hapline offline preset``: places released packages where apps bring them along."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, UsageError
from hapline.files import shown
from hapline.session import Session, exclusive_flags, settings_options
from hapline_plugins.offline.commands.group import offline

if TYPE_CHECKING:
    from hapline_plugins.offline.keys.public import PublicKey
    from hapline_plugins.offline.presets.plan import Step
    from hapline_plugins.offline.presets.project import Platform


@offline.command(
    name="preset",
    cls=exclusive_flags(),
    help="Place released packages (.amr, or folders with some, of which the highest versions are taken) and their "
    "entries of h5_json.json where apps bring them along. Packages are verified first; older files of the same package "
    "are removed last. A folder may be that of the presets, or a project that has one.",
)
@click.argument("packages", nargs=-1, required=True, type=click.Path())
@click.option("--android", multiple=True, metavar="DIR", help="An Android project, or its folder assets.")
@click.option("--ios", multiple=True, metavar="DIR", help="An iOS project, or its folder *.bundle.")
@click.option("--harmony", multiple=True, metavar="DIR", help="A HarmonyOS project, or its folder rawfile.")
@click.option(
    "--h5-json", "config", metavar="FILE", help="The h5_json.json with the entries; else that beside each package."
)
@click.option("--public-key", metavar="KEY", help="The public key of the app: a PEM or DER file, or its base64.")
@click.option("--check", "mode", flag_value="check", help="Exit 1 if a preset is not as it should be; write nothing.")
@click.option("--write", "mode", flag_value="write", help="Write what is not as it should be.")
@click.option("--diff", "mode", flag_value="diff", default="diff", help="Show what would change (the default).")
@settings_options
def preset(
    packages: tuple[str, ...],
    android: tuple[str, ...],
    ios: tuple[str, ...],
    harmony: tuple[str, ...],
    config: str | None,
    public_key: str | None,
    mode: str,
    **options: object,
) -> int:
    """Place packages."""
    from hapline_plugins.offline.presets.given import chosen_of, given_packages
    from hapline_plugins.offline.presets.places import place_in
    from hapline_plugins.offline.presets.plan import plan

    wanted: list[tuple[Platform, str]] = [("Android", one) for one in android]
    wanted += [("iOS", one) for one in ios]
    wanted += [("Harmony", one) for one in harmony]
    if not wanted:
        raise UsageError("no app is named", todo="give --android, --ios or --harmony with a folder")
    session = Session(".", options)
    keys = _keys(session, public_key)
    chosen = chosen_of(packages)
    given = given_packages([one.one for one in chosen], config, keys)
    for one, left in zip(given, (one.left for one in chosen), strict=True):
        if left:
            line = "{id}: the highest version is {version}; left out: {left}"
            words = session.words(line, id=one.id, version=one.version, left=[shown(each) for each in left])
            console.err(console.printable(words))
    steps: list[Step] = []
    for platform, folder in wanted:
        tree = session.tree(folder) if os.path.isdir(folder) else None
        place = place_in(folder, platform, tree, session.settings)
        steps += plan(place, session.tree(place) if os.path.isdir(place) else None, given, session.settings)
    if not keys:
        console.err(session.words("signatures were not verified: no public key is known (offline.publicKey)"))
    if mode == "check" and steps:
        named = {"--android": android, "--ios": ios, "--harmony": harmony}
        named |= {"--h5-json": (config or "",), "--public-key": (public_key or "",)}
        console.err(
            console.printable(session.words("presets are out of date; run: {line}", line=_line(packages, named)))
        )
    return _end(session, mode, steps)


def _end(session: Session, mode: str, steps: Sequence[Step]) -> int:
    from hapline_plugins.offline.presets.plan import carry_out

    if mode == "write":
        for one in carry_out(steps):
            line = "removed {path}" if one.after is None else "wrote {path}"
            console.out(console.printable(session.words(line, path=shown(one.path))))
        return EXIT_FINE
    for one in steps:
        if mode == "diff" and one.is_text:
            from hapline.diffs import unified

            console.out(unified(shown(one.path), one.before, one.after or b""), end="")
        elif one.after is None:
            console.out(console.printable(session.words("to be removed: {path}", path=shown(one.path))))
        else:
            size = len(one.after)
            console.out(
                console.printable(session.words("to be written: {path}  {size:size}", path=shown(one.path), size=size))
            )
    return EXIT_FINDINGS if steps and mode == "check" else EXIT_FINE


def _line(packages: Sequence[str], named: Mapping[str, Sequence[str]]) -> str:
    """The command line that writes what is not as it should be."""
    import shlex

    options = [part for option, values in named.items() for value in values if value for part in (option, value)]
    return shlex.join(["hapline", "offline", "preset", *packages, *options, "--write"])


def _keys(session: Session, given: str | None) -> Sequence[PublicKey]:
    """The public keys that packages are verified with, those of ``verify``; none where none is known.

    Raises:
        hapline.errors.HaplineError: What is given is none.
    """
    from hapline_plugins.offline.keys.configured import verifying_keys
    from hapline_plugins.offline.keys.public import read_public_key

    return verifying_keys(session.settings) if given is None else (read_public_key(given),)
