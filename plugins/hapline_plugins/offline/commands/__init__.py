"""What `hapline offline` can do, one module a command."""
