"""From the frames of a round to what people read."""
