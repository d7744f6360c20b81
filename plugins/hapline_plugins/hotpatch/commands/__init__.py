"""``hapline hotpatch``: its commands."""
