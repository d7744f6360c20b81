"""The rules on content of packages that are built, and what else of them rules cannot show."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from hapline.archives import ArchiveError
from hapline.engine.projects import judge
from hapline.testing import Bench
from hapline.trees.working import WorkingTree
from hapline_hooks import Finding, Location, Phrase, Unreadable
from hapline_plugins.offline.content.files import Content, Odd, PackageFile
from hapline_plugins.offline.content.layout import domain_folders, kind_of
from hapline_plugins.offline.descriptor.described import Described
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.limits import Limits
from hapline_plugins.offline.rules.addresses import MixedContent
from hapline_plugins.offline.rules.layout import EmptyFiles, EntryPage
from hapline_plugins.offline.rules.references import PageReadable, WrongCase
from hapline_plugins.offline.rules.strays import LeftOut
from hapline_plugins.offline.rules.together import lost_in_others
from hapline_plugins.offline.rules.weight import IdenticalFiles, PackageSize
from hapline_plugins.offline.target import Target

AMR = "20171228_1.0.0.1.amr"


def _built(
    files: dict[str, bytes], *odd: Odd, described: Described | None = None, limits: Limits | None = None
) -> PackageContent:
    def read(data: bytes) -> bytes:
        if data == b"broken":
            raise ArchiveError(reason="corrupt", message="the data are damaged")
        if data == b"gone":
            raise Unreadable("a", "there is no such file")
        return data

    return PackageContent(
        described=described or Described(id="20171228"),
        content=Content([PackageFile(path, lambda data=data: read(data)) for path, data in files.items()], odd),  # type: ignore[misc]
        target=Target(virtual_domain="h5app.com"),
        home=Location(path=AMR),
        locate=lambda place: Location(path=AMR, inner=("20171228.tar", place)),
        source=lambda location: files[location.inner[-1]],
        built=True,
        limits=limits,
        packed=3 * 1024 * 1024,
    )


def test_places_are_in_the_package_and_nothing_is_mended() -> None:
    content = _built({"www/index.html": b'<p>\n<img src="A.png"><script src="http://a.b/c.js">', "www/a.png": b"x"})
    findings = [*WrongCase().check(content), *MixedContent().check(content)]
    assert [(one.location.file, one.location.span.start_column) for one in findings if one.location.span] == [
        (f"{AMR}!20171228.tar!www/index.html", 11),
        (f"{AMR}!20171228.tar!www/index.html", 31),
    ]
    assert [one.fixes for one in findings] == [(), ()]


def test_the_entry_page_of_a_configuration_is_said_of_the_package() -> None:
    content = _built({"www/index.html": b"<p>"}, described=Described(id="20171228", main_url="www/index.html"))
    [finding] = EntryPage().check(content)
    assert (finding.location, finding.fixes) == (Location(path=AMR), ())


def test_the_length_of_what_was_built_counts() -> None:
    small, allowed = _built({"a": b"x"}, limits=Limits(package=1024)), _built({"a": b"x"})
    assert [one.message for one in PackageSize().check(small)] == ["large"]
    assert [*PackageSize().check(allowed)] == []


def test_what_cannot_be_read_is_said_once() -> None:
    content = _built({"www/index.html": b"broken", "www/a.css": b"gone", "www/b.png": b"broken", "www/c.png": b"gone"})
    found: list[Finding] = [*PageReadable().check(content)]
    assert [str(one.args["reason"]) for one in found] == [
        "it cannot be read: there is no such file",
        "it cannot be read: the data are damaged",
    ]
    assert [*EmptyFiles().check(content)] == []
    assert [*IdenticalFiles().check(content)] == []


def test_special_files_are_named() -> None:
    odd = Odd(path="dev", place="dev", kind="special", reason=Phrase("a device"))
    cut = Odd(path="", place="", kind="cut", reason=Phrase("more than 50000 files"))
    found = [*LeftOut().check(_built({}, odd, cut))]
    assert [(one.message, one.location.file) for one in found] == [("special", f"{AMR}!20171228.tar!dev"), ("cut", AMR)]


def test_pages_in_other_encodings() -> None:
    page = '<p title="\u56fe"><img src="a.png">'
    for data in (
        page.encode("gbk"),
        page.encode("utf-16"),
        b"\xef\xbb\xbf" + page.encode(),
        b"\xff\xfe" + page.encode(),
    ):
        pages = _built({"www/index.html": data}).pages
        assert [len(one.links) for one in pages] in ([1], [0])
    assert [len(one.links) for one in _built({"www/index.html": page.encode("gbk")}).pages] == [1]


@pytest.mark.parametrize(
    ("paths", "kind"),
    [
        (["mds.example.com/53E5279071442_test/a.js", "hpmfile.json"], "global"),
        (["mds.example.com.cn:4432/53E5279071442_test/www/a.js"], "global"),
        (["mds.example.com:4432/a-bucket/53E5279071442_test/a.js"], "global"),
        (["10.1.2.3:8080/bucket/53E5279071442_test/www/a.js"], "global"),
        (["mcube-prod.mpaascloud.com/a.js"], "global"),
        (["a.example.com/x/a.js", "b.example.com/y/b.js"], "global"),
        (["mds.example.com/53E5279071442_test/a.js", "www/index.html"], "normal"),
        (["mds.example.com/53E5279071442_test/a.js", "index.html"], "normal"),
        (["a.example.com/x/a.js", "index.html"], "normal"),
        (["hpmfile.json", "www/index.html"], "normal"),
        (["v1.0/a_b/index.html"], "normal"),
        (["jquery-1.12/53E5279071442_test/index.html"], "normal"),
        (["index.html"], "normal"),
        (["a.b/53E5279071442_test.js"], "normal"),
        (["hpmfile.json"], "normal"),
        ([], "normal"),
    ],
)
def test_kinds(paths: list[str], kind: str) -> None:
    assert kind_of(paths) == kind
    assert kind_of(paths, Target()) == kind


def test_the_domain_of_the_target_counts_whatever_lies_below() -> None:
    assert domain_folders(["intranet/a.js", "www/b.js"], Target(domain="intranet")) == {"intranet"}
    assert kind_of(["intranet/a.js"], Target(domain="intranet")) == "global"
    assert kind_of(["intranet/a.js"]) == "normal"


def test_built_packages_together() -> None:
    page = b'<a href="https://20171229.h5app.com/b.html">b</a>'
    first, second = _built({"index.html": page}), _built({"a.html": b"<p>"}, described=Described(id="20171229"))
    assert [one.message for one in lost_in_others([first, second])] == ["missing"]


@pytest.mark.timeout(120)
def test_hostile_packages_are_checked_all_the_same(tmp_path: Path) -> None:
    www = tmp_path / "20171228/www"
    www.mkdir(parents=True)
    (www / "index.html").write_bytes(b"<p>")
    (www / "line.html").write_bytes(b"<a href=x.html>" * (5 * 1024 * 1024 // 15))
    (www / "nested.html").write_bytes(b"<div>" * 40_000 + b"<img src=a.png>" + b"</div>" * 40_000)
    (www / "entities.html").write_bytes(b"<!DOCTYPE html [<!ENTITY a '&a;&a;'>]><img src='" + b"&a;" * 400_000 + b"'>")
    (www / "many.html").write_bytes(b"<img src=a.png>" * 50_000)
    (www / "large.js").write_bytes(b'"' * 17 * 1024 * 1024)
    ended = Bench().run("check", cwd=tmp_path)
    assert (ended.code, ended.err) == (1, "")
    assert "line.html\n" in ended.out
    assert "large.js\n" in ended.out
    assert ended.out.count("[OFP310]") == 2
    assert "nested.html:1:200010" in ended.out


def test_a_package_without_descriptor_is_named_by_its_folder(tmp_path: Path) -> None:
    www = tmp_path / "20171228/www"
    www.mkdir(parents=True)
    (www / "index.html").write_bytes(b"<p>")
    (www / "huge.mp4").write_bytes(bytes(12 * 1024 * 1024))
    report = judge(Bench().host, Bench().settings, WorkingTree(tmp_path))
    assert [(one.finding.rule, one.finding.location.file) for one in report.findings] == [("OFP405", "20171228")]


@pytest.mark.parametrize("name", [".env", "www/.npmrc", ".ssh/config"])
def test_secrets_in_what_is_given_away_are_errors(name: str, tmp_path: Path) -> None:
    files = {f"20171228/{name}": "A_authToken=b\n", "20171228/www/index.html": "<p>", "20171228/.env.example": "A=b"}
    with zipfile.ZipFile(tmp_path / "20171228.zip", "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    ended = Bench().run("verify", "20171228.zip", cwd=tmp_path)
    assert ended.code == 1
    said = name.rsplit("/", maxsplit=1)[-1] if "ssh" not in name else ".ssh"
    assert f"error[OFP506] {said} is in the package" in ended.out
    assert ended.out.count("OFP") == 1
    assert "authToken" not in ended.out
