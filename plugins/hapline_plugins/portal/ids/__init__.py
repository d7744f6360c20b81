"""Package ids: who holds which, the registry that says so, new ones, and those that two Bundles share."""
