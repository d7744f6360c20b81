"""The reader of DEX with all operands resolved, and what differs between classes."""
