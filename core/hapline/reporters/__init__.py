"""Reporters: each turns a report into one format, knowing nothing of rules or engine; ``writing`` knows them all."""
