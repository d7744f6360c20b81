"""Source lint for InstantRun: what changed in Java and Kotlin since a release, and whether a patch can take it."""
