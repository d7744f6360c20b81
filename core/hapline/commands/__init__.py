"""Commands: one module each, with the click command as its attribute ``command``."""
