"""What ``hapline hotpatch init`` writes."""
