"""Tests of the commands of the plugin portal."""
