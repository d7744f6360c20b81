"""What the service keeps: packages, tasks, whitelists, keys. Nouns only; who keeps them is ``storage``."""
