"""What may be set, and within which limits."""
