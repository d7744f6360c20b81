"""Resources that code hands to the system: what is said, what is computed, and what is only a like name."""

from __future__ import annotations

import pytest

from hapline_plugins.portal.source.code_calls import calls, resource_uses

Said = tuple[str, str, str, str, str]


def _said(text: str, path: str = "A.java") -> list[Said]:
    return [(use.how, use.method, use.type, use.name, use.package) for use in resource_uses(path, text)]


NOTE = "import android.app.Notification;\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'r.getIdentifier("icon", "drawable", getPackageName());',
            ("identifier", "getIdentifier", "drawable", "icon", ""),
        ),
        ('r.getIdentifier("icon", "drawable", "com.a");', ("identifier", "getIdentifier", "drawable", "icon", "com.a")),
        ('getIdentifier ( "com.a:layout/x" , null , null );', ("identifier", "getIdentifier", "layout", "x", "com.a")),
        ('r.getIdentifier("x", "dimen", "android");', ("identifier", "getIdentifier", "dimen", "x", "android")),
        ('r.getIdentifier("a" + n, "drawable", p);', ("identifier", "getIdentifier", "drawable", "", "")),
        ("r.getIdentifier(name, kind(1, 2), p);", ("identifier", "getIdentifier", "", "", "")),
        (NOTE + "b.setSmallIcon(R.drawable.icon);", ("notification", "setSmallIcon", "drawable", "icon", "")),
        (
            NOTE + "b\n .setSmallIcon( /* x */ com.a . R . mipmap . icon , 2);",
            ("notification", "setSmallIcon", "mipmap", "icon", "com.a"),
        ),
        (NOTE + "b.setSmallIcon(android.R.drawable.x);", ("notification", "setSmallIcon", "drawable", "x", "android")),
        (
            NOTE + "b.setLargeIcon(F.decode(r(), R.drawable.big));",
            ("notification", "setLargeIcon", "drawable", "big", ""),
        ),
        (NOTE + "b.setSmallIcon(on ? R.drawable.a\n: 0);", ("notification", "setSmallIcon", "drawable", "a", "")),
        ("return new RemoteViews(p, R.layout.row);", ("notification", "RemoteViews", "layout", "row", "")),
        (
            NOTE + "v.setImageViewResource(R.id.image, R.drawable.a);",
            ("notification", "setImageViewResource", "drawable", "a", ""),
        ),
        (NOTE + "new Notification(R.drawable.a, t, 0);", ("notification", "Notification", "drawable", "a", "")),
        (NOTE + "startForeground(1, build());", ("foreground", "startForeground", "", "", "")),
    ],
)
def test_java(text: str, said: Said) -> None:
    assert _said(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "",
        '// r.getIdentifier("icon", "drawable", p);',
        '/* r.getIdentifier("icon", "drawable", p); */',
        'String s = "getIdentifier(\\"icon\\", \\"drawable\\", null)";',
        'r.getIdentifierOf("icon", "drawable", p);',
        'r.myGetIdentifier("icon", "drawable", p); r.getIdentifier("icon");',
        "int getIdentifier(String name, String type, String pkg) { return 0; }",
        'r.getIdentifier("icon", "drawable", p',
        'r.getIdentifier("icon", "drawable", p];',
        NOTE + "b.setSmallIcon(info.icon);",
        NOTE + "b.setSmallIcon(getIcon());",
        NOTE + 'b.setSmallIcon(find("R.drawable.x"));',
        NOTE + "b.setContentTitle(R.string.x);",
        NOTE + "void startForeground(int id, Notification n) {}",
        "dialog.setSmallIcon(R.drawable.no_notification_here);".replace("notification", "x"),
        "menu.addAction(R.drawable.a, 1);",
    ],
)
def test_what_is_no_use(text: str) -> None:
    assert _said(text) == []


def test_calls_behind_words_that_declare_nothing() -> None:
    text = 'return getIdentifier("a", "b", c); x = on ? y : z; val p = 1 to getIdentifier("d", "e", c)'
    assert [name for _, _, _, name, _ in _said(text, "A.kt")] == ["a", "d"]


@pytest.mark.parametrize("inside", ["(" * 50 + ")" * 50, "x," * 100])
def test_arguments_beyond_reason(inside: str) -> None:
    assert _said(f'getIdentifier("a", "b", {inside}); getIdentifier("c", "d", e);') == [
        ("identifier", "getIdentifier", "d", "c", "")
    ]
    assert _said(NOTE + "b.setSmallIcon();") == []


def test_kotlin() -> None:
    text = (
        'val a = "${getIdentifier("x", "y", null)}" // in a template: not seen\n'
        'val n = NotificationCompat.Builder(this, "c").setSmallIcon(R.drawable.icon)\n'
        "  .setContent(RemoteViews(packageName, R.layout.row).apply { setTextViewText(R.id.t, s(R.string.t)) })\n"
        "/* /* */ b.setSmallIcon(R.drawable.no) */\n"
        'val id = resources.getIdentifier("$name", "drawable", packageName)\n'
    )
    assert _said(text, "A.kt") == [
        ("notification", "setSmallIcon", "drawable", "icon", ""),
        ("notification", "RemoteViews", "layout", "row", ""),
        ("notification", "setTextViewText", "string", "t", ""),
        ("identifier", "getIdentifier", "drawable", "", ""),
    ]


def test_places() -> None:
    text = NOTE + 'b.setSmallIcon(R.drawable.icon); r.getIdentifier("ic", "drawable", p); r.getIdentifier(x, y, z);'
    uses = resource_uses("A.java", text)
    assert [text[use.start : use.end] for use in uses] == ["R.drawable.icon", "ic", "getIdentifier(x, y, z)"]
    assert [use.is_computed for use in uses] == [False, False, True]
    assert not any(use.is_framework for use in uses)


def test_a_use_inside_another_counts_once() -> None:
    text = NOTE + "b.addAction(new Notification(R.drawable.a, R.string.s)); b.setLargeIcon(f(R.drawable.a));"
    assert [name for _, _, _, name, _ in _said(text)] == ["a", "s", "a"]


def test_calls() -> None:
    text = "a.load(b, c(1, 2), \"x,y\", 'z'); load(); void load(int x) {} return load(1); // load(2)"
    found = calls("A.java", text, "load")
    assert [text[call.start : call.end] for call in found] == ["load(b, c(1, 2), \"x,y\", 'z')", "load()", "load(1)"]
    assert [text[start:end].strip() for start, end in found[0].arguments] == ["b", "c(1, 2)", '"x,y"', "'z'"]
    assert found[1].arguments == ()
    assert calls("A.java", text, "other") == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["getIdentifier(", 'getIdentifier("', "RemoteViews((", '"', "a.", "R.", "/*", "${", "'", "a. R. b "]
)
def test_nothing_takes_long(piece: str) -> None:
    for path in ("A.java", "A.kt"):
        resource_uses(path, "Notification getIdentifier(" + piece * 30_000)
