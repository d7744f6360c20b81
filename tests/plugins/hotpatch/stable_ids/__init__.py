"""Tests of the ids that stay."""
