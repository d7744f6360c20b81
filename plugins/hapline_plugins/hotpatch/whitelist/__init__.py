"""DexPatch's class whitelist: the classes that a patch is made of, written, read back and checked."""
