"""Reading and verifying built packages and uploads."""
