"""What ``verify`` is given of offline packages: built ones, uploads, the keys that they are verified with."""
