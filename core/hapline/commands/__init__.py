"""Commands: one module each, declared in its attribute ``COMMAND``."""
