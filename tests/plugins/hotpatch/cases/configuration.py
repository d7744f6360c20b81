"""Cases of the rules on the form of instantrun.xml."""

from __future__ import annotations

from plugins.changing import Change
from plugins.hotpatch.cases import Case

FILE = "app/instantrun.xml"
MANUAL = "<manual>false</manual>"
ON = "<turnOnInstantRun>true</turnOnInstantRun>"
OFF = "<turnOnInstantRun>false</turnOnInstantRun>"
LOG = "<patchLog>false</patchLog>"
CAUGHT = "<catchReflectException>true</catchReflectException>"
PROGUARD = "<proguard>true</proguard>"
MODE = "<methodMatchMode>signature</methodMatchMode>"
RELEASE = {"hotpatch.release": "true"}


def _file(*changes: tuple[str, str]) -> dict[str, Change]:
    return {FILE: changes}


def _form(name: str, old: str, new: str, *expect: str) -> Case:
    return Case(rule="HOT102", name=name, files=_file((old, new)), expect=tuple(f"{FILE}:{one}" for one in expect))


def _value(name: str, old: str, new: str, expect: str = "", *, fixed: str = "") -> Case:
    return Case(
        rule="HOT103",
        name=name,
        files=_file((old, new)),
        expect=(f"{FILE}:{expect}",) if expect else (),
        fixed={FILE: f"        {fixed}"} if fixed else None,
    )


CASES = [
    Case(
        rule="HOT101",
        name="not closed",
        files=_file(("</switch>", "")),
        expect=(f"{FILE}:3:5 HOT101 <switch> is not closed before </resources> in line 25",),
    ),
    Case(rule="HOT101", name="empty", files={FILE: ""}, expect=(f"{FILE}:1:1 HOT101 the file is empty",)),
    Case(
        rule="HOT101",
        name="a DTD",
        files={FILE: "<!DOCTYPE resources>\n<resources/>"},
        expect=(f"{FILE}:1:1 HOT101 <!DOCTYPE is not read: it could name other files and grow without end",),
    ),
    Case(rule="HOT101", name="a file that can be read"),
    Case(rule="HOT101", name="no file", files={FILE: None}),
    # Form.
    Case(
        rule="HOT102",
        name="another root",
        files={FILE: "<config/>"},
        expect=(f"{FILE}:1:1 HOT102 the file begins with <config>, not with <resources>",),
    ),
    Case(
        rule="HOT102",
        name="nothing in it",
        files={FILE: "<resources/>"},
        expect=(
            (
                f"{FILE}:1:1 HOT102 <resources> has no <switch>, <acceptPackageName>, <exceptPackageName>, "
                "<patchPackageName>"
            ),
        ),
    ),
    _form("no switch that must be", ON, "", "3:5 HOT102 <switch> has no <turnOnInstantRun>"),
    _form(
        "a switch by another name",
        MANUAL,
        "<manuel>false</manuel>",
        "5:9 HOT102 <switch> has no part <manuel>; <manual> may be meant",
    ),
    _form("a part of nothing", MANUAL, "<color/>", "5:9 HOT102 <switch> has no part <color>"),
    _form(
        "a part of a list",
        "<name>ohos.</name>",
        "<nam>ohos.</nam>",
        "19:9 HOT102 <exceptPackageName> has no part <nam>; <name> may be meant",
    ),
    _form(
        "a part of Robust",
        MANUAL,
        "<turnOnRobust>true</turnOnRobust>",
        "5:9 HOT102 <turnOnRobust> is what Robust's file has; here it is <turnOnInstantRun>",
    ),
    _form(
        "a switch that is not documented",
        MANUAL,
        "<useAsm>true</useAsm>",
        "5:9 HOT102 <useAsm> is a switch of Robust; whether InstantRun reads it is not written down",
    ),
    Case(
        rule="HOT102",
        name="a switch twice",
        files=_file((MANUAL, f"{MANUAL}<manual>true</manual>")),
        expect=(f"{FILE}:5:31 HOT102 <manual> stands here again",),
        fixed={FILE: f"        {MANUAL}"},
    ),
    _form(
        "another label",
        'name="acceptPackage"',
        'name="hotfixPackage"',
        '12:5 HOT102 <acceptPackageName> must have name="acceptPackage"',
    ),
    _form("no label", ' name="patchPackage"', "", '22:5 HOT102 <patchPackageName> must have name="patchPackage"'),
    _form(
        "an attribute",
        "<resources>",
        '<resources version="1">',
        "2:1 HOT102 <resources> has an attribute that the plugin does not read",
    ),
    _form(
        "an attribute of a value",
        "<manual>",
        '<manual value="true">',
        "5:9 HOT102 <manual> has an attribute that the plugin does not read",
    ),
    _form(
        "text between elements",
        "<name>ohos.</name>",
        "ohos.",
        "15:5 HOT102 text stands between the elements of <exceptPackageName>",
    ),
    _form(
        "an element in a value", MANUAL, "<manual><true/></manual>", "5:9 HOT102 <manual> holds elements; it is a value"
    ),
    _form(
        "a pattern",
        "<name>ohos.</name>",
        "<name>ohos.*</name>",
        "19:9 HOT102 ohos.* is no beginning of a class name: it is compared as it stands, without patterns",
    ),
    _form(
        "a name with blanks around it",
        "<name>ohos.</name>",
        "<name> ohos. </name>",
        "19:9 HOT102 ' ohos. ' is no beginning of a class name: it is compared as it stands, without patterns",
    ),
    Case(rule="HOT102", name="a value that is no switch", files=_file((MANUAL, "<manual>no</manual>"))),
    Case(
        rule="HOT102",
        name="all that there can be in another order",
        files=_file(
            (f"        {ON}\n", ""),
            (PROGUARD, f"{PROGUARD}\n        <!-- c -->{ON}"),
            (
                "</resources>",
                (
                    '<methodExceptConfig name="methodExceptConfig"><syntheticMethodPackage/><privateMethodPackage>'
                    "<name>com.example.logs.</name></privateMethodPackage></methodExceptConfig>"
                    '<noNeedReflectClass name="noNeedReflectClass"><name>java.lang.System</name></noNeedReflectClass>'
                    "</resources>"
                ),
            ),
        ),
    ),
    Case(rule="HOT102", name="no file", files={FILE: None}),
    # Values.
    _value(
        "a doubled mark",
        PROGUARD,
        "<proguard>>true</proguard>",
        "10:9 HOT103 proguard is >true: the > is doubled, so that Java reads false",
        fixed=PROGUARD,
    ),
    _value(
        "blanks and capitals",
        PROGUARD,
        "<proguard> True </proguard>",
        "10:9 HOT103 proguard is ' True ', not exactly true",
        fixed=PROGUARD,
    ),
    _value("a word", PROGUARD, "<proguard>yes</proguard>", "10:9 HOT103 proguard is yes; it can be true, false"),
    _value("no word", PROGUARD, "<proguard> </proguard>", "10:9 HOT103 proguard is empty; it can be true, false"),
    _value("no text", PROGUARD, "<proguard/>", "10:9 HOT103 proguard is empty; it can be true, false"),
    _value(
        "another mode",
        MODE,
        MODE.replace("signature", "ids"),
        "7:9 HOT103 methodMatchMode is ids; it can be signature, id",
    ),
    _value(
        "a mode in capitals",
        MODE,
        MODE.replace("signature", "ID"),
        "7:9 HOT103 methodMatchMode is ID, not exactly id",
        fixed=MODE.replace("signature", "id"),
    ),
    _value(
        "a long text",
        PROGUARD,
        f"<proguard>{'no' * 40}</proguard>",
        f"10:9 HOT103 proguard is {'no' * 30}…; it can be true, false",
    ),
    _value("a mode", MODE, MODE.replace("signature", "id")),
    _value("a comment in a value", PROGUARD, "<proguard><!-- c -->true</proguard>"),
    _value("an element in a value", PROGUARD, "<proguard><true/></proguard>"),
    _value("a part that is no switch", PROGUARD, "<useAsm>yes</useAsm>"),
    # Switched off.
    Case(
        rule="HOT104",
        name="off",
        files=_file((ON, OFF)),
        expect=(f"{FILE}:4:9 HOT104 turnOnInstantRun is false: nothing is instrumented",),
        fixed={FILE: f"        {ON}"},
    ),
    Case(
        rule="HOT104",
        name="off in a release",
        files=_file((ON, OFF)),
        options=RELEASE,
        expect=(f"{FILE}:4:9 HOT104 turnOnInstantRun is false: nothing is instrumented",),
    ),
    Case(rule="HOT104", name="on"),
    Case(rule="HOT104", name="not said", files=_file((ON, ""))),
    # Values for tests.
    Case(
        rule="HOT105",
        name="as in the sample of the guide",
        files=_file((CAUGHT, CAUGHT.replace("true", "false")), (LOG, LOG.replace("false", "true"))),
        expect=(
            f"{FILE}:8:9 HOT105 catchReflectException is false: an exception in a patch ends the app",
            f"{FILE}:9:9 HOT105 patchLog is true: patches write to the log",
        ),
        fixed={FILE: f"        {CAUGHT}"},
    ),
    Case(
        rule="HOT105",
        name="in a release",
        files=_file((LOG, LOG.replace("false", "true"))),
        options=RELEASE,
        expect=(f"{FILE}:9:9 HOT105 patchLog is true: patches write to the log",),
        fixed={FILE: f"        {LOG}"},
    ),
    Case(rule="HOT105", name="not said", files=_file((LOG, ""))),
    Case(rule="HOT105", name="another word", files=_file((LOG, "<patchLog>yes</patchLog>"))),
    # Forced insertion.
    Case(
        rule="HOT106",
        name="moot",
        files=_file((ON, OFF), ("<forceInsert>false", "<forceInsert>true")),
        expect=(f"{FILE}:6:9 HOT106 forceInsert has no effect: turnOnInstantRun is false",),
    ),
    Case(rule="HOT106", name="of use", files=_file(("<forceInsert>false", "<forceInsert>true"))),
    Case(rule="HOT106", name="both off", files=_file((ON, OFF))),
    Case(rule="HOT106", name="not said", files=_file((ON, ""), ("<forceInsert>false</forceInsert>", ""))),
    Case(rule="HOT106", name="the other not said", files=_file((ON, ""), ("<forceInsert>false", "<forceInsert>true"))),
]
