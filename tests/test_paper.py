"""How workbooks print, and that forms of unusual sizes still do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from judges import libreoffice_convert, ooxml_errors
from pmqa_xlsx import generate
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.form.model import Category, Criterion, Field, Form, Unit
from pmqa_xlsx.form.question import Level
from pmqa_xlsx.layout import plan_layout
from pmqa_xlsx.layout.sizes import BODY, scale
from pmqa_xlsx.text.language import Text
from printed_pages import printed_pages

SHIPPED = load_form()
MOST_PAGES = 22
SMALLEST = 11.0


def form_of(categories: int = 2, criteria: int = 3, columns: int = 3, further: int = 0) -> Form:
    """A form of some size: so many categories, criteria in each, answer columns and further tables."""
    fields = [Field(f"n{n}", Text(f"ช่อง {n}"), "choice" if n else "longtext", Level.CRITERION, Text("หลัก"),
                    choices=SHIPPED.choice_lists[0] if n else None, width=6 if n else None) for n in range(columns)]
    fields += [Field(f"t{n}", Text(f"ตอบ {n}"), "text", Level.CRITERION, Text(f"ตาราง {n}")) for n in range(further)]
    return Form("size", "1", Text("แบบขนาดต่าง ๆ"), Text("หน่วย"), 2569, tuple(
        Category(f"C{c}", Text(f"หมวดที่ {c}"), "k", tuple(
            Criterion(f"C{c}", f"C{c}.{n}", Text("ข้อความของเกณฑ์ข้อนี้ " * 6)) for n in range(criteria)))
        for c in range(categories)), {"k": tuple(fields)}, (Unit("1", Text("หนึ่ง", "One")),),
        choice_lists=SHIPPED.choice_lists)


SIZES = {
    "one category": form_of(categories=1), "forty categories": form_of(categories=40, criteria=1),
    "300 criteria": form_of(categories=1, criteria=300), "12 answer columns": form_of(columns=12),
    "four further tables": form_of(further=4),
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["50", None], ids=["a unit's", "blank"])
def test_pages_of_the_shipped_form(unit: str | None, tmp_path: Path) -> None:
    """The shipped form prints on few pages."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(generate(SHIPPED, unit))
    pages = re.findall(rb"/Type\s*/Page\b(?!s)", libreoffice_convert(path, "pdf", tmp_path).read_bytes())
    assert 0 < len(pages) <= MOST_PAGES


@pytest.mark.parametrize("form", [SHIPPED, *SIZES.values()], ids=["shipped", *SIZES])
def test_text_is_printed_large_enough(form: Form) -> None:
    """On every sheet running text prints at eleven points or more."""
    sizes = {sheet.key: BODY * scale(sheet.widths) for sheet in plan_layout(form).sheets if sheet.widths}
    assert {key: size for key, size in sizes.items() if size < SMALLEST} == {}


@pytest.mark.slow
@pytest.mark.parametrize("categories", [1, 40])
def test_what_is_signed_is_on_one_page(categories: int, tmp_path: Path) -> None:
    """However many categories there are, verdict, total and signatures are on the last page together."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(generate(form_of(categories=categories, criteria=1), "1"))
    last = printed_pages(libreoffice_convert(path, "pdf", tmp_path))[-1].text
    assert [word for word in ("หนึ", "พร", "รวม", "ขอรับรอง", "รับรอง") if word not in last] == []


@pytest.mark.parametrize("form", SIZES.values(), ids=SIZES)
def test_the_validator_takes_any_size(form: Form, tmp_path: Path) -> None:
    """The Open XML SDK's validator finds nothing in forms of unusual sizes."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(generate(form, "1"))
    assert ooxml_errors(path) == []
