"""Reading .xlsx and .xlsm: a zip package with XML parts (ECMA-376)."""
