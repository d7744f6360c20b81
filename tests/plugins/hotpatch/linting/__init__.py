"""The source lint for InstantRun, on real repositories."""
