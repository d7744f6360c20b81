"""Tests of the archive of releases."""
