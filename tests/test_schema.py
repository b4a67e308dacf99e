"""Other programs rely on the frames' columns: names, order and types are pinned."""

from pathlib import Path

import pytest

from pmqa_xlsx.consolidate.build_frame import build_frame, frame_of_rows
from pmqa_xlsx.consolidate.columns import columns_of
from pmqa_xlsx.consolidate.schema import FORMAT, FRAMES, ContactRow, MissingRow, ReturnRow
from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.report.words import CAME_AS

GOLDEN = Path(__file__).parent / "golden"
ROW = MissingRow(unit_code="10", unit_name="สิบ", fiscal_year=2569, form_id="f", form_version="1", group="", email="",
                 due_date="2026-11-30", days_late=0, attempts=1, last_attempt="x", last_attempt_at="")


def test_columns_are_pinned() -> None:
    """Other columns need another FORMAT and with it a new golden file."""
    listed = [f"{name},{column.name},{column.type}" for name, row in FRAMES.items() for column in columns_of(row)]
    golden = (GOLDEN / f"frames-{FORMAT}.csv").read_text(encoding="utf-8")
    assert "\n".join(["frame,column,type", *listed, ""]) == golden


def test_every_column_is_explained() -> None:
    """Each column has a meaning, and a unit if it needs one, in both languages."""
    assert [f"{name}.{column.name}" for name, row in FRAMES.items() for column in columns_of(row)
            if not (column.meaning.th and column.meaning.en) or bool(column.unit.th) != bool(column.unit.en)] == []


def test_every_way_of_coming_is_explained() -> None:
    """Whatever a file can come in is a word of the column ``source``, and has a name in the office's workbook."""
    ways = {"file", *(kind.extension for kind in FileKind if kind.role is FileRole.CONTAINER)}
    (source,) = (column for column in columns_of(ReturnRow) if column.name == "source")
    assert [{way for way in ways if way in text} for text in (source.meaning.th, source.meaning.en)] == [ways, ways]
    assert CAME_AS.keys() == ways


def test_every_frame_is_explained() -> None:
    """Each frame has a description of its rows."""
    assert [name for name, row in FRAMES.items() if not (row.__doc__ or "").startswith("One row for each")] == []


def test_rows_become_a_frame() -> None:
    """A row's values are in their columns, with the schema's types."""
    frame = frame_of_rows(MissingRow, [ROW])
    assert frame.to_dict("records") == [vars(ROW)]
    assert [str(kind) for kind in frame.dtypes] == [column.type for column in columns_of(MissingRow)]
    assert [str(kind) for kind in frame_of_rows(MissingRow, []).dtypes] == [str(kind) for kind in frame.dtypes]


@pytest.mark.parametrize("wrong", [{"e_mail": []}, {}])
def test_other_columns_are_refused(wrong: dict[str, list[object]]) -> None:
    """A misspelt or missing column is a mistake in this program and raises at once."""
    columns = {column.name: [] for column in columns_of(ContactRow) if column.name != "email"}
    with pytest.raises(ValueError, match=r"ContactRow: .*'email'"):
        build_frame(ContactRow, columns | wrong)
