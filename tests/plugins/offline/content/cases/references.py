"""Cases of the rules on references to files of the package itself."""

from __future__ import annotations

from plugins.offline.content.cases import DOMAIN, GLOBAL, ID, PAGE, SPACE, TARGET, Case, page

_NOT_LOADED = """\
<a href="#top">a</a><a href="mailto:a@example.com">b</a><a href="javascript:go('x.html')">c</a><a href="tel:1">d</a>
<img src="data:image/png;base64,AAAA"><img src="{{ logo }}.png"><img src="<%= logo %>.png"><img src="${logo}.png">
<img src="%PUBLIC_URL%/a.png"><img src="about:blank"><img src=""><img src="?a.png"><img src="captcha">
<!-- <img src="in-a-comment.png"> --><!--[if lt IE 9]><script src="old.js"></script><![endif]-->
<noscript><img src="no-script.png"></noscript><template><img src="template.png"></template>
<script type="text/template"><img src="text.png"></script><script type="text/html" src="t.html"></script>
<script>var a = "img/of-a-script.png", b = "x.html"</script><textarea><img src="text.png"></textarea>
<svg><use xlink:href="#icon"/><image href="#a"></image></svg><link rel="canonical" href="canonical.html">
<style>/* url(comment.png) */ @namespace url(http://www.w3.org/1999/xhtml); p { content: "url(text.png)" }</style>
<img src="https://example.com/a.png"><img src="//example.com/a.png"><a href="folder/">f</a><a href="api/user">g</a>
"""
_FOUND = """\
<link rel="stylesheet" href="css/a.css?v=1#b"><img src=" img/a.png "><img src="./img/../img/a.png">
<img src="/www/img/a.png"><img src="img%2Fa.png"><img src="img/%61.png"><img src="img\\a.png"><img src="IMG">
<img srcset="img/a.png 1x, img/a.png 2x"><p style="background: url( 'img/a.png' )"></p>
<img src="https://20171228.h5app.com/www/img/a.png"><img src="img/a&#46;png"><a href="../www/">x</a>
"""

_NOT_LOADED_BY_A_SCRIPT = """\
// import "./comment.js"
/* import("./comment.js") */ a = "import './text.js'"; b = `import("./template.js")`; c = /import("./regex.js")/;
import d, { from } from "vue"; import "./source"; import("./" + e + ".js"); import(`./${f}.js`); import("./g" + ".js");
loader.import("./property.js"); reimport("./word.js"); new Url("./word.js", import.meta.url);
new URL("./base.js", g); new URL("./base.js", import.meta.urls); new URL("./" + h, import.meta.url);
MyWorker("word.js");
const from = "./assigned.js"; const i = { import: "./member.js", export: "./member.js" };
register("other.js"); importScripts(j, "k.js"); import "https://example.com/l.js"; import m from './escaped\\.js';
"""
_LOADED_BY_A_SCRIPT = """\
import "./side.js"
import a, { b as c, from } from './both.mjs'; export * from "../up.js"; export { d, e } from "/root.js";
import{f}from"./small.js";import*as g from"./all.js"
const h = `${await import("./hole.js")}`; import( /* webpackChunkName: "i" */ './chunk.js' ); import(`./plain.js`)
new URL("beside.png", import.meta.url); self.importScripts("one.js", 'two.js')
"""
_RUN_BY_A_SCRIPT = """\
new Worker("w.js"); new SharedWorker('s.js', { name: "s" }); navigator.serviceWorker.register("sw.js");
new Worker("/root.js"); new Worker("../up.js?v=1");
"""

CASES = [
    Case(
        rule="OFP302",
        name="a module in other letters",
        files={**page("<p>", "www/b.js"), f"{ID}/www/a.js": 'import "./B.js"'},
        expect=(f"{ID}/www/a.js:1:9 OFP302 ./B.js is written www/b.js in the package",),
        severity="error",
        fixed={f"{ID}/www/a.js": 'import "./b.js"'},
    ),
    Case(
        rule="OFP301",
        name="what scripts do not load",
        files={**page("<script src=a.js></script>"), f"{ID}/www/a.js": _NOT_LOADED_BY_A_SCRIPT},
    ),
    Case(
        rule="OFP301",
        name="what scripts load",
        files={**page("<p>"), f"{ID}/www/js/a.js": _LOADED_BY_A_SCRIPT},
        expect=tuple(
            f"{ID}/www/js/a.js:{place} OFP301 {name} is not in the package"
            for place, name in (
                *(("1:9", "./side.js"), ("2:34", "./both.mjs"), ("2:62", "../up.js"), ("2:95", "/root.js")),
                *(("3:15", "./small.js"), ("3:44", "./all.js"), ("4:28", "./hole.js"), ("4:80", "./chunk.js")),
                *(("4:103", "./plain.js"), ("5:10", "beside.png"), ("5:61", "one.js"), ("5:71", "two.js")),
            )
        ),
    ),
    Case(
        rule="OFP301",
        name="what scripts load and is there",
        files={
            **page("<script src=js/a.js></script>", "www/up.js", "root.js", "www/js/b.js", "www/w.js", "www/s.js"),
            f"{ID}/www/js/a.js": 'import "./b.js"; new URL("../up.js", import.meta.url); import("/root.js?v=1")\n'
            'importScripts("b.js"); new Worker("w.js"); new Worker("s.js");'
            'new Worker(new URL("b.js", import.meta.url))',
        },
    ),
    Case(
        rule="OFP301",
        name="a module is missed by an error",
        files={**page("<p>"), f"{ID}/www/a.js": 'export { a } from "./b.js"'},
        expect=(f"{ID}/www/a.js:1:20 OFP301 ./b.js is not in the package",),
        severity="error",
    ),
    Case(
        rule="OFP301",
        name="what a script may come to is missed by a warning",
        files={**page("<p>"), f"{ID}/www/a.js": 'import("./b.js")'},
        expect=(f"{ID}/www/a.js:1:9 OFP301 ./b.js is not in the package",),
        severity="warning",
    ),
    Case(
        rule="OFP301",
        name="workers from the page that loads the script",
        files={
            **page("<script src=js/a.js></script>", "www/js/w.js", "www/js/s.js", "www/js/sw.js", "w.js"),
            f"{ID}/www/js/a.js": _RUN_BY_A_SCRIPT,
        },
        expect=tuple(
            f"{ID}/www/js/a.js:{place} OFP301 {name} is not in the package"
            for place, name in (
                *(("1:13", "w.js"), ("1:39", "s.js"), ("1:96", "sw.js"), ("2:13", "/root.js")),
                ("2:37", "../up.js?v=1"),
            )
        ),
    ),
    Case(
        rule="OFP301",
        name="workers from any page or the script itself where no page loads it",
        files={
            **page("<p>", "www/w.js", "www/js/s.js", "www/js/deep/x.js", "www/js/y.js"),
            f"{ID}/other/b.html": "<p>",
            f"{ID}/other/sw.js": "//",
            f"{ID}/www/js/a.js": _RUN_BY_A_SCRIPT.partition("\n")[0],
            f"{ID}/www/js/deep/b.js": 'importScripts("x.js", "../y.js"); new Worker("https://example.com/a.js")',
        },
    ),
    Case(
        rule="OFP301",
        name="scripts of pages",
        files=page(
            '<base href="/lib/"><script type="module">import "./a.js"; import "./b.js"</script>'
            '<script>new Worker("a.js"); new Worker("c.js")</script>',
            "lib/a.js",
        ),
        expect=(
            f"{PAGE}:1:67 OFP301 ./b.js is not in the package",
            f"{PAGE}:1:123 OFP301 c.js is not in the package",
        ),
    ),
    Case(
        rule="OFP301",
        name="candidates of images",
        files=page('<img src="a.png" srcset="a.png 1x, b.png 2x">', "www/a.png"),
        expect=(f"{PAGE}:1:36 OFP301 b.png is not in the package",),
    ),
    Case(
        rule="OFP301",
        name="a page inside a page",
        files=page(
            '<iframe srcdoc=\'<img src="a.png"><img src="b.png">\'></iframe>'
            '<iframe srcdoc="<img src=&quot;c.png&quot;>"></iframe><p srcdoc="<img src=d.png>">',
            "www/a.png",
        ),
        expect=(
            f"{PAGE}:1:44 OFP301 b.png is not in the package",
            f"{PAGE}:1:78 OFP301 c.png is not in the package",
        ),
    ),
    Case(
        rule="OFP301",
        name="a drawing",
        files={
            **page("<p>", "www/a.png"),
            f"{ID}/www/a.svg": '<?xml version="1.0"?><svg><title/><image href="a.png"/><image xlink:href="b.png"/>'
            '<use href="#a"/><use href="c.svg#a"/><style>a { fill: url(#b); src: url(d.woff) }</style>'
            '<a xlink:href="e.html"><path d="M0"/></a><script href="f.js"/></svg>',
        },
        expect=tuple(
            f"{ID}/www/a.svg:1:{column} OFP301 {name} is not in the package"
            for column, name in ((75, "b.png"), (110, "c.svg#a"), (155, "d.woff"), (187, "e.html"), (227, "f.js"))
        ),
    ),
    Case(
        rule="OFP301",
        name="the manifest of a page",
        files={
            **page('<link rel="manifest" href="m/app.json"><link rel="icon" href="b.json">', "www/m/a.png"),
            f"{ID}/www/m/app.json": '{ "icons": [{ "src": "a.png" }, { "src": "b.png" }, 1], '
            '"start_url": "../x.html",\n'
            '"shortcuts": [{ "url": "y.html", "icons": [{ "src": "c.png" }] }], "screenshots": [{ "src": "/d.png" }] }',
            f"{ID}/www/b.json": '{ "src": "a.png", "url": "a.html" }',
            f"{ID}/www/other.json": '{ "icons": [{ "src": "a.png" }] }',
        },
        expect=tuple(
            f"{ID}/www/m/app.json:{place} OFP301 {name} is not in the package"
            for place, name in (
                *(("1:43", "b.png"), ("1:71", "../x.html"), ("2:25", "y.html"), ("2:54", "c.png")),
                ("2:94", "/d.png"),
            )
        ),
    ),
    Case(
        rule="OFP301",
        name="manifests that are none",
        files={
            **page('<link rel="manifest" href="a.json">'),
            f"{ID}/www/a.json": '{ "icons": [',
            f"{ID}/www/b.webmanifest": "[]",
            f"{ID}/www/c.webmanifest": '{ "icons": {}, "start_url": 1, "shortcuts": [null, { "icons": 1 }] }',
        },
    ),
    Case(rule="OFP301", name="what is no file", files=page(_NOT_LOADED)),
    Case(
        rule="OFP301",
        name="what is there",
        files={**page(_FOUND, "www/css/a.css", "www/img/a.png"), f"{ID}/www/IMG": "x"},
        options=TARGET,
    ),
    Case(
        rule="OFP301",
        name="queries and fragments of what is there",
        files={
            **page(
                '<svg><use href="img/icons.svg#home"/><use xlink:href="img/icons.svg?v=1#home"/></svg>'
                '<a href="?a=b.js">a</a>'
                '<a href="index.html#/route/x.html">b</a><a href="index.html?from=/a/b.png#x">c</a>'
                '<a href="/www/#/pay.html">d</a><a href="/www/index.html?u=http://a.example.com/b.js">e</a>',
                "www/img/icons.svg",
                "www/a.eot",
            ),
            f"{ID}/www/a.css": "p { src: url(a.eot?#iefix); fill: url(#grad); mask: url(img/icons.svg#home) }",
        },
    ),
    Case(
        rule="OFP301",
        name="queries and fragments of what is not there",
        files=page('<img src="a.png?b.png#c"><a href="b.html#/c.html">b</a>', "www/b.png", "www/c.html"),
        expect=(
            f"{PAGE}:1:11 OFP301 a.png?b.png#c is not in the package",
            f"{PAGE}:1:35 OFP301 b.html#/c.html is not in the package",
        ),
    ),
    Case(
        rule="OFP301",
        name="names with escapes and without",
        files=page(
            '<img src="图片/首页.png"><img src="%E5%9B%BE%E7%89%87/%E9%A6%96%E9%A1%B5.png">'
            '<img src="%e5%9b%be片/首页.png?v=1">'
            '<img src="my logo.png"><img src="my%20logo.png#x"><img src="a+b.png"><img src="a%2Bb.png">'
            '<img src="a%23b.png"><img src="100%25.png">',
            "www/图片/首页.png",
            "www/my logo.png",
            "www/a+b.png",
            "www/a#b.png",
            "www/100%.png",
        ),
    ),
    Case(
        rule="OFP301",
        name="names with escapes that are not there",
        files=page(
            '<img src="%E5%9B%BE.png"><img src="my+logo.png"><img src="%C4%E3.png"><img src="a%2523b.png">',
            "www/图片.png",
            "www/my logo.png",
            "www/a#b.png",
        ),
        expect=(
            f"{PAGE}:1:11 OFP301 %E5%9B%BE.png is not in the package",
            f"{PAGE}:1:36 OFP301 my+logo.png is not in the package",
            f"{PAGE}:1:59 OFP301 %C4%E3.png is not in the package",
            f"{PAGE}:1:81 OFP301 a%2523b.png is not in the package",
        ),
    ),
    Case(
        rule="OFP301",
        name="loaded",
        files=page('<p>\n<img src="img/a.png">\n<script src=a.js></script><img src="img/a.png?v=2">'),
        expect=(
            f"{PAGE}:2:11 OFP301 img/a.png is not in the package",
            f"{PAGE}:3:13 OFP301 a.js is not in the package",
        ),
        severity="error",
    ),
    Case(
        rule="OFP301",
        name="linked",
        files=page('<a href="next.html">next</a>'),
        expect=(f"{PAGE}:1:10 OFP301 next.html is not in the package",),
        severity="warning",
    ),
    Case(
        rule="OFP301",
        name="an icon and a font for old browsers",
        files={
            **page('<link rel="shortcut icon" href="/favicon.ico">'),
            f"{ID}/www/a.css": "@font-face { src: url(a.eot?#iefix) }",
        },
        expect=(
            f"{ID}/www/a.css:1:23 OFP301 a.eot?#iefix is not in the package",
            f"{PAGE}:1:33 OFP301 /favicon.ico is not in the package",
        ),
        severity="note",
    ),
    Case(
        rule="OFP301",
        name="style sheets from where they are",
        files={
            **page("<p>", "www/a.png"),
            f"{ID}/www/css/a.css": "p { background: url(a.png) } q { src: url(../a.png) }",
        },
        expect=(f"{ID}/www/css/a.css:1:21 OFP301 a.png is not in the package",),
    ),
    Case(
        rule="OFP301",
        name="a base",
        files=page('<base href="/static/"><img src="a.png"><img src="b.png">', "static/a.png"),
        expect=(f"{PAGE}:1:50 OFP301 b.png is not in the package",),
    ),
    Case(rule="OFP301", name="a base elsewhere", files=page('<base href="https://example.com/"><img src="a.png">')),
    Case(rule="OFP301", name="a base by a template", files=page('<base href="{{ base }}"><img src="a.png">')),
    Case(
        rule="OFP301",
        name="an address of the package in a script",
        files={
            **page("<p>"),
            f"{ID}/www/a.js": 'load("https://20171228.h5app.com/www/b.js")',
            f"{ID}/www/c.js": '// load("https://20171228.h5app.com/www/b.js")',
        },
        options=TARGET,
        expect=(f"{ID}/www/a.js:1:7 OFP301 https://20171228.h5app.com/www/b.js is not in the package",),
        severity="warning",
    ),
    Case(rule="OFP301", name="in other letters", files=page('<img src="A.png">', "www/a.png")),
    Case(rule="OFP301", name="out of the package", files=page('<img src="../../a.png">')),
    Case(rule="OFP301", name="a global resource by path", files=page(f'<img src="../{DOMAIN}/a.png">')),
    Case(
        rule="OFP301",
        name="a global package",
        files={f"{GLOBAL}/a.css": "p { background: url(b.png) }"},
    ),
    Case(
        rule="OFP302",
        name="escapes of other letters",
        files=page('<img src="%49mg/a.png?v=1#b"><img src="%E5%9B%BE/A.png">', "www/img/a.png", "www/图/a.png"),
        expect=(
            f"{PAGE}:1:11 OFP302 %49mg/a.png?v=1#b is written www/img/a.png in the package",
            f"{PAGE}:1:40 OFP302 %E5%9B%BE/A.png is written www/图/a.png in the package",
        ),
        fixed={},
    ),
    Case(
        rule="OFP302",
        name="in other letters",
        files=page('<img src="Img/A.png?v=1"><img src="./img/../Img/A.png"><img src="IMG/a.png">', "www/img/a.png"),
        expect=(
            f"{PAGE}:1:11 OFP302 Img/A.png?v=1 is written www/img/a.png in the package",
            f"{PAGE}:1:66 OFP302 IMG/a.png is written www/img/a.png in the package",
        ),
        severity="error",
    ),
    Case(
        rule="OFP302",
        name="all of one path are mended",
        files=page(
            '<img src="Img/A.png?v=1"><img src="/www/Img/A.png"><img src="../www/Img/A.png#b">', "www/img/a.png"
        ),
        expect=(f"{PAGE}:1:11 OFP302 Img/A.png?v=1 is written www/img/a.png in the package",),
        fixed={PAGE: '<img src="img/a.png?v=1"><img src="/www/img/a.png"><img src="../www/img/a.png#b">'},
    ),
    Case(
        rule="OFP302",
        name="a whole address",
        files=page('<img src="https://20171228.h5app.com/www/A.png">', "www/a.png"),
        options=TARGET,
        expect=(f"{PAGE}:1:11 OFP302 https://20171228.h5app.com/www/A.png is written www/a.png in the package",),
        fixed={PAGE: '<img src="https://20171228.h5app.com/www/a.png">'},
    ),
    Case(
        rule="OFP302",
        name="with escapes",
        files=page('<img src="A%2Epng"><img src="&#65;.gif">', "www/a.png", "www/a.gif"),
        expect=(
            f"{PAGE}:1:11 OFP302 A%2Epng is written www/a.png in the package",
            f"{PAGE}:1:30 OFP302 A.gif is written www/a.gif in the package",
        ),
        fixed={},
    ),
    Case(
        rule="OFP302",
        name="in a script",
        files={**page("<p>", "www/img/a.png"), f"{ID}/www/a.js": 'var a = base + "img/A.png"; // "img/A.png"'},
        expect=(f"{ID}/www/a.js:1:17 OFP302 img/A.png in a script is written www/img/a.png in the package",),
        severity="warning",
    ),
    Case(
        rule="OFP302",
        name="near misses in scripts",
        files={
            **page("<p>", "www/img/a.png", "www/b/a.png", "www/c/B/d.png", "www/c/b/D.png"),
            f"{ID}/www/a.js": (
                'm = {"img/A.png": 1}; x = ["/img/a.png", "A.png", "c/b/d.png", "no/A.png"]\n// "img/A.png"'
            ),
        },
    ),
    Case(
        rule="OFP302",
        name="in a global package",
        files={f"{GLOBAL}/a.css": "p { background: url(B.png) }", f"{GLOBAL}/b.png": "x"},
        expect=(f"{GLOBAL}/a.css:1:21 OFP302 B.png is written {DOMAIN}/{SPACE}/b.png in the package",),
    ),
    Case(rule="OFP302", name="missing", files=page('<img src="A.png">', "www/a.gif")),
    Case(
        rule="OFP303",
        name="above",
        files=page('<img src="../../20171229/a.png"><img src="../a.png">'),
        expect=(f"{PAGE}:1:11 OFP303 ../../20171229/a.png leads out of the package",),
        severity="error",
    ),
    Case(
        rule="OFP303",
        name="cut short it is there",
        files=page('<img src="../../a.png">', "a.png"),
    ),
    Case(
        rule="OFP303",
        name="scripts and global resources",
        files={**page(f'<img src="../../{DOMAIN}/a.png">'), f"{ID}/www/a.js": 'a = "../../../b.png"'},
    ),
    Case(
        rule="OFP308",
        name="a domain in the path",
        files=page(f'<script src="../../77777777/{DOMAIN}/{SPACE}/a.js"></script><img src="{DOMAIN}/a.png">'),
        expect=(
            (
                f"{PAGE}:1:14 OFP308 ../../77777777/{DOMAIN}/{SPACE}/a.js is a path, where the address of a global "
                "resource is meant"
            ),
            (f"{PAGE}:1:99 OFP308 {DOMAIN}/a.png is a path, where the address of a global resource is meant"),
        ),
    ),
    Case(
        rule="OFP308",
        name="app and workspace in the path",
        files=page(f'<script src="/{SPACE}/a.js"></script>'),
        options=TARGET,
        expect=(f"{PAGE}:1:14 OFP308 /{SPACE}/a.js is a path, where the address of a global resource is meant",),
    ),
    Case(
        rule="OFP308",
        name="addresses and paths in scripts",
        files={
            **page(f'<script src="https://{DOMAIN}/{SPACE}/a.js"></script><script src="/a_b/a.js"></script>'),
            f"{ID}/www/a.js": f'a = "{DOMAIN}/{SPACE}/a.js"',
        },
        options=TARGET,
    ),
    Case(
        rule="OFP310",
        name="too large",
        files={**page("<p>"), f"{ID}/www/a.css": "huge:"},
        expect=(
            (
                f"{ID}/www/a.css OFP310 the file is not looked through for references: it has 12,288.00 KB, more than "
                "4,096.00 KB"
            ),
        ),
    ),
    Case(
        rule="OFP310",
        name="a large script and a large picture",
        files={**page("<p>", "www/a.js"), f"{ID}/www/a.png": "huge:"},
    ),
]
