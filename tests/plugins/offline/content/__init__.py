"""Tests of the rules on content, and of how pages are read."""
