"""A form of PMQA 4.0's shape at full size: 24 items of three levels, ten indicators, own ones in rows, on paper."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import pmqa_xlsx
from judges import libreoffice_convert
from pmqa_xlsx.definition.overview import overview
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.layout import plan_layout

pytestmark = pytest.mark.slow

SMALL = Path(__file__).parent.parent / "samples" / "forms" / "quality-levels"
#: Each level: its letter, how many boxes it has, and when it counts.
LEVELS = (("B", 3, ""), ("A", 4, "score([{0}B])=100"), ("S", 2, "score([{0}B])=100 and score([{0}A])=100"))
WORDING = ("มีการกำหนดแนวทางและขั้นตอนที่ชัดเจนในการดำเนินงาน เพื่อให้บรรลุเป้าประสงค์ขององค์กร"
           "และตอบสนองความต้องการของผู้รับบริการและผู้มีส่วนได้ส่วนเสีย")


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """The example with two categories, made six categories of four items with made-up wording."""
    folder = tmp_path_factory.mktemp("full") / "form"
    shutil.copytree(SMALL, folder)
    (folder / "prefill.csv").unlink()
    categories, sections = ["code,title_th,kind,weight"], ["category,code,title_th,parent,weight,counts_when"]
    criteria = ["category,section,code,text_th,scale,rows,target,direction,unit_th,explanation,evidence"]
    for category in range(1, 7):
        categories.append(f"{category},หมวดตัวอย่างที่ {category},levels,4")
        for item in (f"{category}.{number}" for number in range(1, 5)):
            sections.append(f"{category},{item},หัวข้อ {item},,1,")
            for letter, boxes, gate in LEVELS:
                weight = 3 if letter == "B" else 1
                sections.append(f"{category},{item}{letter},ระดับ {letter},{item},{weight},{gate.format(item)}")
                for box in range(1, boxes + 1):
                    own = "longtext,longtext" if box == 1 else "none,none"
                    criteria.append(f"{category},{item}{letter},{item}{letter}{box},{WORDING},,,,,,{own}")
    categories += ["7,ตัวชี้วัดที่กำหนด,indicators,4", "7own,ตัวชี้วัดของหน่วยงานเอง,own,1"]
    criteria += [f"7,,K{number},ตัวชี้วัดที่ {number} ร้อยละความสำเร็จตามแผน,more,,80,more,ร้อยละ,," for number in range(1, 11)]
    criteria += [f"7own,,OWN{number},ตัวชี้วัดของหน่วยงานเอง ด้านที่ {number},more,0-3,,,,," for number in range(1, 7)]
    for name, lines in (("categories", categories), ("sections", sections), ("criteria", criteria)):
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    return pmqa_xlsx.load_form(folder)


def test_rows(form: Form) -> None:
    """It has some 250 rows."""
    assert sum(len(sheet.rows) for sheet in plan_layout(form).sheets) == 248


def test_pages(form: Form, tmp_path: Path) -> None:
    """It prints on at most 45 pages, as many as form check estimates."""
    (tmp_path / "form.xlsx").write_bytes(pmqa_xlsx.generate(form, "01"))
    printed = libreoffice_convert(tmp_path / "form.xlsx", "pdf", tmp_path).read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert (pages <= 45, abs(pages - overview(form, "th").pages) <= 2) == (True, True)
