"""Rules on offline packages, one module a family."""
