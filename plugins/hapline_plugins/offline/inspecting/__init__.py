"""What a built package holds, as people and programs are shown it."""
