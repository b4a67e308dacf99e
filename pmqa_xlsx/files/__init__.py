"""From the bytes of a file to the cells of a workbook; no module here depends on forms or answers."""
