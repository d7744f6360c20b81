"""The commands of ``hapline mds``."""
