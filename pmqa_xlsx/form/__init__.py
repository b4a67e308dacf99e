"""What is asked: a form as plain data, and how its answers are scored. Nothing here reads or writes."""
