"""Text: two languages, Thai in spreadsheets, its size on paper, and Excel's limits for cells. Pure functions."""
