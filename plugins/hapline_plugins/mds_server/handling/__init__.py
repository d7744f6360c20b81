"""What operations do: one module for each thing that they are about."""
