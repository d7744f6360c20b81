"""What differs between two built files: what a patch must contain, and what no patch can change."""
