"""Cases of the rules on slinks and dev_slinks of one Portal."""

from __future__ import annotations

from plugins.portal.cases import Case

PORTAL = "portal/app/build.gradle"
SLINKS = "portal/app/slinks"
DEV = "portal/app/dev_slinks"
_ALL = ("mergeAssets true", "allSlinks true")
_UNKNOWN = ("dependencies {", 'dependencies {\n    bundle "com.example:${artifact}:1.0.0@jar"')
_DEV = ("dependencies {", "dependencies {\n    devbundle 'com.example:tools:1.0.0@jar'")
_NEAR = "BND210 no declared Bundle has the line {0}; {1} is that of one"


def _near(name: str, line: str, near: str = "com.example.pay-cashier") -> Case:
    return Case(
        rule="BND210",
        name=name,
        files={SLINKS: f"com.example-launcher\n{line}\n"},
        expect=(f"{SLINKS}:2:1 {_NEAR.format(line, near)}",),
        fixed={SLINKS: near},
    )


CASES = [
    Case(
        rule="BND209",
        name="a Bundle that is gone",
        files={SLINKS: "com.example-launcher\ncom.example-gone\n"},
        expect=(f"{SLINKS}:2:1 BND209 no declared Bundle has the line com.example-gone",),
    ),
    Case(
        rule="BND209",
        name="in dev_slinks",
        files={DEV: "com.example-gone\n"},
        expect=(f"{DEV}:1:1 BND209 no declared Bundle has the line com.example-gone",),
    ),
    Case(
        rule="BND209",
        name="a digit differs",
        files={SLINKS: "com.example-launcher2\n"},
        expect=(f"{SLINKS}:1:1 BND209 no declared Bundle has the line com.example-launcher2",),
    ),
    Case(rule="BND209", name="all are static", files={SLINKS: "com.example-gone\n", PORTAL: (_ALL,)}),
    Case(
        rule="BND209", name="a declaration that is not known", files={SLINKS: "com.example-gone\n", PORTAL: (_UNKNOWN,)}
    ),
    Case(rule="BND209", name="a misspelt one", files={SLINKS: "com.example-luncher\n"}),
    # Misspelt lines.
    _near("the artifact as it is", "com.example.pay-cashier-build"),
    _near("a colon", "com.example.pay:cashier"),
    _near("with a version", "com.example.pay:cashier-build:2.1.0@jar"),
    _near("a letter is missing", "com.example.pay-cashir"),
    _near("two letters are swapped", "com.example.pay-cahsier"),
    _near("upper case", "com.example.pay-Cashier"),
    Case(
        rule="BND210",
        name="the right line is there too",
        files={SLINKS: "com.example-launcher\ncom.example-launcher-build\n"},
        expect=(f"{SLINKS}:2:1 {_NEAR.format('com.example-launcher-build', 'com.example-launcher')}",),
    ),
    Case(
        rule="BND210",
        name="a Bundle for development",
        files={SLINKS: "com.example-launcher\ncom.example-tools\n", PORTAL: (_DEV,)},
        expect=(f"{SLINKS}:2:1 BND210 no Bundle of this file has the line com.example-tools; it belongs into {DEV}",),
    ),
    Case(
        rule="BND210",
        name="a Bundle that is not for development",
        files={DEV: "com.example-launcher\n"},
        expect=(
            f"{DEV}:1:1 BND210 no Bundle of this file has the line com.example-launcher; it belongs into {SLINKS}",
        ),
    ),
    Case(rule="BND210", name="another Bundle", files={SLINKS: "com.example.pay-wallet\n"}),
    Case(rule="BND210", name="all are static", files={SLINKS: "com.example-luncher\n", PORTAL: (_ALL,)}),
    # The form.
    Case(
        rule="BND211",
        name="a comment and a blank line",
        files={SLINKS: "# ours\n\ncom.example-launcher\n"},
        expect=(
            f"{SLINKS}:1:1 BND211 whether comments are taken is not known",
            f"{SLINKS}:2:1 BND211 the line is blank",
        ),
        fixed=None,
    ),
    Case(
        rule="BND211",
        name="line ends of Windows",
        files={SLINKS: "com.example-launcher\r\n"},
        expect=(f"{SLINKS}:1:21 BND211 the lines do not end with a line feed alone",),
    ),
    Case(
        rule="BND211",
        name="a byte order mark",
        files={SLINKS: b"\xef\xbb\xbfcom.example-launcher\n"},
        expect=(f"{SLINKS}:1:1 BND211 the file begins with a byte order mark",),
    ),
    Case(
        rule="BND211",
        name="twice, white space, and no end",
        files={SLINKS: " com.example-launcher\ncom.example-launcher"},
        expect=(
            f"{SLINKS}:1:1 BND211 there is white space in the line",
            f"{SLINKS}:2:1 BND211 com.example-launcher stands in line 1 already",
            f"{SLINKS}:2:21 BND211 the last line does not end with a line feed",
        ),
    ),
    Case(
        rule="BND211",
        name="letters that are not ASCII",
        files={SLINKS: "com.example-b\N{LATIN SMALL LETTER U WITH DIAERESIS}\n"},
        expect=(f"{SLINKS}:1:1 BND211 the line has characters that are not plain ASCII",),
    ),
    Case(rule="BND211", name="an empty file", files={SLINKS: ""}),
    # All of them.
    Case(
        rule="BND212",
        name="allSlinks and lines",
        files={PORTAL: (_ALL,)},
        expect=(f"{PORTAL}:16:15 BND212 all Bundles are static, whatever stands in slinks",),
    ),
    Case(rule="BND212", name="allSlinks is false", files={PORTAL: (("mergeAssets true", "allSlinks false"),)}),
    Case(rule="BND212", name="allSlinks and an empty file", files={PORTAL: (_ALL,), SLINKS: ""}),
    Case(
        rule="BND212",
        name="allSlinks under a condition",
        files={PORTAL: (("mergeAssets true", "if (x) { allSlinks true }"),)},
    ),
]
