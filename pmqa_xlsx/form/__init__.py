"""What is asked: a form as plain data, and the scores of its answers. No input or output happens here."""
