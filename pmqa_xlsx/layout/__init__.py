"""Position of everything in a form's workbook: the one description that all other parts use."""

from pmqa_xlsx.layout.model import (
    Column,
    FixedText,
    Layout,
    ListColumn,
    Role,
    Sheet,
    SheetKind,
    Slot,
    Summary,
    SummaryRow,
    TableRow,
)
from pmqa_xlsx.layout.plan import plan_layout

__all__ = [
    "Column", "FixedText", "Layout", "ListColumn", "Role", "Sheet", "SheetKind", "Slot", "Summary", "SummaryRow",
    "TableRow", "plan_layout",
]
