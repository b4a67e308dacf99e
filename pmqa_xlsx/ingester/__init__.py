"""From the bytes of one return to its answers and findings."""
