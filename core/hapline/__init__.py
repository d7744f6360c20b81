"""The host of hapline: what is true for every plugin."""

__version__ = "0.1.0"
