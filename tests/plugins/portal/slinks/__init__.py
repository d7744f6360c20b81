"""Tests of what must be linked statically."""
