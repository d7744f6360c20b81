"""What a patch build says when it fails in a known way.

Sources: the texts that Robust raises (https://github.com/Meituan-Dianping/Robust, auto-patch-plugin; InstantRun is a
descendant of it) and its issues, named by number; the texts of Gradle, of the Android Gradle plugin, of R8, of the JDK.
"""

from __future__ import annotations

from hapline.tools import Hint

SUCCESS = "auto patch end successfully"
"""With this exception the task ends when it has made the patch: Gradle then says that the build failed.

Source: Robust, AutoPatchTransform.
"""
OF_INSTANTRUN = (
    # 480, 433, 383
    Hint(
        pattern=r"mapping line info is error\s+(?P<line>#.*)",
        what="instantrun/mapping.txt holds comment lines of R8, which the plugin cannot read: {line}",
        todo="take the lines that begin with # out of instantrun/mapping.txt; the copy in the archive stays as it is",
    ),
    Hint(
        pattern=r"mapping line info is error\s+(?P<line>[^\s#].*)",
        what="instantrun/mapping.txt holds a line that the plugin cannot read: {line}",
        todo="take the mapping.txt of the release's own build; R8 may write it in a form that the plugin cannot read",
    ),
    # 406
    Hint(
        pattern=r"something wrong with mappingfile\s*,\s*cannot find\s+class\s+(?P<name>\S+)\s+in mapping file",
        what="{name} is not in instantrun/mapping.txt: R8 merged or removed it, or the file is of another build",
        todo="take the mapping.txt of the release; for the next release keep the class by a rule, or turn R8 off",
    ),
    # 33, 170
    Hint(
        pattern=r"patch method (?P<method>.+?)\s+haven't insert code",
        what="{method} was not instrumented in the release, so it cannot be patched",
        todo="see that methodsMap.instantrun is that of the release and that acceptPackage covers the class; methods "
        "that only access fields are never instrumented: change one that calls it",
    ),
    # 181, 287, 71
    Hint(
        pattern=r"patch method is empty\s*,",
        what="no method is marked as changed, so the patch is empty",
        todo="annotate each changed method with @com.alipay.instantrun.patch.annotaion.Modify, or call "
        "InstantRunModify.modify() in it, and each new one with @...annotaion.Add",
    ),
    Hint(
        pattern=r"some methods haven't patched\s*,\s*see unpatched method list\s*:\s*(?P<methods>.*)",
        what="these methods are marked as changed and did not get into the patch: {methods}",
        todo="see that they are in methodsMap.instantrun of the release under exactly these names",
    ),
    Hint(
        pattern=r"all methods in patch class are deteted\s*,\s*cannot find patchMethod in class (?P<name>\S+)",
        what="{name} would hold no method: none of those that are marked is in the compiled class",
        todo="see that R8 or another plugin does not merge, inline or rename the methods that are marked",
    ),
    Hint(
        pattern=r"autopatch does not support super method with package accessible",
        what="a changed method calls a package-private method of its superclass, which no patch can do",
        todo="call it in another way, such as by a public method of the superclass",
    ),
    Hint(
        pattern=r"Not found (?P<file>.+?)\s*, please put it on your project's",
        what="a file that the plugin needs is not there: {file}",
        todo="lay what the release kept into instantrun/: mapping.txt, methodsMap.instantrun",
    ),
    Hint(
        pattern=r"getMapFromZippedFile (?:error,file doesn't exist ,path is|from)\s+(?P<file>.+?)(?:\s+error)?\s*$",
        what="methodsMap.instantrun cannot be read: {file}",
        todo="take the methodsMap.instantrun of the release's own build, as it is (it is gzip)",
    ),
    # 345
    Hint(
        pattern=r"DuplicateMemberException: duplicate (?P<kind>field|method): (?P<member>.+)",
        what="by obfuscation a patch class would have a {kind} twice: {member}",
        todo="keep the names of that class's members by a rule of ProGuard, or change another class that calls it",
    ),
    # 252, 472, 248
    Hint(
        pattern=r"(?:javassist\.|CannotCompileException|NotFoundException).*(?:lambda\$|\$\$Lambda|\bLambda)",
        what="the plugin cannot patch a lambda expression",
        todo="write an anonymous or named class in its place, and call InstantRunModify.modify() around it",
    ),
    Hint(
        pattern=r"getInLineMemberString cannot find inline class\s*,\s*origin class is\s+(?P<name>\S+)",
        what="R8 inlined a method of {name} that the changed code calls",
        todo="keep the method by a rule of ProGuard in the next release; now do without calling it",
    ),
    # 245
    Hint(
        pattern=r"(?:javassist\.)?NotFoundException: (?P<name>[\w.$]+)\s*$",
        what="the plugin does not find the class {name}",
        todo="apply the plugin com.alipay.instantrun after those that change code, and see that the class is on the "
        "classpath (useLibrary 'org.apache.http.legacy' for org.apache.http)",
    ),
    # 55
    Hint(
        pattern=r"execute command\s+(?P<command>.+?)\s+error\b",
        what="a helper of the plugin failed: {command}",
        todo="its own message is above; delete the jars that the plugin has laid into instantrun/ and try with the JDK "
        "that the release was built with",
    ),
    Hint(
        pattern=r"(?:patch directry .+ dones not exist|patch\.dex is not exists|contains no smali file error)",
        what="the plugin made no patch: there was nothing for it to do",
        todo="see that changed methods are annotated, and that patchPackage in instantrun.xml is the application id",
    ),
    Hint(
        pattern=r"You have duplicate classes with the same name\s*:\s*(?P<name>\S+)",
        what="{name} is in two libraries",
        todo="exclude one of them in build.gradle",
    ),
    Hint(
        pattern=r"Task '(?P<task>[^']*mpGeneratePatch[^']*)' not found",
        what="the build has no task {task}: the plugin com.alipay.instantrun is not applied",
        todo="apply it in the app module's build.gradle, after com.android.application",
    ),
    Hint(
        pattern=r"Plugin (?:with id '|\[id: ')com\.alipay\.instantrun'",
        what="Gradle does not find the plugin com.alipay.instantrun",
        todo="add com.mpaas.android.patch:patch-gradle-plugin and its repository to buildscript of the build.gradle",
    ),
    Hint(
        pattern=r"Could not (?:get unknown|find) property 'android' (?:for|on)",
        what="a plugin is applied before the one that it needs",
        todo="apply com.android.application first, com.alipay.instantrun after it",
    ),
    Hint(
        pattern=r"API 'android\.registerTransform' is removed|registerTransform\(.*(?:NoSuchMethod|is removed)",
        what="the plugin is too old for this Android Gradle plugin",
        todo="use patch-gradle-plugin 1.0.8 with Android Gradle plugin 8.0 and later, 1.0.7 with earlier ones",
    ),
)
OF_GRADLE = (
    Hint(
        pattern=r"(?P<line>java\.lang\.OutOfMemoryError.*)",
        what="Gradle has too little memory: {line}",
        todo="give it more in gradle.properties: org.gradle.jvmargs=-Xmx4g",
    ),
    Hint(
        pattern=r"JVM (?:heap|garbage collector)[^.]*exhausted|Gradle build daemon disappeared unexpectedly",
        what="the Gradle daemon ended for want of memory, or was killed",
        todo="give it more in gradle.properties (org.gradle.jvmargs=-Xmx4g), or run fewer builds at once",
    ),
    Hint(
        pattern=r"plugin requires Java (?P<wanted>\S+) to run\. You are currently using Java (?P<used>[\d._]*\d)",
        what="the Android Gradle plugin needs Java {wanted}, and this is Java {used}",
        todo="set JAVA_HOME, or org.gradle.java.home in gradle.properties, to a JDK {wanted}",
    ),
    Hint(
        pattern=r"Unsupported class file major version (?P<number>\d+)",
        what="this Java is too new for this Gradle (class file version {number})",
        todo="set JAVA_HOME to the JDK that the release was built with, or use a later Gradle",
    ),
    Hint(
        pattern=r"(?<![\w/.$])(?P<name>[\w/.$]++) has been compiled by a more recent version of the Java Runtime",
        what="this Java is too old for {name}",
        todo="set JAVA_HOME to a later JDK: 11 for Android Gradle plugin 7, 17 for 8",
    ),
    Hint(
        pattern=r"Could not determine java version from '(?P<version>[^']+)'",
        what="this Gradle does not know Java {version}",
        todo="set JAVA_HOME to the JDK that the release was built with, or use a later Gradle",
    ),
    Hint(
        pattern=r"JAVA_HOME is not set and no 'java' command|JAVA_HOME is set to an invalid directory",
        what="Gradle finds no Java",
        todo="install a JDK and set JAVA_HOME to its folder",
    ),
    Hint(
        pattern=r"Minimum supported Gradle version is (?P<wanted>[\w.-]*\w)\. Current version is (?P<used>[\w.-]*\w)",
        what="the Android Gradle plugin needs Gradle {wanted}, and this is {used}",
        todo="change distributionUrl in gradle/wrapper/gradle-wrapper.properties",
    ),
    Hint(
        pattern=r"(?:not accepted the licen[sc]e agreements|licen[cs]es? ha(?:s|ve) not been accepted)",
        what="the licence of a part of the Android SDK is not accepted",
        todo="run sdkmanager --licenses on this machine",
    ),
    Hint(
        pattern=r"SDK location not found",
        what="Gradle does not find the Android SDK",
        todo="set ANDROID_HOME, or sdk.dir in local.properties",
    ),
    Hint(
        pattern=r"(?P<line>Could not (?:GET|HEAD) '.*)",
        what="a repository did not answer as it should: {line}",
        todo="see that it is reachable from here, and that the credentials for it are there (401, 403)",
    ),
    Hint(
        pattern=r"(?P<line>No cached version .*available for offline mode)",
        what="Gradle works offline, and lacks a dependency: {line}",
        todo="build once without --offline",
    ),
    Hint(
        pattern=r"Could not (?:resolve|find) (?P<name>[\w.-]+:[\w.-]+(?::[\w.+-]+)?)\.?\s*$",
        what="a dependency is in none of the repositories: {name}",
        todo="see that the repositories of the build hold it and are reachable; mPaaS's own is "
        "https://mvn.cloud.alipay.com/nexus/content/repositories/open/",
    ),
    Hint(
        pattern=r"PKIX path building failed",
        what="Java does not trust the certificate of a repository",
        todo="add the certificate of your proxy to the trust store of the JDK",
    ),
    Hint(
        pattern=r"No space left on device|There is not enough space on the disk",
        what="the disk is full",
        todo="free some space and build again",
    ),
    Hint(
        pattern=r"Could not find or load main class org\.gradle\.wrapper\.GradleWrapperMain|"
        r"Unable to access jarfile .*gradle-wrapper\.jar",
        what="gradle/wrapper/gradle-wrapper.jar is not there",
        todo="put it under version control (git add -f), or run gradle wrapper",
    ),
    Hint(
        pattern=r"Keystore file '(?P<file>.+?)' not found for signing config",
        what="the keystore is not there: {file}",
        todo="lay the keystore of the app where signingConfigs names it",
    ),
    Hint(
        pattern=r"(?:keystore password was incorrect|Keystore was tampered with, or password was incorrect)",
        what="the password of the keystore is wrong",
        todo="see what storePassword and keyPassword of signingConfigs are set to here",
    ),
    Hint(
        pattern=r"project path contains non-ASCII characters",
        what="the path of the project holds characters that the build tools refuse",
        todo="move it to a folder whose path is of ASCII characters only",
    ),
    Hint(
        pattern=r"Missing classes detected while running R8",
        what="R8 misses classes that the code refers to",
        todo="add the rules that it wrote to build/outputs/mapping/release/missing_rules.txt, as for the release",
    ),
    Hint(
        pattern=r"Timeout waiting to lock|Could not create service of type .*Lock",
        what="another Gradle holds a lock that this one needs",
        todo="wait for the other build, or end it: ./gradlew --stop",
    ),
)
HINTS = OF_INSTANTRUN + OF_GRADLE
