"""The content of the frames of the counted returns; it is the same when written and read in chunks."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from made_up_round import made_up_round
from pmqa_xlsx.consolidate import build_frame, formats
from pmqa_xlsx.consolidate.column_data import SparseColumn, arrow_texts, without_surrogates
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.formats import csv_pieces, parquet_pieces, read_frame
from pmqa_xlsx.consolidate.frame_rows import FrameRows
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.schema import COLUMNS, FRAMES, AnswerRow
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.ingester import packed_slots
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.ingester.packed_slots import PackedSlots, RecentColumns
from pmqa_xlsx.ingester.slot_columns import Columns, TextRun
from pmqa_xlsx.layout import plan_layout
from small_round import FORM, a_return

AS_OF = dt.datetime(2026, 12, 5, 12, tzinfo=dt.UTC)
#: The same form with one category less, so that its slots have other addresses.
SHORTER = replace(FORM, form_version="2", categories=FORM.categories[1:])
ROUND = (a_return("a", "name=ก; mail=me@a.th; A1 have=yes; A1 why=x@y.th z; A2 have=~no; A3 shared=!x"),
         a_return("b", "2 email=a@b.th c@d.th; A3 have=partly; A3 shared=yes", unit="20", form=SHORTER))


def put_together(*returns: Return, **more) -> Consolidation:
    """Consolidate with the tests' forms and day."""
    return consolidate(returns, (FORM, SHORTER), year=None, as_of=AS_OF, **more)


def listed(frame: pd.DataFrame, columns: str, *, of: str = "") -> list[str]:
    """The rows of a frame as lines, those of one unit or all."""
    own = frame[frame["unit_code"].isin([of]) | (not of)].astype(object)
    return [" | ".join(map(str, row)) for row in own.where(own.notna(), None)[columns.split()].itertuples(index=False)]


def rows_of(result: Consolidation, name: str) -> list:
    """The rows of the frame of that name."""
    return [*FrameRows(result.frames[name], FRAMES[name])]


def test_answers() -> None:
    """A row for every slot, unit by unit, each with the layout of its edition."""
    answers = put_together(*ROUND).answers
    assert listed(answers, "level category criterion field slot value raw state", of="10") == [
        "cover |  |  | name | 1 | ก | ก | ok", "cover |  |  | mail | 1 | me@a.th | me@a.th | ok",
        "criterion | 1 | A1 | have | 1 | yes | yes | ok", "criterion | 1 | A1 | shared | 1 |  |  | empty",
        "criterion | 1 | A1 | why | 1 | x@y.th z | x@y.th z | ok",
        "criterion | 1 | A2 | have | 1 | no |  no | converted",
        "criterion | 1 | A2 | shared | 1 |  |  | empty", "criterion | 1 | A2 | why | 1 |  |  | empty",
        "category | 2 |  | email | 1 |  |  | empty", "category | 2 |  | email | 2 |  |  | empty",
        "criterion | 3 | A3 | have | 1 |  |  | empty", "criterion | 3 | A3 | shared | 1 |  | x | invalid",
        "criterion | 3 | A3 | why | 1 |  |  | empty"]
    assert listed(answers, "unit_name fiscal_year form_id form_version field value", of="20") == [
        "ยี่สิบ | 2569 | small | 2 | name | ", "ยี่สิบ | 2569 | small | 2 | mail | ",
        "ยี่สิบ | 2569 | small | 2 | email | a@b.th c@d.th", "ยี่สิบ | 2569 | small | 2 | email | ",
        "ยี่สิบ | 2569 | small | 2 | have | partly", "ยี่สิบ | 2569 | small | 2 | shared | yes",
        "ยี่สิบ | 2569 | small | 2 | why | "]
    assert listed(answers, "sha256 sheet cell") == [
        f"{one.sha256} | {read.sheet} | {read.cell}" for one in ROUND for read in one.reading.slots]


def test_contacts_and_scores() -> None:
    """A row for each address, and one for each scored criterion, category and total of the edition."""
    result = put_together(*ROUND)
    assert listed(result.contacts, "unit_code form_version level category criterion field slot email") == [
        "10 | 1 | cover |  |  | mail | 1 | me@a.th", "10 | 1 | criterion | 1 | A1 | why | 1 | x@y.th",
        "20 | 2 | category | 2 |  | email | 1 | a@b.th", "20 | 2 | category | 2 |  | email | 1 | c@d.th"]
    assert listed(result.scores, "unit_code form_version level code percent scored answered") == [
        "10 | 1 | criterion | A1 | 50.0 | 2 | 1", "10 | 1 | criterion | A2 | 0.0 | 2 | 1",
        "10 | 1 | category | 1 | 12.5 | 4 | 2", "10 | 1 | criterion | A3 | 0.0 | 2 | 0",
        "10 | 1 | category | 3 | 0.0 | 2 | 0", "10 | 1 | total | total | 2.5 | 6 | 2",
        "20 | 2 | criterion | A3 | 75.0 | 2 | 2", "20 | 2 | category | 3 | 75.0 | 2 | 2",
        "20 | 2 | total | total | 75.0 | 2 | 2"]


def test_without_contacts() -> None:
    """Without personal data the cover and the addresses are empty, and an address in a text is removed."""
    result = put_together(*ROUND, contacts=False)
    assert listed(result.answers[result.answers["state"] != "empty"], "field value raw state") == [
        "name |  |  | ok", "mail |  |  | ok", "have | yes | yes | ok", "why | … z | … z | ok",
        "have | no |  no | converted", "shared |  | x | invalid", "email |  |  | ok", "have | partly | partly | ok",
        "shared | yes | yes | ok"]
    assert len(result.contacts) == 0
    assert_frame_equal(result.scores, put_together(*ROUND).scores)


def test_categories() -> None:
    """Repeated texts of ``answers`` are ordered categories that group, sort and compare like build_frame."""
    answers = put_together(*ROUND, a_return("c", "name=ข", unit="ก\ud800")).answers
    assert answers["unit_code"].cat.categories.tolist() == ["10", "20", "ก\N{REPLACEMENT CHARACTER}"]
    assert answers["state"].cat.categories.tolist() == ["converted", "empty", "invalid", "ok"]
    assert answers[answers["unit_code"] < "20"]["unit_code"].unique().tolist() == ["10"]
    assert answers.groupby(["unit_code", "state"], observed=True).size().loc["20"].to_dict() == {"empty": 4, "ok": 3}
    assert {name for name, kind in answers.dtypes.items() if kind == "category"} == {
        "unit_code", "unit_name", "form_id", "form_version", "level", "category", "section", "criterion", "field",
        "state", "sha256", "sheet", "cell"}


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from([FORM, SHORTER]),
                          st.sampled_from(["", "name=ก; A3 have=yes", "mail=a@b.th; name=~=x"])), max_size=6),
       st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_round_is_its_returns(given_returns, contacts) -> None:
    """The frames of a round are the frames of its single returns concatenated, whether packed for sending or not."""
    returns = [a_return(str(n), answers, unit=f"{n:02}", form=form) for n, (form, answers) in enumerate(given_returns)]
    packed = [replace(one, reading=replace(one.reading, slots=PackedSlots.pack(one.reading.slots, plan_layout(form))))
              for one, (form, _) in zip(returns, given_returns, strict=True)]
    whole = put_together(*packed, contacts=contacts)
    alone = [put_together(one, contacts=contacts) for one in returns]
    for name in ("answers", "contacts", "scores"):
        assert rows_of(whole, name) == [row for one in alone for row in rows_of(one, name)]


STARTS = tuple("=+-@\t\r\n＝＋－＠")
ODD = ["=1+1", "+66", "-", "@x", "\tx", "\rx", "'x", 'a,"b"\r\nc', '"', "\n", "\n=1",
       "＝1", "＋", "－", "＠x", "\0=", "=\0,", " ก", "NA", "\ufeff", ""]


def by_the_book(frame: pd.DataFrame) -> bytes:
    """A frame as .csv, written by Python's csv module."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(frame.columns)
    for shown in frame.astype(object).where(frame.notna(), "").itertuples(index=False):
        writer.writerow([f"'{cell}".replace("\0", "\N{REPLACEMENT CHARACTER}")[not cell.startswith(STARTS):]
                         if isinstance(cell, str) else cell for cell in shown])
    return file.getvalue().encode("utf-8-sig")


@pytest.mark.slow
@given(st.lists(st.tuples(
    st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]))),
    st.one_of(st.none(), st.floats(allow_nan=False)), st.one_of(st.none(), st.integers(0, 2569)))))
@settings(max_examples=60, deadline=None)
def test_csv_by_the_book(rows) -> None:
    """Texts, numbers and missing values in a .csv are as written by Python's csv module; formulas are made harmless."""
    columns: dict[str, list] = {name: ["x"] * len(rows) for name in COLUMNS["answers"]}
    columns |= {name: [text for text, _, _ in rows] for name in ("value", "raw")}
    columns |= {"number": [number for _, number, _ in rows], "slot": [slot for _, _, slot in rows],
                "row": [None] * len(rows), "score": [number for _, number, _ in rows],
                "fiscal_year": [2569] * len(rows)}
    frame = build_frame.build_frame(AnswerRow, columns)
    again = frame.assign(cell=frame["value"].astype("category"), field=frame["raw"].astype("category"))
    for one in (frame, again):
        assert b"".join(csv_pieces("answers", io.BytesIO(b"".join(parquet_pieces([one]))))) == by_the_book(one)


@pytest.mark.slow
def test_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """For any number of rows made, written and read at a time, the frames and their files are the same."""
    form = load_form()
    form = replace(form, units=form.units[:10])
    usual = made_up_round(form, odd=ODD[:12])
    monkeypatch.setattr(build_frame, "_BYTES_A_CHUNK", 2**12)
    monkeypatch.setattr(build_frame, "_BYTES_AT_ONCE", 2**12)
    monkeypatch.setattr(formats, "_ROWS_OF_PARQUET", 150)
    monkeypatch.setattr(formats, "_ROWS_OF_CSV", 100)
    small = made_up_round(form, odd=ODD[:12])
    for name in small.frames:
        written = b"".join(parquet_pieces(small.frames.chunks(name)))
        frame = small.frames[name]
        assert_frame_equal(frame, usual.frames[name])
        assert written == b"".join(parquet_pieces([frame]))
        assert b"".join(csv_pieces(name, io.BytesIO(written))) == by_the_book(frame)
        assert_frame_equal(read_frame(name, written), frame)
        plain = pd.read_parquet(io.BytesIO(written))
        assert {str(kind) for kind in plain.dtypes} <= {"string", "Int64", "float64"}
        assert [*FrameRows(plain, FRAMES[name])] == rows_of(small, name)


RUNS = (["ก", "", "a b"], [], ["\ud800", "\udc00x", "한", "\U0001f600"], ["\0", "\n"])


def test_runs_of_texts() -> None:
    """Texts packed in runs unpack to the same texts; in Arrow, text that cannot be stored is replaced."""
    runs = [TextRun.of(run) for run in RUNS]
    assert [list(run) for run in runs] == list(RUNS)
    assert [runs[0][2], runs[3][-1], runs[2][1:3], len(runs[1])] == ["a b", "\n", ["\udc00x", "한"], 0]
    assert arrow_texts(runs).to_pylist() == ["ก", "", "a b", "\N{REPLACEMENT CHARACTER}",
                                                   "\N{REPLACEMENT CHARACTER}x", "한", "\U0001f600", "\0", "\n"]
    assert arrow_texts([]).to_pylist() == []


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=[]), max_size=5), max_size=6), max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_runs(given_runs) -> None:
    """For any texts, a column of runs equals the column of the texts without lone surrogates."""
    runs = [TextRun.of(run) for run in given_runs]
    assert [list(run) for run in runs] == given_runs
    assert arrow_texts(runs).to_pylist() == without_surrogates([text for run in given_runs for text in run])


@pytest.mark.parametrize(("asked", "unpacked"), [
    ("abc", "abc"), ("aba", "ab"), ("abca", "abc"), ("abcda", "abcda"), ("abacdab", "abcdab"), ("abcddc", "abcd"),
    ("XaXa", "XaXa"), ("XX", "X")])
def test_recent_columns(monkeypatch: pytest.MonkeyPatch, asked: str, unpacked: str) -> None:
    """Columns of three returns of one byte stay unpacked; once there are more, two; of a larger return only its own."""
    monkeypatch.setattr(packed_slots, "_UNPACKED_BYTES", 3)
    monkeypatch.setattr(packed_slots, "_CHUNK_BYTES", 2)
    made: list[str] = []

    def unpack(data: bytes) -> Columns:
        made.append(data.decode())
        return Columns(TextRun.of([data.decode() * (9 if data == b"X" else 1)]), {}, {}, b"", {}, {})

    recent = RecentColumns()
    assert [recent.of(letter.encode(), unpack).values[0][0] for letter in asked] == list(asked)
    assert "".join(made) == unpacked


@given(st.lists(st.tuples(st.sampled_from(["", "ก", "a"]), st.sampled_from([None, "", "x", "\ud800"])), max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_sparse_column(rows) -> None:
    """A column with other texts has its own where there are any."""
    others = {n: rows[n][1] for n in reversed(range(len(rows))) if rows[n][1] is not None}
    own = SparseColumn[str]()
    own.add(0, others)
    column = own.texts(arrow_texts([TextRun.of([text for text, _ in rows])]))
    assert column.to_pylist() == without_surrogates([text if other is None else other for text, other in rows])
