"""Read a form from tables (.xlsx or CSV) and write it back; report all mistakes of a definition at once."""
