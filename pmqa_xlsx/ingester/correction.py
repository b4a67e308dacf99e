"""What this program itself put into a workbook that it sent back for correction: the list of faults and the notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pmqa_xlsx.cells import CellRef
from pmqa_xlsx.files.book import BookSheet, Extra, WorkbookContent
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.layout.correction import ANSWERS_MARK, MARK, CorrectionPart, mark_of
from pmqa_xlsx.layout.words import CORRECTION_SHEET, NOTE_AUTHOR


@dataclass(frozen=True, slots=True)
class ListOfFaults:
    """The sheet ``สิ่งที่ต้องแก้ไข`` of a workbook that was sent back; what somebody else wrote there is told apart.

    :ivar sheet: ``None`` where it was taken out and only the notes are left.
    """

    sheet: BookSheet | None

    @classmethod
    def of(cls, book: WorkbookContent) -> ListOfFaults | None:
        """The list of a workbook; ``None`` without the sheet, known by name and mark, and without notes of ours."""
        names = {CORRECTION_SHEET.th.casefold(), CORRECTION_SHEET.en.casefold()}
        for sheet in book.sheets:
            if sheet.name.casefold() in names and sheet.text(ANSWERS_MARK).startswith(MARK):
                return cls(sheet)
        return cls(None) if any(extra.author == NOTE_AUTHOR for extra in book.extras) else None

    def wrote_note(self, extra: Extra) -> bool:
        """Whether a note is this program's own and still says what it said.

        Some formats lose who wrote a note, so its text decides; the author where the sheet with the marks is gone.
        """
        if extra.kind != "comment":
            return False
        if self.sheet is None:
            return extra.author == NOTE_AUTHOR
        return mark_of([extra.text]) in self._marks(CorrectionPart.NOTE_MARK)

    def extra_content(self) -> Iterator[Finding]:
        """What somebody typed on the sheet: every row whose mark does not vouch for it."""
        if self.sheet is None:
            return
        marks = self._marks(CorrectionPart.ROW_MARK)
        written = sorted((ref, cell.raw) for ref, cell in self.sheet.cells.items()
                         if not cell.is_blank
                         and not CorrectionPart.ROW_MARK <= ref.column <= CorrectionPart.ANSWERS_MARK)
        lines = []
        for _, row in groupby(written, key=lambda pair: pair[0].row):
            cells = list(row)
            if mark_of(text for _, text in cells) not in marks:
                lines += [f"{ref}: {text}" for ref, text in cells]
        if lines:
            yield Finding("extra-content", Place(sheet=self.sheet.name), "\n".join(lines))

    def _marks(self, part: CorrectionPart) -> frozenset[str]:
        assert self.sheet is not None  # noqa: S101  the callers made sure
        return frozenset(self.sheet.text(CellRef(ref.row, part)) for ref in self.sheet.cells if ref.column == part)
