"""An example plugin: release notes that belong to the version that is built."""
