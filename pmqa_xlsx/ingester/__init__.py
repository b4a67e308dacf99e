"""Turns the bytes of one return into its answers and findings."""
