"""Reading .ods: spreadsheets in the OpenDocument format."""
