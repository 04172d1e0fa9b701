"""Arithmetic of official dates: plain values in, plain values out."""
