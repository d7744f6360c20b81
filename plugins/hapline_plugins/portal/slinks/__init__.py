"""Which Bundles of a Portal must be linked statically, which may be loaded dynamically, and why."""
