"""Cases of the rules on whole addresses."""

from __future__ import annotations

from plugins.offline.content.cases import APSARA, DOMAIN, GLOBAL, ID, PAGE, SPACE, TARGET, Case, page

_OLD = "mcube-prod.oss-cn-hangzhou.aliyuncs.com"
_RELEASE = f"https://{DOMAIN}/53E5279071442-test/{ID}/1.0.0.1_all/nebula/fallback"
_HOSTS = {"offline.hosts": '["api.example.com", "*.example.org", "a.example.net:8443"]'}

CASES = [
    Case(
        rule="OFP304",
        name="loaded",
        files=page('<script src="http://example.com/a.js"></script><script src="HTTP://example.com/a.js"></script>'),
        expect=(
            f"{PAGE}:1:14 OFP304 http://example.com/a.js is loaded over http by a page of https",
            f"{PAGE}:1:61 OFP304 HTTP://example.com/a.js is loaded over http by a page of https",
        ),
        fixed={
            PAGE: '<script src="https://example.com/a.js"></script><script src="https://example.com/a.js"></script>'
        },
    ),
    Case(
        rule="OFP304",
        name="near misses",
        files={
            **page(
                '<a href="http://example.com/">a</a><img src="//example.com/a.png"><img src="http://localhost/a.png">'
                '<svg xmlns="http://www.w3.org/2000/svg"></svg><!-- <img src="http://example.com/a.png"> -->'
            ),
            f"{ID}/www/a.js": f'a = "http://{DOMAIN}/{SPACE}/a.js"',
        },
    ),
    Case(
        rule="OFP304",
        name="a module",
        files={**page("<p>"), f"{ID}/www/a.js": 'import "http://example.com/b.js"; c = "http://example.com/c.js"'},
        expect=(f"{ID}/www/a.js:1:9 OFP304 http://example.com/b.js is loaded over http by a page of https",),
    ),
    Case(
        rule="OFP305",
        name="hosts",
        files=page(
            '<img src="http://localhost:8080/a.png"><a href="//127.0.0.1/a">a</a><img src="https://192.168.1.5/a.png">'
        ),
        expect=(
            f"{PAGE}:1:11 OFP305 http://localhost:8080/a.png leads to a development host",
            f"{PAGE}:1:49 OFP305 //127.0.0.1/a leads to a development host",
            f"{PAGE}:1:79 OFP305 https://192.168.1.5/a.png leads to a development host",
        ),
    ),
    Case(
        rule="OFP305",
        name="a file of the machine",
        files=page('<img src="file:///C:/pages/a.png">'),
        expect=(f"{PAGE}:1:11 OFP305 file:///C:/pages/a.png leads to a file of the machine that it was written on",),
    ),
    Case(
        rule="OFP305",
        name="near misses",
        files={
            **page(
                '<img src="https://localhost.example.com/a.png"><img src="//1192.168.1.5/a.png"><img src="localhost">'
                '<a href="https://110.1.2.3/">a</a><p>http://localhost</p><img src="//local/a.png">'
                '<a href="//172.32.1.1/">a</a><script src="vite/client.js"></script>'
                '<script>b = "@vite/client"; c = "/@id/a.js"</script>',
                "www/vite/client.js",
            ),
            f"{ID}/www/a.js": (
                '// "http://localhost/a.png"\na = "http://localhost"; b = "http://localhost/"; c = "http://localhost//";'
                "d = `http://localhost:8080/${e}`; f = 'see \"http://localhost:8080/\"'; g = '//localhosts/a';"
            ),
        },
    ),
    Case(
        rule="OFP305",
        name="private networks and neighbours",
        files=page('<img src="//10.0.0.1/a.png"><img src="http://mac.local/a.png"><img src="//172.16.0.1:80/a.png">'),
        expect=(
            f"{PAGE}:1:11 OFP305 //10.0.0.1/a.png leads to a development host",
            f"{PAGE}:1:39 OFP305 http://mac.local/a.png leads to a development host",
            f"{PAGE}:1:73 OFP305 //172.16.0.1:80/a.png leads to a development host",
        ),
        severity="error",
    ),
    Case(
        rule="OFP305",
        name="a private network that is configured",
        files=page('<img src="//10.0.0.1/a.png"><img src="https://10.0.0.2:8080/a.png">'),
        options={**TARGET, "offline.hosts": '["10.0.0.1", "10.0.0.2:8080"]'},
    ),
    Case(
        rule="OFP305",
        name="an Apsara Stack in a private network",
        files=page('<img src="https://10.0.0.1/mcube/53E5279071442_test/a.png">'),
        options={**APSARA, "offline.domain": "10.0.0.1"},
    ),
    Case(
        rule="OFP305",
        name="in scripts",
        files={
            **page('<script>a = "http://localhost:8080"; b = "http://localhost:8080"</script>'),
            f"{ID}/www/a.js": 'a = new WebSocket("ws://192.168.1.5/hot"); b = `//mac.local/b`',
        },
        expect=(
            f"{ID}/www/a.js:1:20 OFP305 ws://192.168.1.5/hot leads to a development host",
            f"{ID}/www/a.js:1:49 OFP305 //mac.local/b leads to a development host",
            f"{PAGE}:1:14 OFP305 http://localhost:8080 leads to a development host",
        ),
        severity="warning",
    ),
    Case(
        rule="OFP305",
        name="a development server",
        files={
            **page(
                '<script type="module" src="/@vite/client"></script>'
                '<script type="module">import R from "/@react-refresh"</script><a href="/@fs/">a</a>'
            ),
            f"{ID}/www/a.js": 'import("./b.js"); import("/@id/b.js")',
        },
        expect=(
            f"{ID}/www/a.js:1:27 OFP305 /@id/b.js is answered by a development server, and by nothing else",
            f"{PAGE}:1:28 OFP305 /@vite/client is answered by a development server, and by nothing else",
            f"{PAGE}:1:89 OFP305 /@react-refresh is answered by a development server, and by nothing else",
        ),
        severity="error",
    ),
    Case(
        rule="OFP305",
        name="a folder that is called as those of a development server",
        files={**page('<script src="/@id/a.js"></script>'), f"{ID}/@id/a.js": "//"},
    ),
    Case(
        rule="OFP305",
        name="a virtual host on a machine of a developer",
        files={**page("<p>"), f"{ID}/www/a.js": 'a = "http://20171228.localhost/www/a.png"'},
        options={**TARGET, "offline.virtualDomain": "localhost"},
    ),
    Case(
        rule="OFP306",
        name="a release of this package",
        files=page(f'<img src="{_RELEASE}/www/a.png">', "www/a.png"),
        expect=(f"{PAGE}:1:11 OFP306 {_RELEASE}/www/a.png is www/a.png of this package, in its release 1.0.0.1",),
        fixed={PAGE: '<img src="/www/a.png">'},
    ),
    Case(
        rule="OFP306",
        name="in a script",
        files={
            **page("<p>", "www/a.png"),
            f"{ID}/www/a.js": f'a = "{_RELEASE}/www/a.png"',
            f"{ID}/www/b.js": f'/* a = "{_RELEASE}/www/a.png" */',
        },
        expect=(f"{ID}/www/a.js:1:6 OFP306 {_RELEASE}/www/a.png is www/a.png of this package, in its release 1.0.0.1",),
    ),
    Case(
        rule="OFP306",
        name="near misses",
        files=page(
            f'<img src="{_RELEASE}/www/b.png"><img src="{_RELEASE.replace(ID, "20171229")}/www/a.png">'
            f'<img src="https://example.com/53E5279071442-test/{ID}/1.0.0.1_all/nebula/fallback/www/a.png">'
            f'<img src="https://{DOMAIN}/{SPACE}/www/a.png">',
            "www/a.png",
        ),
    ),
    Case(
        rule="OFP307",
        name="the old domain",
        files=page(f'<img src="https://{_OLD}/{SPACE}/a.png"><img src="https://{_OLD}/{SPACE}/b.png">'),
        expect=(
            f"{PAGE}:1:11 OFP307 https://{_OLD}/{SPACE}/a.png is on the old domain (2 references); now it is {DOMAIN}",
        ),
        severity="warning",
        fixed={PAGE: f'<img src="https://{DOMAIN}/{SPACE}/a.png"><img src="https://{DOMAIN}/{SPACE}/b.png">'},
    ),
    Case(
        rule="OFP307",
        name="another workspace",
        files=page(f'<img src="https://{DOMAIN}/53E5279071442_dev/a.png">'),
        options=TARGET,
        expect=(
            (
                f"{PAGE}:1:11 OFP307 https://{DOMAIN}/53E5279071442_dev/a.png is of 53E5279071442_dev "
                f"(1 references), and "
                f"the target is {SPACE}"
            ),
        ),
        severity="error",
        fixed={PAGE: f'<img src="https://{DOMAIN}/{SPACE}/a.png">'},
    ),
    Case(
        rule="OFP307",
        name="another workspace in a script",
        files={
            **page("<p>"),
            f"{ID}/www/a.js": f"a = 'https://{DOMAIN}/53E5279071442_dev/' + b",
            f"{ID}/www/b.js": f"// a = 'https://{DOMAIN}/53E5279071442_dev/' + b",
        },
        options=TARGET,
        expect=(
            (
                f"{ID}/www/a.js:1:6 OFP307 https://{DOMAIN}/53E5279071442_dev/ is of "
                f"53E5279071442_dev (1 references), and "
                f"the target is {SPACE}"
            ),
        ),
    ),
    Case(
        rule="OFP307",
        name="a hyphen",
        files=page(f'<img src="https://{DOMAIN}/53E5279071442-test/a.png">'),
        options=TARGET,
        expect=(
            (
                f"{PAGE}:1:11 OFP307 https://{DOMAIN}/53E5279071442-test/a.png has a hyphen between app and workspace, "
                "where an underscore belongs (1 references)"
            ),
        ),
        fixed={PAGE: f'<img src="https://{DOMAIN}/{SPACE}/a.png">'},
    ),
    Case(
        rule="OFP307",
        name="a hyphen without a target",
        files=page(f'<img src="https://{DOMAIN}/53E5279071442-test/a.png">'),
        expect=(
            (
                f"{PAGE}:1:11 OFP307 https://{DOMAIN}/53E5279071442-test/a.png has a hyphen between app and workspace, "
                "where an underscore belongs (1 references)"
            ),
        ),
        fixed={},
    ),
    Case(
        rule="OFP307",
        name="without mcube",
        files=page(f'<img src="https://mdsweb.example.com/{SPACE}/a.png">'),
        options=APSARA,
        expect=(
            (
                f"{PAGE}:1:11 OFP307 https://mdsweb.example.com/{SPACE}/a.png has no /mcube behind "
                f"the domain, as addresses "
                "of Apsara Stack have (1 references)"
            ),
        ),
        fixed={PAGE: f'<img src="https://mdsweb.example.com/mcube/{SPACE}/a.png">'},
    ),
    Case(
        rule="OFP307",
        name="with mcube",
        files=page(f'<img src="https://mdsweb.example.com/mcube/{SPACE}/a.png">'),
        options=APSARA,
    ),
    Case(
        rule="OFP307",
        name="near misses",
        files=page(
            f'<img src="https://{DOMAIN}/{SPACE}/a.png"><img src="{_RELEASE}/www/a.png"><img src="https://{DOMAIN}/a.png">'
            '<img src="https://example.com/53E5279071442_dev/a.png">'
        ),
        options=TARGET,
    ),
    Case(
        rule="OFP307",
        name="any workspace without a target",
        files=page(f'<img src="https://{DOMAIN}/53E5279071442_dev/a.png">'),
    ),
    Case(
        rule="OFP307",
        name="a path in a global package of another workspace",
        files={f"77777777/{DOMAIN}/53E5279071442_dev/a.css": "p { background: url(b.png) }"},
        options=TARGET,
    ),
    Case(
        rule="OFP309",
        name="another host",
        files=page('<script src="https://cdn.example.com/a.js"></script><img src="https://cdn.example.com/a.png">'),
        options=_HOSTS,
        expect=(
            (
                f"{PAGE}:1:14 OFP309 https://cdn.example.com/a.js is loaded from cdn.example.com, "
                f"which offline.hosts does "
                "not name"
            ),
            (
                f"{PAGE}:1:63 OFP309 https://cdn.example.com/a.png is loaded from cdn.example.com, "
                f"which offline.hosts does "
                "not name"
            ),
        ),
    ),
    Case(
        rule="OFP309",
        name="near misses",
        files={
            **page(
                '<script src="https://api.example.com/a.js"></script><img src="//x.y.example.org:99/a.png">'
                '<img src="https://a.example.net:8443/a.png"><a href="https://cdn.example.com/">a</a>'
                f'<img src="https://{DOMAIN}/{SPACE}/a.png"><img src="a.png">'
            ),
        },
        options=_HOSTS,
    ),
    Case(
        rule="OFP309",
        name="no hosts are configured",
        files=page('<script src="https://cdn.example.com/a.js"></script>'),
    ),
    Case(rule="OFP304", name="global packages", files={f"{GLOBAL}/a.css": "p { background: url(b.png) }"}),
]
