"""Cases, one module a family of rules."""
