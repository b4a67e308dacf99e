"""Locked Excel forms out, one trustworthy table back."""
