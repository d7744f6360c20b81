"""What is read from the source of Portals and Bundles."""
