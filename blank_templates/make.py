"""Write both templates anew: the blank workbook of the shipped form, and its editable definition."""

from __future__ import annotations

from pathlib import Path

import pmqa_xlsx
from pmqa_xlsx.definition import write_workbook

if __name__ == "__main__":
    form = pmqa_xlsx.load_form()
    here = Path(__file__).parent
    (here / f"blank_{form.form_id}_{form.fiscal_year}.xlsx").write_bytes(pmqa_xlsx.generate(form))
    (here / f"{form.form_id}_definition.xlsx").write_bytes(write_workbook(form, "th"))
