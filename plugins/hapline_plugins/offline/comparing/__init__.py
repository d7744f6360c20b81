"""What differs between two versions of a package, and what clients would download of it."""
