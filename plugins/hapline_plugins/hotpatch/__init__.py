"""Hotpatches for Android: InstantRun and DexPatch, from the configuration to a patch that is safe to publish."""
