"""``hapline portal``: slinks, package ids and the graph of Bundles."""
