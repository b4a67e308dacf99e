"""Letters to the units: what to write, its wording, and the files of each letter."""
