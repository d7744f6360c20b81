"""Builds packages of small apps, and builds them anew as the advisor says, to see what verify makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from hapline.archives import DEFLATED, Archive, ArchiveEntry, open_archive
from hapline.archives.writer import NewEntry, build
from hapline.engine.report import Report
from hapline.testing import Bench
from hapline_hooks import VerifyRequest
from hapline_plugins.harmony.advisor.account import Account, accounts
from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.loads import NewPackage, skeleton
from hapline_plugins.harmony.advisor.scales import Content, placed
from hapline_plugins.harmony.apps import PackageSet
from plugins.harmony import sample

RAW = "resources/rawfile/"
MEDIA = "resources/base/media/"
CODE = "ets/modules.abc"
Options = Mapping[str, str]
"""Options of the plugin, by name."""
SIZES = ("HOS101", "HOS102", "HOS103")


def noise(kilobytes: float, seed: object = "") -> bytes:
    """Content that does not shrink, the same for the same seed."""
    return sample.filling(int(kilobytes * 1024), str(seed))


def text(kilobytes: float, seed: object = "") -> bytes:
    """Content that shrinks a little, the same for the same seed."""
    return noise(kilobytes / 2, seed).hex().encode()


def package(  # noqa: PLR0913 what tells one package from another
    name: str,
    files: Mapping[str, bytes],
    *,
    needs: Sequence[str] = (),
    preloads: Sequence[str] = (),
    devices: Sequence[str] = ("phone",),
    kind: str = "",
    debug: bool = False,
    app: Mapping[str, object] | None = None,
    module: Mapping[str, object] | None = None,
) -> bytes:
    """A .hap or .hsp, by the name of its file."""
    stem, _, suffix = name.rpartition(".")
    described = sample.module(stem, kind or ("shared" if suffix == "hsp" else "entry"))
    described |= {"deviceTypes": [*devices], "dependencies": [{"moduleName": need} for need in needs]}
    if preloads:
        described["atomicService"] = {"preloads": [{"moduleName": target} for target in preloads]}
    content = {
        "app": {**sample.APP, **sample.BUILT, "debug": debug, **(app or {})},
        "module": described | dict(module or {}),
    }
    entries = {"module.json": json.dumps(content).encode(), **files, "pack.info": b'{"summary":{}}'}
    return build([NewEntry(name=path, data=data) for path, data in entries.items()])


def written(folder: Path, packages: Mapping[str, bytes]) -> list[Path]:
    """Write packages into a folder; returns their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in packages.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in packages]


def in_app(packages: Mapping[str, bytes], *, method: int = DEFLATED, level: int = 1) -> bytes:
    """An .app with these packages, compressed as the packing tool does with release modules."""
    entries = [NewEntry(name=name, data=data, method=method, level=level) for name, data in packages.items()]
    return build([*entries, NewEntry(name="pack.info", data=b'{"summary":{}}')])


def account(files: Iterable[Path], *, base: Iterable[Path] = (), options: Options | None = None) -> Account:
    """What the advisor has to say about files that are one app."""
    bench = _bench(options)
    request = VerifyRequest(files=tuple(map(str, files)), base=tuple(map(str, base)), settings=bench.settings)
    (found,) = accounts(request)
    return found


def verified(files: Iterable[Path], options: Options | None = None) -> Report:
    """What verify has to say about them."""
    return _bench(options).verify([*files])


def _bench(options: Options | None) -> Bench:
    return Bench(options={f"harmony.{name}": value for name, value in (options or {}).items()})


def sizes(report: Report) -> dict[str, int]:
    """The size of each package in the finished .app, as verify sees it."""
    (packages,) = (one for one in report.subjects if isinstance(one, PackageSet))
    assert packages.bundle is not None
    assert packages.bundle.sizes is not None
    return {module.file: size for module, size in packages.bundle.sizes.items()}


def too_large(report: Report) -> list[str]:
    """The size limits that verify finds broken."""
    return [one.finding.rule for one in report.findings if one.finding.rule in SIZES]


def rebuilt(draft: Draft) -> dict[str, bytes]:
    """The packages of an app, really built as a draft says."""
    found: dict[str, bytes] = {}
    for module in draft.scales.bundle.modules:
        archive = draft.scales.package(module).archive
        assert archive is not None
        gone = draft.without.get(module, frozenset())
        kept = [(archive, entry) for entry in archive.entries if entry.name not in gone]
        added = placed(draft.added.get(module, ()), [entry.name for _, entry in kept])
        needs = [new.label for new in draft.new if module in new.dependents]
        found[module.file] = _built([*kept, *added], needs)
    for new in draft.new:
        found[f"{new.label}.hsp"] = _new(draft, new, new.contents)
    return found


def _new(draft: Draft, new: NewPackage, contents: Sequence[Content]) -> bytes:
    frame = open_archive(skeleton(draft.scales.package(new.like), new.label, new.devices))
    return _built([*((frame, entry) for entry in frame.entries), *placed(contents, frame.by_name)], [])


def _built(entries: Iterable[tuple[Archive, ArchiveEntry]], needs: Sequence[str]) -> bytes:
    made: list[NewEntry] = []
    for archive, entry in entries:
        data = archive.read(entry)
        if entry.name == "module.json" and needs:
            content = json.loads(data)
            content["module"].setdefault("dependencies", []).extend({"moduleName": need} for need in needs)
            data = json.dumps(content).encode()
        made.append(
            NewEntry(
                name=entry.name,
                data=data,
                method=entry.method,
                time=entry.time,
                date=entry.date,
                made_by=entry.made_by,
                external_attributes=entry.external_attributes,
            )
        )
    return build(made)
