"""The rules on Portals and Bundles, one module a family."""
