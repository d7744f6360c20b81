"""Known failures of patch builds: each is found in what the tools really say, and not in what is like it."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from hapline.tools import hints_in
from hapline_plugins.hotpatch.building.hints import HINTS
from plugins.hotpatch.building.making import SUCCESS

CASES = {
    '> mapping line info is error  # {"id":"sourceFile","fileName":"Main.kt"}': "comment lines of R8",
    "Caused by: java.lang.RuntimeException: mapping line info is error  1:1:void a():12 -> b x": (
        "a line that the plugin"
    ),
    "> something wrong with mappingfile ,cannot find  class  com.a.B   in mapping file": (
        "com.a.B is not in instantrun"
    ),
    "> patch method com.a.B.run(int) haven't insert code by Robust.Cannot patch this method, method.signature  (I)V": (
        "com.a.B.run(int) was not instrumented"
    ),
    "> patch method is empty ,please check your Modify annotation or use InstantRunModify.modify()": (
        "so the patch is empty"
    ),
    "> some methods haven't patched,see unpatched method list : [com.a.B.run()]": (
        "did not get into the patch: [com.a.B.run()]"
    ),
    "> all methods in patch class are deteted,cannot find patchMethod in class com.a.BPatch": (
        "com.a.BPatch would hold no"
    ),
    "> autopatch does not support super method with package accessible ": "package-private method of its superclass",
    "> Not found /p/app/instantrun/mapping.txt, please put it on your project's instantrun dir or change": (
        "is not there: /p"
    ),
    "> getMapFromZippedFile error,file doesn't exist ,path is /p/methodsMap.instantrun": (
        "cannot be read: /p/methodsMap."
    ),
    "> getMapFromZippedFile from /p/methodsMap.instantrun  error ": "cannot be read: /p/methodsMap.instantrun",
    "Caused by: javassist.bytecode.DuplicateMemberException: duplicate field: b": "would have a field twice: b",
    "javassist.CannotCompileException: by javassist.NotFoundException: lambda$onCreate$0(..) is not found": (
        "a lambda"
    ),
    "> getInLineMemberString cannot find inline class ,origin class is  com.a.B": "R8 inlined a method of com.a.B",
    "javassist.NotFoundException: org.apache.http.message.BasicNameValuePair": (
        "the class org.apache.http.message.Basic"
    ),
    "> execute command    java -jar /p/dx.jar --dex --output=classes.dex  x.jar error": (
        "a helper of the plugin failed: java"
    ),
    "> patch.dex is not exists or readable": "the plugin made no patch",
    "> You have duplicate classes with the same name : com.a.B please remove duplicate classes ": "com.a.B is in two",
    "Task 'mpGeneratePatch' not found in root project 'x'.": "the build has no task mpGeneratePatch",
    "> Plugin with id 'com.alipay.instantrun' not found.": "Gradle does not find the plugin",
    "Plugin [id: 'com.alipay.instantrun'] was not found in any of the following sources:": (
        "Gradle does not find the plugin"
    ),
    "> Could not get unknown property 'android' for project ':app' of type org.gradle.api.Project.": (
        "a plugin is applied"
    ),
    "> API 'android.registerTransform' is removed.": "the plugin is too old for this Android Gradle plugin",
    "java.lang.OutOfMemoryError: Java heap space": "too little memory: java.lang.OutOfMemoryError: Java heap space",
    "> java.lang.OutOfMemoryError": "too little memory",
    "Expiring Daemon because JVM heap space is exhausted": "the Gradle daemon ended",
    "Gradle build daemon disappeared unexpectedly (it may have been killed or may have crashed)": (
        "the Gradle daemon ended"
    ),
    "> Android Gradle plugin requires Java 17 to run. You are currently using Java 11.": (
        "needs Java 17, and this is Java 11"
    ),
    "> Unsupported class file major version 65": "this Java is too new for this Gradle (class file version 65)",
    "com/android/tools/X has been compiled by a more recent version of the Java Runtime (class file": (
        "this Java is too old"
    ),
    "Could not determine java version from '11.0.21'.": "this Gradle does not know Java 11.0.21",
    "ERROR: JAVA_HOME is not set and no 'java' command could be found in your PATH.": "Gradle finds no Java",
    "Minimum supported Gradle version is 7.5. Current version is 6.5.": "needs Gradle 7.5, and this is 6.5",
    "You have not accepted the license agreements of the following SDK components:": (
        "licence of a part of the Android SDK"
    ),
    "> Failed to install the following Android SDK packages as some licences have not been accepted.": (
        "licence of a part"
    ),
    "> SDK location not found. Define location with an ANDROID_SDK_ROOT environment variable": (
        "does not find the Android"
    ),
    "> Could not GET 'https://x/a.pom'. Received status code 401 from server: Unauthorized": (
        "Received status code 401"
    ),
    "> Could not HEAD 'https://x/a.pom'.": "a repository did not answer as it should",
    "> No cached version of com.a:b:1.0 available for offline mode.": (
        "lacks a dependency: No cached version of com.a:b:1.0"
    ),
    "> Could not resolve com.mpaas.android.patch:patch-gradle-plugin:1.0.8.": (
        "in none of the repositories: com.mpaas.andro"
    ),
    "> Could not find com.a:b:1.0.": "in none of the repositories: com.a:b:1.0",
    "sun.security.validator.ValidatorException: PKIX path building failed": "does not trust the certificate",
    "java.io.IOException: No space left on device": "the disk is full",
    "Error: Could not find or load main class org.gradle.wrapper.GradleWrapperMain": (
        "gradle-wrapper.jar is not there"
    ),
    "> Keystore file '/p/release.jks' not found for signing config 'release'.": (
        "the keystore is not there: /p/release.jks"
    ),
    "> Failed to read key k from store: Keystore was tampered with, or password was incorrect": (
        "password of the keystore"
    ),
    "Your project path contains non-ASCII characters. This will most likely cause": (
        "characters that the build tools refuse"
    ),
    "> Missing classes detected while running R8. Please add the missing classes": "R8 misses classes",
    "Timeout waiting to lock journal cache (/home/build/.gradle/caches/journal-1)": "another Gradle holds a lock",
}
NEAR = """
> Task :app:transformClassesWithAutoPatchTransformForRelease
================autoPatch start================
Warning:getObscuredMemberName  class  name java.lang.Object   member name is  void <init>()  robust can not find
 patchMethodSignatureSet is printed below
key is   com.example.Main.lambda$onCreate$0(android.view.View)  value is    1
Note: Some input files use or override a deprecated API.
Deprecated Gradle features were used in this build, making it incompatible with Gradle 8.0.
Could not find google-services.json while looking in src/
warning: [options] source value 7 is obsolete
Calling mockable JAR artifact transform to create file: /home/build/.gradle/android.jar with input android.jar
Class not found exception class name:  com.example.NotFoundExceptionHandler
Daemon will be stopped at the end of the build after running out of JVM memory
""".strip().split("\n")


@pytest.mark.parametrize(("line", "what"), CASES.items(), ids=range(len(CASES)))
def test_a_known_failure(line: str, what: str) -> None:
    lines = ["FAILURE: Build failed with an exception.", "* What went wrong:", line, "* Try:"]
    found = hints_in(lines, HINTS)
    assert found, line
    assert what in found[0].what
    assert (found[0].line, bool(found[0].todo)) == (line.strip(), True)


def test_every_hint_is_found_somewhere() -> None:
    found = {one.what.template for line in CASES for one in hints_in([line], HINTS)}
    assert [hint.what for hint in HINTS if hint.what not in found] == []


def test_near_misses() -> None:
    assert hints_in(NEAR, HINTS) == ()
    assert hints_in(SUCCESS.split("\n"), HINTS) == ()


@pytest.mark.parametrize("hint", HINTS, ids=range(len(HINTS)))
def test_fields_are_groups(hint: object) -> None:
    pattern, what, todo = (getattr(hint, name) for name in ("pattern", "what", "todo"))
    groups = re.compile(pattern).groupindex.keys()
    fields = {name for text in (what, todo) for _, name, _, _ in Formatter().parse(text) if name}
    assert fields == set(groups)


@pytest.mark.timeout(30)
def test_no_line_takes_long() -> None:
    words = ("javassist.", "lambda", " error", "Could not ", "mapping line info is error", "'", ".", ":", "a", " ")
    for word in words:
        hints_in([(word * 2000)[:2000]] * 50, HINTS)
    for start in ("patch method ", "execute command ", "Not found ", "getMapFromZippedFile from "):
        hints_in([start + "x" + " " * 1980] * 130, HINTS)
        hints_in([start + " " * 1980, *[" " * 2000] * 130], HINTS)
