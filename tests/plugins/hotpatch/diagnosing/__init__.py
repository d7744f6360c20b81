"""Tests of the diagnosis of logs."""
