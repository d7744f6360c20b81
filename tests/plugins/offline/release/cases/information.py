"""Cases of the rules on parameters, downloads and virtual hosts."""

from __future__ import annotations

from plugins.changing import Change
from plugins.offline.release.case import Case

_FILE = "trips/offline-package.json5"


def _with(text: str) -> dict[str, Change]:
    return {_FILE: (("mainUrl:", f"{text}, mainUrl:"),)}


def _common(old: str, new: str) -> dict[str, Change]:
    return {"common/offline-package.json5": ((old, new),)}


CASES = [
    Case(rule="OFP113", name="none"),
    Case(rule="OFP113", name="others", files=_with('extendInfo: { a: [1, { b: "c" }], launchParams: { x: "YES" } }')),
    Case(rule="OFP113", name="longest", files=_with('extendInfo: { asyncReqRate: "86400" }')),
    Case(rule="OFP113", name="none at all", files=_with('extendInfo: { asyncReqRate: "0" }')),
    Case(
        rule="OFP113",
        name="number",
        files=_with("extendInfo: { asyncReqRate: 1800 }"),
        expect=('trips/offline-package.json5:5:31 OFP113 asyncReqRate must be a string such as "1800"',),
        fixed={_FILE: '  extendInfo: { asyncReqRate: "1800" }, mainUrl: "/www/index.html",'},
    ),
    Case(
        rule="OFP113",
        name="large number",
        files=_with("extendInfo: { asyncReqRate: 86401 }"),
        expect=('trips/offline-package.json5:5:31 OFP113 asyncReqRate must be a string such as "1800"',),
    ),
    Case(
        rule="OFP113",
        name="true",
        files=_with("extendInfo: { asyncReqRate: true }"),
        expect=('trips/offline-package.json5:5:31 OFP113 asyncReqRate must be a string such as "1800"',),
    ),
    Case(
        rule="OFP113",
        name="too long",
        files=_with('extendInfo: { asyncReqRate: "86401" }'),
        expect=("trips/offline-package.json5:5:31 OFP113 asyncReqRate must be 0 to 86400 seconds, not '86401'",),
    ),
    Case(
        rule="OFP113",
        name="many digits",
        files=_with('extendInfo: { asyncReqRate: "000001" }'),
        expect=("trips/offline-package.json5:5:31 OFP113 asyncReqRate must be 0 to 86400 seconds, not '000001'",),
    ),
    Case(
        rule="OFP113",
        name="negative",
        files=_with('extendInfo: { asyncReqRate: "-1" }'),
        expect=("trips/offline-package.json5:5:31 OFP113 asyncReqRate must be 0 to 86400 seconds, not '-1'",),
    ),
    Case(
        rule="OFP113",
        name="no digits",
        files=_with('extendInfo: { asyncReqRate: "½" }'),
        expect=("trips/offline-package.json5:5:31 OFP113 asyncReqRate must be 0 to 86400 seconds, not '½'",),
    ),
    Case(
        rule="OFP113",
        name="no JSON",
        files=_with("extendInfo: { a: [NaN], b: { c: -Infinity } }"),
        expect=(
            "trips/offline-package.json5:5:21 OFP113 extendInfo.a[0] is NaN, which JSON cannot hold",
            "trips/offline-package.json5:5:35 OFP113 extendInfo.b.c is -Infinity, which JSON cannot hold",
        ),
    ),
    Case(
        rule="OFP113",
        name="large",
        files=_with(f'extendInfo: {{ a: "{"x" * 4096}" }}'),
        expect=(
            "trips/offline-package.json5:5:15 OFP113 extendInfo has 4.01 KB, which every client gets with every answer",
        ),
    ),
    Case(rule="OFP113", name="nearly large", files=_with(f'extendInfo: {{ a: "{"x" * 4087}" }}')),
    Case(rule="OFP114", name="as it should be"),
    Case(
        rule="OFP114",
        name="missing",
        files=_common("  repeatNebula: 1,\n", ""),
        expect=("common/offline-package.json5:1:1 OFP114 repeatNebula is missing, and the package is global",),
        fixed={"common/offline-package.json5": "  repeatNebula: 0,"},
    ),
    Case(rule="OFP114", name="no flag", files=_common("repeatNebula: 1", "repeatNebula: 2")),
    Case(
        rule="OFP114",
        name="normal",
        files=_with("repeatNebula: 0"),
        expect=(
            "trips/offline-package.json5:5:3 OFP114 repeatNebula is for global packages, and this is a normal one",
        ),
        fixed={_FILE: '  mainUrl: "/www/index.html",'},
    ),
    Case(rule="OFP115", name="Wi-Fi", files=_with("autoInstall: 0")),
    Case(
        rule="OFP115",
        name="all networks",
        files=_with("autoInstall: 1"),
        expect=(
            "trips/offline-package.json5:5:16 OFP115 the package is downloaded on all networks, which uses mobile data",
        ),
    ),
    Case(rule="OFP116", name="none"),
    Case(rule="OFP116", name="as configured", files=_with('vhost: "https://20171228.h5app.com"')),
    Case(
        rule="OFP116",
        name="nothing configured",
        files={"hapline.json5": None, **_with('vhost: "https://20171228.h5app.com"')},
    ),
    Case(
        rule="OFP116",
        name="no scheme and nothing configured",
        files={"hapline.json5": None, **_with('vhost: "20171228.h5app.com"')},
        expect=(
            (
                "trips/offline-package.json5:5:10 OFP116 the virtual host must begin with https://, not "
                "be 20171228.h5app.com"
            ),
        ),
    ),
    Case(
        rule="OFP116",
        name="no scheme",
        files=_with('vhost: "20171228.h5app.com"'),
        expect=(
            (
                "trips/offline-package.json5:5:10 OFP116 the virtual host must begin with https://, not "
                "be 20171228.h5app.com"
            ),
        ),
        fixed={_FILE: '  vhost: "https://20171228.h5app.com", mainUrl: "/www/index.html",'},
    ),
    Case(
        rule="OFP116",
        name="http",
        files=_with('vhost: "http://20171228.h5app.com"'),
        expect=(
            (
                "trips/offline-package.json5:5:10 OFP116 the virtual host must begin with https://, not "
                "be http://20171228.h5app.com"
            ),
        ),
    ),
    Case(
        rule="OFP116",
        name="a path",
        files=_with('vhost: "https://20171228.h5app.com/"'),
        expect=(
            (
                "trips/offline-package.json5:5:10 OFP116 the virtual host https://20171228.h5app.com/ "
                "has a path; it must be the domain alone"
            ),
        ),
    ),
    Case(
        rule="OFP116",
        name="a port",
        files=_with('vhost: "https://20171228.h5app.com:443"'),
        expect=(
            (
                "trips/offline-package.json5:5:10 OFP116 the virtual host "
                "https://20171228.h5app.com:443 has a port; it must be the domain alone"
            ),
        ),
    ),
    Case(
        rule="OFP116",
        name="no domain",
        files=_with('vhost: "https://20171228.h5app"'),
        expect=("trips/offline-package.json5:5:10 OFP116 the virtual host https://20171228.h5app is no domain",),
    ),
    Case(
        rule="OFP116",
        name="another id",
        files=_with('vhost: "https://20171229.h5app.com"'),
        expect=(
            (
                "trips/offline-package.json5:5:10 OFP116 the virtual host https://20171229.h5app.com "
                "does not begin with the id 20171228"
            ),
        ),
    ),
    Case(
        rule="OFP116",
        name="another domain",
        files=_with('vhost: "https://20171228.h5app.cn"'),
        expect=(
            (
                "trips/offline-package.json5:5:10 OFP116 the virtual host is https://20171228.h5app.cn, "
                "and by offline.virtualDomain it is https://20171228.h5app.com"
            ),
        ),
    ),
    Case(
        rule="OFP116",
        name="no id",
        files={
            _FILE: (('id: "20171228"', 'id: "2017"'), ("mainUrl:", 'vhost: "https://20171228.h5app.com", mainUrl:'))
        },
    ),
    Case(rule="OFP117", name="a domain"),
    Case(rule="OFP117", name="with an underscore", options={"offline.virtualDomain": "sit1_bank.example.com"}),
    Case(rule="OFP117", name="none", options={"offline.virtualDomain": ""}),
    Case(
        rule="OFP117",
        name="a scheme",
        files={"hapline.json5": (('"h5app.com"', '"https://h5app.com"'),)},
        expect=(
            (
                "hapline.json5:1:74 OFP117 offline.virtualDomain is https://h5app.com, which has a "
                "scheme; it must be the domain alone"
            ),
        ),
    ),
    Case(
        rule="OFP117",
        name="a port",
        options={"offline.virtualDomain": "h5app.com:8080"},
        expect=(
            (
                "common/offline-package.json5:1:1 OFP117 offline.virtualDomain is h5app.com:8080, which "
                "has a port; it must be the domain alone"
            ),
        ),
    ),
    Case(
        rule="OFP117",
        name="a path",
        options={"offline.virtualDomain": "h5app.com/a"},
        expect=(
            (
                "common/offline-package.json5:1:1 OFP117 offline.virtualDomain is h5app.com/a, which "
                "has a path; it must be the domain alone"
            ),
        ),
    ),
    Case(
        rule="OFP117",
        name="one label",
        options={"offline.virtualDomain": "h5app"},
        expect=("common/offline-package.json5:1:1 OFP117 offline.virtualDomain is h5app, which is no domain",),
    ),
    Case(
        rule="OFP117",
        name="dots",
        options={"offline.virtualDomain": ".h5app.com"},
        expect=("common/offline-package.json5:1:1 OFP117 offline.virtualDomain is .h5app.com, which is no domain",),
    ),
    Case(
        rule="OFP117",
        name="presets alone",
        alone=True,
        files={"a/h5_json.json": '{ "data": [] }'},
        options={"offline.virtualDomain": "x:1"},
        expect=(
            "a/h5_json.json:1:1 OFP117 offline.virtualDomain is x:1, which has a port; it must be the domain alone",
        ),
    ),
    Case(rule="OFP118", name="none"),
    Case(rule="OFP118", name="both", options={"offline.tag": "{version}-{id}", "offline.released": "trips"}),
    Case(
        rule="OFP118",
        name="no id",
        options={"offline.tag": "v{version}"},
        expect=(
            (
                "common/offline-package.json5:1:1 OFP118 offline.tag must name both the id and the "
                "version, each once, not v{version}"
            ),
        ),
    ),
    Case(
        rule="OFP118",
        name="the id twice",
        options={"offline.tag": "{id}/{id}/{version}"},
        expect=(
            (
                "common/offline-package.json5:1:1 OFP118 offline.tag must name both the id and the "
                "version, each once, not {id}/{id}/{version}"
            ),
        ),
    ),
    Case(
        rule="OFP118",
        name="no folder",
        options={"offline.released": "nowhere"},
        expect=("common/offline-package.json5:1:1 OFP118 the folder of offline.released is not there: nowhere",),
    ),
]
