"""Packages in source: where they lie in a tree, and what they hold."""
