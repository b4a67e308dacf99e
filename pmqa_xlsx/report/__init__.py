"""From the frames of a round to reports for people."""
