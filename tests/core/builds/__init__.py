"""Builds of Gradle, and what is in them."""
