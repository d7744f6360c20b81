"""The split advisor: where the bytes of an atomic service are, and how to get its packages under their limits."""
