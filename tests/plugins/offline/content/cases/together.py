"""Cases of the rules on references from one package into another."""

from __future__ import annotations

from plugins.offline.content.cases import APSARA, DESCRIPTOR, DOMAIN, GLOBAL, ID, PAGE, SPACE, TARGET, Case, page

_ADDRESS = f"https://{DOMAIN}/{SPACE}"
_OTHER = "https://20171229.h5app.com/www"

_UNKNOWN = "OFP313 offline.appId and offline.workspaceId are not both set:"

CASES = [
    Case(
        rule="OFP313",
        name="addresses and packages",
        files={
            **page(f'<script src="{_ADDRESS}/a.js"></script><script src="{_ADDRESS}/b.js"></script>'),
            f"{GLOBAL}/a.js": "x",
        },
        options={"offline.appId": "53E5279071442"},
        expect=(f"{ID} {_UNKNOWN} 2 addresses of global resources, and 1 global packages, are not compared with them",),
    ),
    Case(
        rule="OFP313",
        name="a package alone",
        files={f"{GLOBAL}/a.js": "x"},
        expect=(
            f"77777777 {_UNKNOWN} 0 addresses of global resources, and 1 global packages, are not compared with them",
        ),
    ),
    Case(
        rule="OFP313",
        name="an address alone",
        files={**page(f'<script src="{_ADDRESS}/a.js"></script>'), "hapline.json5": "{ offline: {} }"},
        expect=(
            (
                f"hapline.json5:1:3 {_UNKNOWN} 1 addresses of global resources, and 0 global packages, are not "
                "compared with them"
            ),
        ),
    ),
    Case(
        rule="OFP313",
        name="the target is known",
        files={**page(f'<script src="{_ADDRESS}/a.js"></script>'), f"{GLOBAL}/a.js": "x"},
        options=TARGET,
    ),
    Case(
        rule="OFP313",
        name="addresses without app and workspace",
        files=page(
            f'<img src="https://{DOMAIN}/logo.png"><img src="https://{DOMAIN}/53E5279071442-test/{ID}/1.0.0.1_all/'
            'nebula/fallback/www/b.png"><img src="a.png">'
        ),
    ),
    Case(
        rule="OFP313",
        name="a global package that lies nowhere",
        files={DESCRIPTOR: f'{{ id: "{ID}", type: "global", source: "files" }}', "files/js/a.js": "x"},
    ),
    Case(
        rule="OFP311",
        name="missing beside others",
        files={**page(f'<script src="{_ADDRESS}/js/b.js"></script>'), f"{GLOBAL}/js/a.js": "x"},
        expect=(f"{PAGE}:1:14 OFP311 none of the global packages here has {_ADDRESS}/js/b.js",),
        severity="warning",
    ),
    Case(
        rule="OFP311",
        name="missing with its folder",
        files={**page(f'<script src="{_ADDRESS}/css/b.js"></script>'), f"{GLOBAL}/js/a.js": "x"},
        expect=(f"{PAGE}:1:14 OFP311 none of the global packages here has {_ADDRESS}/css/b.js",),
        severity="note",
    ),
    Case(
        rule="OFP311",
        name="in other letters",
        files={**page(f'<script src="{_ADDRESS}/A.js"></script>'), f"{GLOBAL}/a.js": "x"},
        expect=(f"{PAGE}:1:14 OFP311 {_ADDRESS}/A.js is written {DOMAIN}/{SPACE}/a.js in package 77777777",),
    ),
    Case(
        rule="OFP311",
        name="from one global package into another",
        files={
            f"{GLOBAL}/a.css": "p { background: url(b.png) } q { background: url(c.png) } r { background: url(A.css) }",
            f"{GLOBAL.replace('77777777', '77777778')}/b.png": "x",
        },
        expect=(f"{GLOBAL}/a.css:1:50 OFP311 none of the global packages here has c.png",),
    ),
    Case(
        rule="OFP311",
        name="in scripts",
        files={
            **page("<p>"),
            f"{ID}/www/a.js": f'a = "{_ADDRESS}/b.js"\n// "{_ADDRESS}/c.js"',
            f"{GLOBAL}/a.js": 'a = "dist/b.js"',
        },
        expect=(f"{ID}/www/a.js:1:6 OFP311 none of the global packages here has {_ADDRESS}/b.js",),
    ),
    Case(
        rule="OFP311",
        name="on an apsara stack",
        files={
            **page(
                f'<img src="https://mdsweb.example.com/mcube/{SPACE}/a.png">'
                f'<img src="https://mdsweb.example.com/mcube/{SPACE}/b.png">'
            ),
            f"77777777/mdsweb.example.com/{SPACE}/a.png": "x",
        },
        options=APSARA,
        expect=(
            (
                f"{PAGE}:1:{len(SPACE) + 62} OFP311 none of the global packages here has "
                f"https://mdsweb.example.com/mcube/{SPACE}/b.png"
            ),
        ),
    ),
    Case(
        rule="OFP311",
        name="near misses",
        files={
            **page(
                f'<script src="{_ADDRESS}/a.js?v=1"></script><a href="{_ADDRESS}/api">a</a>'
                f'<img src="https://{DOMAIN}/53E5279071442_dev/b.png">'
                f'<img src="https://{DOMAIN}/53E5279071442-test/{ID}/1.0.0.1_all/nebula/fallback/www/b.png">'
            ),
            f"{GLOBAL}/a.js": "x",
        },
    ),
    Case(rule="OFP311", name="no global package", files=page(f'<script src="{_ADDRESS}/b.js"></script>')),
    Case(
        rule="OFP312",
        name="missing in the other one",
        files={
            **page(f'<a href="{_OTHER}/pay.html">a</a><a href="{_OTHER}/pay.html#b">a</a>'),
            "20171229/www/index.html": "<p>",
        },
        options=TARGET,
        expect=(f"{PAGE}:1:10 OFP312 package 20171229 does not have {_OTHER}/pay.html",),
    ),
    Case(
        rule="OFP312",
        name="a file of its own by the host of another one",
        files=page(f'<img src="{_OTHER}/a.png">', "www/a.png"),
        options=TARGET,
        expect=(f"{PAGE}:1:11 OFP312 {_OTHER}/a.png is of package 20171229, and this package has the same file",),
    ),
    Case(
        rule="OFP312",
        name="near misses",
        files={
            **page(
                f'<a href="{_OTHER}/index.html">a</a><a href="{_OTHER.replace("29", "30")}/index.html">b</a>'
                f'<img src="{_OTHER.replace("29", "30")}/b.png"><img src="https://2017.h5app.com/www/a.png">'
                '<img src="https://20171228.h5app.com/www/a.png">',
                "www/a.png",
            ),
            "20171229/www/index.html": "<p>",
        },
        options=TARGET,
    ),
    Case(rule="OFP312", name="no virtual domain", files=page(f'<a href="{_OTHER}/pay.html">a</a>')),
]
