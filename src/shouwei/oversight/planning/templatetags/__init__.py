"""Marks that stand a hundred times on one page."""
