"""Builds packages: the zip that is uploaded, the signed .amr, its configuration, and the fallback tree."""
