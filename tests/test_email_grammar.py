"""The grammar of e-mail addresses: the shared table of cases, checked by Python, and the content of cells."""

import csv
from pathlib import Path

import pytest

from pmqa_xlsx.answers import is_email, read_answer
from pmqa_xlsx.answers.email_grammar import LONGEST
from pmqa_xlsx.cells import CellKind, CellValue
from pmqa_xlsx.form.model import Field
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.text.language import Text

CASES = Path(__file__).parent / "data" / "emails.csv"
EMAIL = Field("email", Text("อีเมล"), "email", Level.COVER)


def cases() -> list[tuple[str, bool]]:
    """Return the table's (address, valid)."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["address"], row["valid"] == "yes") for row in csv.DictReader(file)]


@pytest.mark.parametrize(("address", "valid"), cases())
def test_each_case_of_the_table(address: str, valid: bool) -> None:
    """Python judges each address as the table says."""
    assert is_email(address) is valid


def test_the_table_is_large_enough_to_pin_the_grammar() -> None:
    """The table has at least forty cases; at least a third are valid and a third are not."""
    verdicts = [valid for _, valid in cases()]
    assert len(verdicts) >= 40
    assert len(verdicts) / 3 <= sum(verdicts) + 1 <= 2 * len(verdicts) / 3


@pytest.mark.parametrize(("length", "valid"), [(LONGEST, True), (LONGEST + 1, False)])
def test_an_address_has_at_most_254_characters(length: int, valid: bool) -> None:
    """The limit of RFC 5321 holds for the whole address."""
    address = "a@" + "b" * (length - 5) + ".th"
    assert (len(address), is_email(address)) == (length, valid)


@pytest.mark.parametrize(("length", "comes_to"), [(4_000, "converted a@b.go.th"), (4_001, "invalid ")])
def test_a_long_text_is_not_searched_for_addresses(length: int, comes_to: str) -> None:
    """A text of more than 4,000 characters is not read as a list of addresses, and nothing is proposed."""
    answer = read_answer(CellValue(CellKind.TEXT, "a@b.go.th ".ljust(length, "ก")), EMAIL)
    assert f"{answer.state} {answer.value}" == comes_to
    assert [remark.facts.get("proposal", "") for remark in answer.remarks if remark.code == "bad-email"] == (
        [] if answer.value else [""])


@pytest.mark.parametrize(("content", "comes_to"), [
    ("somchai@moi.go.th", "ok somchai@moi.go.th"), ("mailto:a@b.go.th", "converted a@b.go.th | value-converted"),
    ("สมชาย ใจดี <a@b.go.th>", "converted a@b.go.th | value-converted"),
    ("Som Jaidee <a@b.go.th>", "converted a@b.go.th | value-converted"),
    ("a＠b.go.th", "converted a@b.go.th | value-converted"), ("a@b.go.th.,", "converted a@b.go.th | value-converted"),
    ("E-mail: a@b.go.th", "converted a@b.go.th | value-converted"),
    ("a@b.go.th\u200b", "converted a@b.go.th | value-converted"),
    ("หนทแ้ฟร๑ทนรใเนใะ้", "invalid | bad-email somchai@moi.go.th"),
    ("a@moi,co.th", "invalid | bad-email a@moi.co.th"),
    ("a@moi.go,th", "invalid | bad-email a@moi.go.th"), ("a @moi. go.th", "invalid | bad-email a@moi.go.th"),
    ("โทร 081 a@b.go.th", "invalid | bad-email a@b.go.th"), ("somchai", "invalid | bad-email"),
    ("s\u043emchai@moi.go.th", "invalid | bad-email somchai@moi.go.th"),
    ("a๑@moi.go.th", "invalid | bad-email a1@moi.go.th"), ("a\u2011b@moi。go.th", "invalid | bad-email a-b@moi.go.th"),
    ("@", "invalid | bad-email"),
    ("a@b.go.th, c@d.go.th", "converted a@b.go.th; c@d.go.th | several-emails"),
    ("1. ก <a@b.go.th>\n2. ข <c@d.go.th>", "converted a@b.go.th; c@d.go.th | several-emails"),
    ("a@b.go.th และ c@d.go.th", "converted a@b.go.th; c@d.go.th | several-emails"),
    ("a@b.go.th; A@B.go.th", "converted a@b.go.th | value-converted"),
    ("a@b.go.th; c@d,go.th", "invalid | bad-email a@b.go.th; c@d.go.th"), ("N/A", "empty | value-converted"),
    (" - ", "empty | value-converted"),
])
def test_emails(content: str, comes_to: str) -> None:
    """Clear addresses, one or several, are accepted; probable ones are proposed."""
    answer = read_answer(CellValue(CellKind.TEXT, content), EMAIL)
    proposal = [remark.facts.get("proposal", "") for remark in answer.remarks]
    result = " | ".join([f"{answer.state} {answer.value}".strip(),
                       *(f"{r.code} {p}".strip() for r, p in zip(answer.remarks, proposal, strict=True))])
    assert result == comes_to
    assert list(answer.emails) == ([] if not answer.value else answer.value.split("; "))
