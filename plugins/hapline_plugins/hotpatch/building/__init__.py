"""Patch builds: what they are made of, what came out of them, and the manifest that says so."""
