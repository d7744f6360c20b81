#!/bin/sh
# Makes what the stand-in for Gradle hands out, of the classes in smali: needs smali, aapt2 (with Android's framework-res.apk),
# zipalign, apksigner, keytool, zip and java. What it makes is committed, so that nobody who tries the example needs these.
set -eu
cd "$(dirname "$0")"
framework=${FRAMEWORK:-/usr/share/android-framework-res/framework-res.apk}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
keytool -genkeypair -keystore "$work/shop.jks" -alias shop -storepass example -keypass example -keyalg RSA -keysize 2048 \
    -validity 10000 -dname "CN=Example Shop" 2>/dev/null
aapt2 compile --dir ../shop/app/src/main/res -o "$work/res.zip"
for build in before after; do
    smali a "smali/$build" smali/both -o "$work/classes.dex"
    aapt2 link -I "$framework" --manifest AndroidManifest.xml --min-sdk-version 21 --target-sdk-version 30 \
        --version-code 7 --version-name 2.1.0 -o "$work/$build.apk" "$work/res.zip"
    (cd "$work" && touch -d 2026-01-01T00:00:00Z classes.dex && zip -q -X "$build.apk" classes.dex)
    zipalign -f -p 4 "$work/$build.apk" "$build.apk"
    apksigner sign --ks "$work/shop.jks" --ks-pass pass:example --v4-signing-enabled false "$build.apk"
done
smali a smali/patch -o "$work/classes.dex"
(cd "$work" && touch -d 2026-01-01T00:00:00Z classes.dex && rm -f patch.jar && zip -q -X patch.jar classes.dex)
cp "$work/patch.jar" patch.jar
java MethodsMap.java methodsMap.instantrun
