"""Names of files that one part of the program writes and others look for."""

from __future__ import annotations

#: In the folder of the workbooks sent out: all about them, and a list for people with its columns.
MANIFEST_JSON, MANIFEST_CSV = "manifest.json", "manifest.csv"
MANIFEST_COLUMNS = ("unit_code", "unit_name", "file", "sha256")
#: In a folder of results: what they are, written last; the workbook and the page; and the mark that a run writes there.
SUMMARY, CONSOLIDATED, PAGE, LOCK = "summary.json", "consolidated.xlsx", "report.html", ".pmqa_xlsx.lock"
