"""Tests of what is read of projects in source."""
