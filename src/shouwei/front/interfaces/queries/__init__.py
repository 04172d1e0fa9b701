"""Reading what programmes hold."""
