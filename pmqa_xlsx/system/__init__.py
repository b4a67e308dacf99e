"""What the program asks of the operating system: the time, and files that are replaced in one step."""
