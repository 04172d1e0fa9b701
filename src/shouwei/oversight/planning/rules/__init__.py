"""Decisions of supervision: plain values in, a verdict or a value out."""
