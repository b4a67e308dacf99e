"""Two editions of one form in a round: the newer one's fields judge older answers, and its list of units rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.decisions import Decision, Ruling
from pmqa_xlsx.consolidate.frame_rows import EachRow, FormIndex, OneUnit
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.schema import ReturnRow
from pmqa_xlsx.form.field import Field
from pmqa_xlsx.form.model import NEVER, Choice, ChoiceList, Form, Unit
from pmqa_xlsx.ingester.model import Return
from pmqa_xlsx.text.calendar import THAI_TIME
from pmqa_xlsx.text.language import Text
from small_round import FORM, a_file, a_return

#: The answers of category 1 in the older edition, and those of category 3 in the newer one.
OLD, NEW = "name=ก; A1 have=yes; A1 shared=no; A1 why=85; A2 have=no; A2 shared=no", "A3 have=no; A3 shared=no"
RENAMED = ChoiceList("have", (Choice("y", Text("มี", "yes"), 2), Choice("n", Text("ไม่มี", "no"), 0)))
RENUMBERED = Unit("21", Text("ยี่สิบ", "Twenty"), "กลุ่ม ข")


def edition(*units: Unit, **fields: Field) -> Form:
    """Version 2 of the small form, with other fields of these names and, if any are given, other units."""
    asked = tuple(fields.get(field.name, field) for field in FORM.fields["asked"])
    return replace(FORM, form_version="2", fields={**FORM.fields, "asked": asked}, units=units or FORM.units)


def field(name: str, **other: object) -> Field:
    """A field of the small form, changed."""
    return replace(next(one for one in FORM.fields["asked"] if one.name == name), **other)


def together(form: Form, *returns: Return) -> Consolidation:
    """The state of a round in which an edition was given after the first one."""
    return consolidate(returns, (form, FORM), year=None, as_of=dt.datetime(2026, 12, 5, tzinfo=THAI_TIME))


@pytest.mark.parametrize(("form", "expected"), [
    (edition(), "A1 have=yes A1 shared=no A1 why=85"),
    (edition(have=field("have", choices=RENAMED), why=field("why", required=NEVER)),
     "A1 have=y A1 shared=no A1 why=85"),
    (edition(why=field("why", type="integer")), "A1 have=yes A1 shared=no A1 why=85"),
    (edition(why=field("why", max_length=1)), "A1 have=yes A1 shared=no A1 why!85"),
    (edition(why=field("why", type="integer", maximum=10)), "A1 have=yes A1 shared=no A1 why!85"),
    (edition(why=field("why", type="email")), "A1 have=yes A1 shared=no A1 why!85"),
], ids=["same", "values-renamed", "number", "shorter", "bounds", "e-mail"])
def test_older_answers_are_read_by_the_newer_rules(form: Form, expected: str) -> None:
    """An answer of an older edition is valid only if the newer edition's field accepts it; its text stays."""
    answers = together(form, a_return("old", OLD), a_return("new", NEW, form=form, day=2)).answers
    about = answers[(answers["criterion"] == "A1") & (answers["form_version"] == "2")]
    assert " ".join(f"{row.criterion} {row.field}{'!' if row.state == 'invalid' else '='}{row.value or row.raw}"
                    for row in about.itertuples()) == expected


def test_what_the_newer_rules_refuse_is_a_finding_on_the_older_return() -> None:
    """The finding is on the return that holds the answer, and the unit has to correct it."""
    form = edition(why=field("why", type="integer", maximum=10))
    result = together(form, a_return("old", OLD), a_return("new", NEW, form=form, day=2))
    found = result.findings
    assert found.loc[found["code"] == "out-of-range", ["file", "status", "criterion", "value"]].to_numpy().tolist() == [
        ["old", "joined", "A1", "85"]]


@pytest.mark.parametrize(("units", "standing", "likely", "owed"), [
    (FORM.units, "accepted", "", ["10", "20"]),
    (FORM.units[:1], "rejected", "", ["10"]),
    ((FORM.units[0], RENUMBERED), "rejected", "21", ["10", "21"]),
    ((replace(FORM.units[0], aliases=("ยี่สิบ",)),), "rejected", "10", ["10"]),
    ((FORM.units[0], replace(FORM.units[1], to_year=2568)), "rejected", "20", ["10"]),
], ids=["same", "removed", "renumbered", "merged", "until-last-year"])
def test_the_edition_given_last_rules_the_units(
    units: tuple[Unit, ...], standing: str, likely: str, owed: list[str],
) -> None:
    """A return of a unit that it does not list waits for the office, with the unit that its name is now."""
    full = f"{OLD}; {NEW}; 2 email=a@b.go.th"
    result = together(edition(*units), a_return("a", full, unit="20"), a_return("b", full, day=2, sender="b@b.go.th"))
    assert (result.returns["status"].tolist()[0], result.returns["likely_unit"].tolist()[0],
            result.units["unit_code"].tolist()) == (standing, likely, owed)


@pytest.mark.parametrize(("due", "days_late", "said"), [(dt.date(2026, 11, 30), 3, ["late"]), (None, 0, []),
                                                        (dt.date(2026, 12, 20), 0, [])])
def test_the_due_date_is_that_of_the_edition_given_last(due: dt.date | None, days_late: int, said: list[str]) -> None:
    """Of a return in the older edition, sent on 3 December, the finding says what the frame ``units`` says."""
    result = together(replace(edition(), due_date=due), a_return("a", f"{OLD}; {NEW}; 2 email=a@b.go.th", day=33))
    found = result.findings
    assert (int(result.units["days_late"][0]), found.loc[found["code"] == "late", "code"].tolist()) == (days_late, said)


def test_a_unit_given_by_the_office_that_is_no_longer_listed() -> None:
    """A return that the office gave to such a unit waits for the office again, and counts for nobody meanwhile."""
    one = a_return("a", f"{OLD}; {NEW}; 2 email=a@b.go.th")
    decision = Decision(one.sha256, Ruling.IS_UNIT, unit_code="20")
    for units, status, likely in ((FORM.units, "accepted", ""), (FORM.units[:1], "rejected", ""),
                                  ((FORM.units[0], RENUMBERED), "rejected", "21")):
        result = consolidate([one], (edition(*units), FORM), year=None, decisions=[decision],
                             as_of=dt.datetime(2026, 12, 5, tzinfo=THAI_TIME))
        row = result.returns.iloc[0]
        assert (row["unit_code"], row["status"], row["likely_unit"]) == ("20", status, likely)


def test_a_unit_has_the_name_of_the_edition_given_last() -> None:
    """A unit that was renamed has one name in all frames, whatever edition it sent."""
    form = edition(FORM.units[0], replace(FORM.units[1], name=Text("ใหม่")))
    result = together(form, a_return("a", f"{OLD}; {NEW}; 2 email=a@b.go.th", unit="20"))
    assert {name for frame in (result.returns, result.answers, result.scores)
            for name in frame["unit_name"]} | set(result.units["unit_name"]) == {"ใหม่", "สิบ"}


def test_english_names_are_of_the_edition_given_last_too() -> None:
    """A renamed unit, and a unit of whom a file of no form came, have their English names and groups in the lists."""
    form = edition(FORM.units[0], replace(FORM.units[1], name=Text("ใหม่", "New"), group="กลุ่ม ค"))
    result = together(form, a_return("a", f"{OLD}; {NEW}; 2 email=a@b.go.th", unit="20"),
                      a_file("10.pdf", "not-a-workbook", unit="10"))
    index = FormIndex(result.forms)
    assert [(index.unit_name(row).en, (index.unit(*OneUnit.of(row)) or FORM.units[2]).group)
            for row in EachRow(result, ReturnRow)] == [("Ten", "กลุ่ม ก"), ("New", "กลุ่ม ค")]


def in_tables(why: str, others: str) -> Form:
    """The second edition, with its criteria's fields in tables of these headings."""
    return replace(FORM, form_version="2", fields=FORM.fields | {"asked": tuple(
        replace(field, table=Text(why if field.name == "why" else others)) for field in FORM.fields["asked"])})


@pytest.mark.parametrize("form", [in_tables("ตาราง", "ตาราง"), in_tables("ใหม่", "ใหม่"), in_tables("ใหม่", "ตาราง")],
                         ids=["the same", "a new heading", "a field in a table of its own"])
def test_parts_of_an_edition_with_other_tables(form: Form) -> None:
    """A return of the first edition that leaves a category alone keeps its older answers by the second one too."""
    answers = together(form, a_return("1", "A1 why=x; A2 why=y; A3 why=z"), a_return("2", "A3 why=v", day=2),
                       a_return("3", "A3 why=w", day=3, form=form)).answers.query("field == 'why' and value != ''")
    assert answers["value"].tolist() == ["x", "y", "w"]
