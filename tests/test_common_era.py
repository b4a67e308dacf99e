"""A round of a form with years of the common era: its outputs have no Thai letter, in Thai no B.E. year."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmqa_xlsx
from pmqa_xlsx.consolidate.consolidation import Consolidation
from pmqa_xlsx.demo.filling import Editor
from pmqa_xlsx.layout import plan_layout

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

INSPECTION = Path(__file__).parent.parent / "samples" / "forms" / "inspection"
THAI, BUDDHIST_ERA = re.compile("[ก-๛]"), re.compile(r"\b2[45]\d\d\b|พ\.ศ|B\.E\.|Buddhist|107041E")
#: What one unit typed, by field, with mistakes of many kinds.
TYPED = {"inspector": "Kim", "visited": "4 May 2025", "opened": "9:00", "closed": "99:77", "enrolled": "x",
         "present": 12, "since": "soon", "built": 3000, "remark": dt.date(2026, 5, 4)}
#: Outputs in both languages, or in the one that the office asks for: frames, and templates of letters.
IN_BOTH = ("frames", "templates")


def command(*words: object, day: str) -> None:
    """Run a command on a day; mistakes of units may be found."""
    done = subprocess.run([sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", *map(str, words)], capture_output=True,
                          encoding="utf-8", env={**os.environ, "PMQA_XLSX_NOW": f"{day}T09:00:00+07:00"})
    assert done.returncode in (0, 1), done.stderr


@pytest.fixture(scope="module", params=["en", "th"])
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """All outputs of a round in one language: workbooks, results, letters, a snapshot and a comparison."""
    base = tmp_path_factory.mktemp(request.param)
    definition, inbox, out = base / "form", base / "in", base / "out"
    shutil.copytree(INSPECTION, definition)
    with (definition / "cover.csv").open("a", encoding="utf-8") as cover:
        cover.write("since,School opened in,year,no,1950,2026,,\nbuilt,Fence built in,year,no,,,,\n")
    words = (definition / "form.csv").read_text("utf-8").replace("lang,en", f"lang,{request.param}")
    (definition / "form.csv").write_text(words, "utf-8")
    form = pmqa_xlsx.load_form(definition)
    layout = plan_layout(form)
    editor = Editor(pmqa_xlsx.generate(form, "A1"), layout, form.lang)
    for slot in layout.slots:
        if slot.question.field in TYPED:
            editor.sheet(slot.sheet)[str(slot.cell)].value = TYPED[slot.question.field]
    inbox.mkdir()
    (inbox / "a1.xlsx").write_bytes(editor.saved(dt.datetime(2026, 9, 9, tzinfo=dt.UTC)))
    (inbox / "a2.xlsx").write_bytes(pmqa_xlsx.generate(form, "A2", year=2025))
    command("generate", "-o", out / "outgoing", "-f", definition, day="2026-09-01")
    command("generate", "-o", base / "blank", "-f", definition, "--blank", day="2026-09-01")
    shutil.move(base / "blank", out / "blank")
    command("ingest", inbox / "a2.xlsx", "-o", out, day="2026-09-10")
    command("snapshot", out, "first", day="2026-09-10")
    command("extend", out, "A2", "2026-11-15", "--reason", "storm", "--by", "Lee", day="2026-10-09")
    command("ingest", inbox, "-o", out, day="2026-10-10")
    command("feedback", out, "--invite", "--remind", "--receipt", day="2026-10-10")
    command("compare", f"{out}@first", out, "-o", out / "compare.xlsx", day="2026-10-10")
    return request.param, out


def texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Every text in a file, with what it is in: parts of workbooks, headers and parts of mails."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                yield from texts(f"{name}!{part}", package.read(part))
    elif name.endswith(".eml"):
        mail = email.message_from_bytes(data, policy=email.policy.default)
        yield name, " ".join(map(str, mail.values()))
        for part in mail.walk():
            if not part.is_multipart():
                content = part.get_content()
                yield from texts(f"{name}!{part.get_filename()}",
                                 content.encode() if isinstance(content, str) else content)
    elif not name.endswith((".parquet", ".sqlite")):
        yield name, data.decode("utf-8", "replace")


def with_match(pattern: re.Pattern[str], folder: Path) -> list[str]:
    """Which files of a folder have text that matches, with the first match in each."""
    return [f"{name}: …{text[max(match.start() - 20, 0):match.end() + 20]}…"
            for path in sorted(folder.rglob("*")) if path.is_file() and not set(path.parts) & set(IN_BOTH)
            for name, text in texts(path.relative_to(folder).as_posix(), path.read_bytes())
            if (match := pattern.search(text))]


def test_all_is_searched(outputs: tuple[str, Path]) -> None:
    """The round has every kind of output, and the search looks into all of them."""
    _, out = outputs
    there = {path.relative_to(out).parts[0] for path in out.rglob("*") if path.is_file()}
    assert {"outgoing", "blank", "consolidated.xlsx", "report.html", "letters", "snapshots", "compare.xlsx"} <= there
    assert any("correction.xlsx!xl/sharedStrings.xml: " in found for found in with_match(re.compile("Kim"), out))


def test_no_thai_letter(outputs: tuple[str, Path]) -> None:
    """The outputs of a form without a Thai letter have none."""
    lang, out = outputs
    assert lang == "th" or with_match(THAI, out) == []


def test_no_buddhist_era(outputs: tuple[str, Path]) -> None:
    """Years, days and formats of days are those of the common era in every output, also in Thai."""
    assert with_match(BUDDHIST_ERA, outputs[1]) == []


def test_history_in_the_common_era(outputs: tuple[str, Path]) -> None:
    """So are the days in the Thai sentences of what happened."""
    sentences = " ".join(Consolidation.load(outputs[1]).frames["events"]["detail_th"])
    assert ("ค.ศ. 2026" in sentences, BUDDHIST_ERA.search(sentences)) == (True, None)
