"""Compare two results of ``ingest``: of the same year, or of two years."""
