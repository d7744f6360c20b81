"""Bundles and what they use of each other, as text, JSON, dot and SVG."""
