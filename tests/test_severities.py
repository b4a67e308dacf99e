"""A finding has its own severity in every output: a check's is what the definition says, not what its code's is."""

import datetime as dt
import io
import json
import re
from dataclasses import replace

import openpyxl

from pmqa_xlsx.app.views.units import alike
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.consolidate.frame_rows import EachRow
from pmqa_xlsx.consolidate.frames import consolidate
from pmqa_xlsx.consolidate.schema import FindingRow
from pmqa_xlsx.findings import SEVERITY_FACT, Finding, Place
from pmqa_xlsx.report.consolidated import write_consolidated
from pmqa_xlsx.report.page import write_page
from pmqa_xlsx.report.terminal import Brief, finding_lines, frequent_findings
from pmqa_xlsx.text.calendar import THAI_TIME
from small_round import FORM, a_return


def a_round() -> Consolidation:
    """A return with an answer for which one check is a warning, and one for which another is an error."""
    checks = [Finding("inconsistent", Place("One", cell), "",
                      {SEVERITY_FACT: severity, "said_th": said, "said_en": said})
              for cell, severity, said in (("C3", "warning", "Odd"), ("C4", "error", "Wrong"))]
    one = a_return("1.xlsx", "name=a")
    return consolidate([replace(one, reading=replace(one.reading, findings=tuple(checks)))], [FORM], year=2569,
                       as_of=dt.datetime(2026, 12, 1, tzinfo=THAI_TIME))


def test_the_list_of_what_is_to_be_corrected() -> None:
    """It has the check that is an error, and it alone."""
    sheet = openpyxl.load_workbook(io.BytesIO(write_consolidated(a_round(), "en")))["To correct"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert [said for said in ("Odd", "Wrong") if said in texts] == ["Wrong"]


def test_the_page() -> None:
    """The error and the warning are counted apart, and each is shown as what it is."""
    page = write_page(a_round(), "en").decode()
    data = json.loads(re.findall(r'<script[^>]* id="data"[^>]*>(.*?)</script>', page)[0])
    assert {kind: line["counted"] for kind, line in data["kinds"].items()} == {
        "inconsistent error": 1, "inconsistent warning": 1}
    assert [[data["strings"][place] for place in found[:3]] for found in data["units"][0]["findings"]] == [
        ["inconsistent error", "One · C4", "Wrong"], ["inconsistent warning", "One · C3", "Odd"]]


def test_the_console() -> None:
    """Lines and the most frequent findings say which is which."""
    brief = Brief.of(a_round())
    assert [" ".join(line.split()[:3]) for line in finding_lines(brief, "en")][1:] == [
        "warning inconsistent One!C3:", "error inconsistent One!C4:"]
    assert frequent_findings(brief) == [("inconsistent", "error", 1), ("inconsistent", "warning", 1)]


def test_the_app() -> None:
    """They are two matters, the error first."""
    found = alike([*EachRow(a_round(), FindingRow)])
    assert [(one.first.severity, one.cells) for one in found] == [("error", ["C4"]), ("warning", ["C3"])]
