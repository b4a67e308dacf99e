"""Access to the operating system: the time, and files that are replaced atomically."""
