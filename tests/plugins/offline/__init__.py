"""Tests of the plugin for offline packages."""
