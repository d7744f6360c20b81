"""The official packing tool's recorded verdicts, and the comparison of ours with them."""
