"""Shell completion: what can stand at a place of a command line, and how each shell is told."""
