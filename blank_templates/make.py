"""Write both templates anew: the blank workbook of the shipped form, and its editable definition."""

from __future__ import annotations

import os
from pathlib import Path

import pmqa_xlsx
from pmqa_xlsx.definition.workbook import write_workbook
from pmqa_xlsx.system import clock

#: The moment at which the definition says that it was made, so that it is the same whenever it is made again.
MADE_AT = "2026-10-01T09:00:00+07:00"

if __name__ == "__main__":
    os.environ[clock.VARIABLE] = MADE_AT
    form = pmqa_xlsx.load_form()
    here = Path(__file__).parent
    (here / f"blank_{form.form_id}_{form.fiscal_year}.xlsx").write_bytes(pmqa_xlsx.generate(form))
    (here / f"{form.form_id}_definition.xlsx").write_bytes(write_workbook(form, "th"))
