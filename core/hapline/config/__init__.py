"""Configuration: what plugins declare, where values come from, and what they are."""
