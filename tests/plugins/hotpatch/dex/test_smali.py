"""What smali assembles: real tools number constants, share code and lay out tables otherwise than the writer here."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from plugins.hotpatch.dex.samples import ADDED, INIT, RICH, compared, main, says
from plugins.hotpatch.dex_writer import dex

needs_smali = pytest.mark.skipif(
    shutil.which("smali") is None or shutil.which("java") is None, reason="smali (libsmali-java) is not installed"
)
needs_dexdump = pytest.mark.skipif(shutil.which("dexdump") is None, reason="dexdump is not installed")

MAIN = """.class public Lcom/example/Main;
.super Ljava/lang/Object;
.source "Main.java"
.implements Ljava/lang/Runnable;
.annotation runtime Lcom/example/Kept;
    value = { "a", "b" }
.end annotation
.field public static final NAME:Ljava/lang/String; = "main"
.field public static final SIZE:I = 0x12c
.field private count:I
.method public constructor <init>()V
    .registers 1
    .line 10
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method
.method public run()V
    .registers 4
    .line 20
    iget v0, p0, Lcom/example/Main;->count:I
    packed-switch v0, :table
    const-string v1, "none"
    goto :end
    :one
    const-string v1, "one"
    goto :end
    :two
    const-string v1, "two"
    :end
    :from
    invoke-virtual {p0, v1}, Lcom/example/Main;->show(Ljava/lang/String;)V
    :to
    .catch Ljava/lang/Exception; {:from .. :to} :caught
    new-array v2, v0, [I
    fill-array-data v2, :numbers
    return-void
    :caught
    move-exception v2
    throw v2
    :table
    .packed-switch 0x1
        :one
        :two
    .end packed-switch
    :numbers
    .array-data 4
        0x1
        0x2
    .end array-data
.end method
.method public show(Ljava/lang/String;)V
    .registers 3
    return-void
.end method
"""
HANDLES = """.class public Lcom/example/Handles;
.super Ljava/lang/Object;
.method public static run(Ljava/lang/invoke/MethodHandle;)V
    .registers 2
    invoke-custom {}, boot("name", ()Ljava/lang/Runnable;, "extra")@Lcom/example/Boot;->strap(Ljava/lang/String;)V
    invoke-polymorphic {p0}, Ljava/lang/invoke/MethodHandle;->invoke([Ljava/lang/Object;)Ljava/lang/Object;, ()V
    const-method-handle v0, invoke-static@Lcom/example/Boot;->strap(Ljava/lang/String;)V
    const-method-type v0, (I)V
    return-void
.end method
"""
OTHER = '.class public La/A;\n.super Ljava/lang/Object;\n.field public static aaa:Ljava/lang/String; = "!"\n'


def assembled(folder: Path, sources: Mapping[str, str], *options: str) -> bytes:
    for name, text in sources.items():
        file = folder / "smali" / f"{name}.smali"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    command = ["smali", "a", "smali", "-o", "made.dex", "--api", "29", *options]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return (folder / "made.dex").read_bytes()


@needs_smali
def test_a_class_that_shifts_all_tables_changes_no_other(tmp_path: Path) -> None:
    sources = {"Main": MAIN, "Handles": HANDLES}
    old, new = assembled(tmp_path / "old", sources), assembled(tmp_path / "new", {**sources, "A": OTHER})
    assert [(one.kind, one.name) for one in compared([old], [new]).classes] == [("added", "a.A")]


@needs_smali
@pytest.mark.parametrize(
    ("before", "after", "methods", "fields"),
    [
        ('const-string v1, "two"', 'const-string/jumbo v1, "two"', [], []),
        ("goto :end\n    :two", "goto/32 :end\n    :two", [], []),
        (".line 20", '.line 21\n    .local v0, "x":I', [], []),
        ('"Main.java"', '"Other.java"', [], []),
        ('const-string v1, "two"', 'const-string v1, "three"', ["run"], []),
        ("        :one\n        :two", "        :two\n        :one", ["run"], []),
        ("        0x2\n", "        0x3\n", ["run"], []),
        ("Exception; {", "RuntimeException; {", ["run"], []),
        ('= "main"', '= "other"', [], ["NAME"]),
        ("count:I\n.method", "count:J\n.method", [], ["count"]),
        ("0x12c", "0x12d", [], ["SIZE"]),
        ("public show", "private show", ["show"], []),
        ('"extra"', '"more"', ["run"], []),
        ("(I)V", "(J)V", ["run"], []),
    ],
)
def test_what_is_changed_is_what_differs(
    tmp_path: Path, before: str, after: str, methods: list[str], fields: list[str]
) -> None:
    sources = {"Main": MAIN, "Handles": HANDLES}
    changed = {name: text.replace(before, after) for name, text in sources.items()}
    assert changed != sources
    old, new = assembled(tmp_path / "old", sources), assembled(tmp_path / "new", changed)
    found = compared([old], [new]).classes
    assert [one.name for change in found for one in change.methods] == methods
    assert [one.name for change in found for one in change.fields] == fields


@needs_smali
def test_annotations_alone_are_known_as_such(tmp_path: Path) -> None:
    old = assembled(tmp_path / "old", {"Main": MAIN})
    new = assembled(tmp_path / "new", {"Main": MAIN.replace('{ "a", "b" }', '{ "a", "c" }')})
    assert [one.only_annotations for one in compared([old], [new]).classes] == [True]


@needs_dexdump
def test_what_the_writer_here_makes_is_what_dexdump_reads(tmp_path: Path) -> None:
    """So that tests which need no tool are tests of real files."""
    (tmp_path / "made.dex").write_bytes(dex(RICH, main(INIT, says("x")), ADDED))
    done = subprocess.run(["dexdump", "-a", "-d", "made.dex"], cwd=tmp_path, capture_output=True, text=True, check=True)
    text = done.stdout
    assert re.findall(r"Class descriptor  : '(\S+)'", text) == ["Lm/Main;", "La/Main;", "La/A;"]
    assert '"a jumbo string"' in text
    assert "packed-switch-data" in text
    assert "La/Problem; -> 0x001d" in text
    assert re.findall(r"name +: '(\S+)'", text)[:4] == ["MARK", "NAME", "SIZE", "count"]
