"""What ``hapline hotpatch init`` writes: the configuration of a real project, by the fewest edits that do."""
