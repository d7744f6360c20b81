"""Cases of the rules on passwords and addresses in scripts."""

from __future__ import annotations

from plugins.portal.cases import Case

PORTAL = "portal/app/build.gradle"
ROOT = "portal/build.gradle"
WRAPPER = "portal/gradle/wrapper/gradle-wrapper.properties"
MPAAS = "com.alipay.android:android-gradle-plugin:3.5.14"
_A = "android.signingConfigs.a"
_SIGNING = """\
android {
    signingConfigs {
        release { storePassword 'secret'
                  keyPassword = 'secret'
        }
        debug {
            keyPassword 'secret'
        }
    }
}
"""
_SETTINGS = """\
include ':app'
pluginManagement { repositories { maven {
        url 'https://mvn.cloud.alipay.com/nexus/'
        credentials {
            username '%s'
            password 'secret'
        }
} } }
"""


def _maven(line: str) -> tuple[tuple[str, str], ...]:
    """The root script of the Portal with another line at the end."""
    return (("classpath '" + MPAAS + "'", f"classpath '{MPAAS}'\n        {line}"),)


CASES = [
    # Passwords.
    Case(
        rule="BND606",
        name="a password of a repository",
        files={ROOT: _maven("uploadArchives { credentials { password 'secret' } }")},
        expect=(f"{ROOT}:9:49 BND606 a password of a Maven repository stands in the script",),
    ),
    Case(
        rule="BND606",
        name="a password among arguments",
        files={ROOT: _maven("authentication(userName: 'me', password: 'secret')")},
        expect=(f"{ROOT}:9:50 BND606 a password of a Maven repository stands in the script",),
    ),
    Case(
        rule="BND606",
        name="a password of a keystore",
        files={
            PORTAL: (("portal {", "android { signingConfigs { release { storePassword = 'secret' } } }\nportal {"),)
        },
        expect=(f"{PORTAL}:15:54 BND606 a password of a keystore stands in the script",),
    ),
    Case(
        rule="BND606",
        name="two passwords of one keystore, and one of another",
        files={PORTAL: (("portal {", f"{_SIGNING}portal {{"),)},
        expect=(
            f"{PORTAL}:17:33 BND606 a password of a keystore stands in the script",
            f"{PORTAL}:21:25 BND606 a password of a keystore stands in the script",
        ),
    ),
    Case(
        rule="BND606",
        name="passwords of a keystore in one line each",
        files={PORTAL: (("portal {", f"{_A}.storePassword = 'a'\n{_A}.keyPassword = 'b'\nportal {{"),)},
        expect=(f"{PORTAL}:15:42 BND606 a password of a keystore stands in the script",),
    ),
    Case(
        rule="BND606",
        name="in the settings",
        files={"portal/settings.gradle": _SETTINGS % "me"},
        expect=("portal/settings.gradle:6:22 BND606 a password of a Maven repository stands in the script",),
    ),
    Case(
        rule="BND606",
        name="mPaaS's account for reading",
        files={"portal/settings.gradle": _SETTINGS % "mvn_read_ws"},
        expect=(
            (
                "portal/settings.gradle:6:22 BND606 the password of mvn_read_ws, which mPaaS gives to all its "
                "customers for reading from mvn.cloud.alipay.com, stands in the script: nobody can publish with it"
            ),
        ),
    ),
    Case(
        rule="BND606",
        name="that account's name elsewhere",
        files={"portal/settings.gradle": (_SETTINGS % "mvn_read_ws").replace("mvn.cloud.alipay.com", "example.com")},
        expect=("portal/settings.gradle:6:22 BND606 a password of a Maven repository stands in the script",),
    ),
    Case(rule="BND606", name="a user alone", files={ROOT: _maven("credentials { username 'me' }")}),
    Case(rule="BND606", name="an empty password", files={ROOT: _maven("credentials { password '' }")}),
    Case(rule="BND606", name="a password from elsewhere", files={ROOT: _maven("credentials { password secret }")}),
    Case(rule="BND606", name="a comment about a password", files={ROOT: _maven("// password 'x'")}),
    Case(rule="BND606", name="a script that is not there", files={ROOT: None}),
    # Repositories.
    Case(
        rule="BND607",
        name="without encryption",
        files={ROOT: "allprojects { repositories {\n    maven { url 'http://maven.example.com' }\n} }\n"},
        expect=(f"{ROOT}:2:17 BND607 http://maven.example.com is asked without encryption",),
    ),
    Case(
        rule="BND607",
        name="on the same machine",
        files={ROOT: "allprojects { repositories {\n    maven { url 'http://localhost:8081/maven' }\n} }\n"},
    ),
    Case(
        rule="BND607", name="an address that is no repository", files={ROOT: "// http://example.com\nallprojects {}\n"}
    ),
    Case(
        rule="BND607",
        name="an address that is computed",
        files={ROOT: "// http://\nallprojects { repositories {\n    maven { url where() }\n} }\n"},
    ),
    Case(
        rule="BND607",
        name="one with and one without",
        files={
            ROOT: "allprojects { repositories {\n    maven { url 'http://a.example.com' }\n"
            "    maven { url 'https://b.example.com' }\n} }\n"
        },
        expect=(f"{ROOT}:2:17 BND607 http://a.example.com is asked without encryption",),
    ),
    Case(
        rule="BND607",
        name="the same address again",
        files={
            ROOT: "buildscript { repositories {\n    maven { url 'http://a.example.com' }\n} }\n"
            "allprojects { repositories {\n    maven { url 'http://a.example.com' }\n} }\n"
        },
        expect=(f"{ROOT}:2:17 BND607 http://a.example.com is asked without encryption",),
    ),
    Case(
        rule="BND607",
        name="a host that is asked with encryption too",
        files={
            ROOT: "def old = 'http://a.example.com/old'\nallprojects { repositories {\n"
            "    maven { url 'http://a.example.com/b' }\n    maven { url old }\n"
            "    maven { url 'https://a.example.com/c' }\n} }\n"
        },
        expect=(
            f"{ROOT}:3:17 BND607 http://a.example.com/b is asked without encryption",
            f"{ROOT}:4:17 BND607 http://a.example.com/old is asked without encryption",
        ),
        fixed={ROOT: "    maven { url 'https://a.example.com/b' }"},
    ),
    Case(
        rule="BND607",
        name="in the settings",
        files={"portal/settings.gradle": _SETTINGS.replace("https:", "http:") % "me"},
        expect=("portal/settings.gradle:3:13 BND607 http://mvn.cloud.alipay.com/nexus/ is asked without encryption",),
    ),
    Case(
        rule="BND607",
        name="Gradle itself",
        files={WRAPPER: "distributionUrl=http\\://maven.example.com/gradle-6.2-all.zip\n"},
        expect=(f"{WRAPPER}:1:17 BND607 http://maven.example.com/gradle-6.2-all.zip is asked without encryption",),
        fixed={WRAPPER: "distributionUrl=https\\://maven.example.com/gradle-6.2-all.zip"},
    ),
    Case(
        rule="BND607",
        name="Gradle itself from a host that nobody asks with encryption",
        files={WRAPPER: "# x\ndistributionUrl=http\\://g.example.com/gradle-6.2-all.zip\n"},
        expect=(f"{WRAPPER}:2:17 BND607 http://g.example.com/gradle-6.2-all.zip is asked without encryption",),
    ),
    Case(
        rule="BND607",
        name="a wrapper on the same machine",
        files={WRAPPER: "distributionUrl=http\\://localhost/gradle-6.2-all.zip\n"},
    ),
    Case(
        rule="BND607",
        name="a wrapper with encryption",
        files={WRAPPER: "# http://www.gradle.org\ndistributionUrl=https\\://a.example.com/gradle-6.2-all.zip\n"},
    ),
    Case(rule="BND607", name="another wrapper", files={WRAPPER: "# http://www.gradle.org\nzipStorePath=a\n"}),
    Case(rule="BND607", name="a script that is not there", files={ROOT: None}),
]
