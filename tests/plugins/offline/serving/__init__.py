"""Tests of the virtual-domain view."""
