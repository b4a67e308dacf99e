"""From the bytes of a file to the cells of a workbook; nothing here knows of forms or answers."""
