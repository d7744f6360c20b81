"""The first-party plugins of hapline, one package each."""
