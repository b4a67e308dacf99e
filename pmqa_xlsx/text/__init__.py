"""Text: two languages, Thai in spreadsheets, its size on paper, and what a workbook's cell can hold. Pure functions."""
