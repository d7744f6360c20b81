"""The operations of MDS's OpenAPI: which there are, what they take, and how their replies look."""
