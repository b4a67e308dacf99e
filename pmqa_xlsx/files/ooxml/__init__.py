"""Reading .xlsx and .xlsm: a zip package whose parts are XML (ECMA-376)."""
