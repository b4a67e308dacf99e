"""One grammar of e-mail addresses: the shared table of cases, here judged by Python."""

import csv
from pathlib import Path

import pytest

from pmqa_xlsx.answers import is_email
from pmqa_xlsx.answers.email_grammar import LONGEST

CASES = Path(__file__).parent / "data" / "emails.csv"


def cases() -> list[tuple[str, bool]]:
    """Return the table's (address, valid)."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["address"], row["valid"] == "yes") for row in csv.DictReader(file)]


@pytest.mark.parametrize(("address", "valid"), cases())
def test_each_case_of_the_table(address: str, valid: bool) -> None:
    """Python judges each address as the table says."""
    assert is_email(address) is valid


def test_the_table_is_large_enough_to_pin_the_grammar() -> None:
    """The table has at least forty cases of which a third are valid and a third are not."""
    verdicts = [valid for _, valid in cases()]
    assert len(verdicts) >= 40
    assert len(verdicts) / 3 <= sum(verdicts) + 1 <= 2 * len(verdicts) / 3


@pytest.mark.parametrize(("length", "valid"), [(LONGEST, True), (LONGEST + 1, False)])
def test_an_address_has_at_most_254_characters(length: int, valid: bool) -> None:
    """The limit of RFC 5321 holds for the whole address."""
    address = "a@" + "b" * (length - 5) + ".th"
    assert (len(address), is_email(address)) == (length, valid)
