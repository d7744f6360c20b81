"""Tests of descriptors, releases, keys and presets."""
