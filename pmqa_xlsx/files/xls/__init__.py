"""Reading .xls: the binary workbooks of Excel 5.0 to 2003 ([MS-XLS])."""
