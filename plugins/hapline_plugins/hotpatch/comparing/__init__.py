"""What differs between two built things."""
