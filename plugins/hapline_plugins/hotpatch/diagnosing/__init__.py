"""What a logcat says of a hotpatch: how far it came, what stopped it, and what to do."""
