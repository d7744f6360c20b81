"""Reporters: each turns a report into one format and writes it to a stream, knowing nothing of rules or engine."""
