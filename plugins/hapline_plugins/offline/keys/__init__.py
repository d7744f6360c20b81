"""Keys: private ones where they must not be, and the public ones that apps embed."""
