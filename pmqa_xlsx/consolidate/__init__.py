"""Many returns become one result: which ones count, the frames, and how they are saved and loaded."""
