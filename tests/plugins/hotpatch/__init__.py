"""Tests of the plugin hotpatch."""
