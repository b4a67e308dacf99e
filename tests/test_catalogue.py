"""The catalogue of finding codes: complete in both languages, and readable with any facts missing."""

import ast
import csv
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from pmqa_xlsx.catalogue import CATALOGUE, CatalogueEntry, Severity, explain, markdown_table, rejecting_codes
from pmqa_xlsx.catalogue.model import LIMIT, PLACEHOLDER, Words, fill
from pmqa_xlsx.definition.mistakes import MISTAKES
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.text.language import Lang, Text

PACKAGE = Path(__file__).parent.parent / "pmqa_xlsx"
# Functions that make findings, with the position of the code among their arguments.
MAKERS = {"Finding": 0, "Remark": 0, "Unreadable": 0, "refused": 1}
LANGS: tuple[Lang, ...] = ("th", "en")
ENTRIES = list(CATALOGUE.values())

SEVERITIES = {
    "error": """file-encrypted not-a-workbook file-damaged file-unsafe file-unreadable archive-unsupported not-our-form
        form-unknown sheet-missing row-missing row-conflict heading-missing heading-conflict unit-unknown
        unit-mismatch year-mismatch answer-missing
        required-by not-a-choice not-a-number out-of-range text-too-long bad-year bad-date not-a-time bad-url
        unexpected-date
        bad-email formula-uncalculated error-value cell-conflict picture-in-answer hidden-by-merge office-rejected
        nothing-filled-in unit-doubtful""",
    "warning": """cells-merged content-cut active-content no-workbook seal-altered locked-text-changed sheet-duplicated
        several-emails formula-in-answer late resent-older answer-dropped answer-reverted older-edit date-doubtful
        other-unit-named same-as-other-unit decision-overtaken inconsistent computed-differs""",
    "notice": """format-converted side-part-unreadable automatic-mail other-attachment seal-absent labels-changed
        cells-moved sheet-renamed protection-removed
        check-altered extra-content value-converted duplicate-file superseded office-accepted office-preferred
        office-chose-other
        office-unit part-joined""",
}
GIVEN_TO_ALL = {"value", "sheet", "cell", "field", "about"}
FACTS = {"field_th": "หลักฐาน", "field_en": "Evidence", "about": "X1"}


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a table of the catalogue."""
    with (PACKAGE / "catalogue" / table).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def facts_of(entry: CatalogueEntry) -> set[str]:
    """The names of the facts that the sentences show, and of the one that chooses a variant."""
    shown = {name for _, spoken in said(entry) for text in spoken.texts for name in PLACEHOLDER.findall(text.en)}
    variants = {"variant"} if entry.message.variants or entry.fix.variants else set()
    return (shown | {"field", "about"} if "question" in shown else shown) - {"question"} | variants


def said(entry: CatalogueEntry) -> list[tuple[str, Words]]:
    """What the entry says, by name."""
    return [("message", entry.message), ("fix", entry.fix)]


def test_severities() -> None:
    """Every code exists and has the severity of the table."""
    found = {severity.value: sorted(e.code for e in ENTRIES if e.severity is severity) for severity in Severity}
    assert found == {severity: sorted(codes.split()) for severity, codes in SEVERITIES.items()}


def test_rejecting() -> None:
    """These findings reject a return; all of them are errors."""
    assert sorted(rejecting_codes()) == [
        "archive-unsupported", "file-damaged", "file-encrypted", "file-unreadable", "file-unsafe", "form-unknown",
        "not-a-workbook", "not-our-form", "nothing-filled-in", "office-rejected", "unit-mismatch", "unit-unknown",
        "year-mismatch"]
    assert {e.severity for e in ENTRIES if e.rejects} == {Severity.ERROR}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_both_languages(entry: CatalogueEntry) -> None:
    """Each text is there in both languages, the Thai one written in Thai and the English one without it."""
    for text in (entry.title, entry.why):
        assert re.search("[ก-๙]", text.th)
        assert re.search("[A-Za-z]", text.en)
        assert not re.search("[ก-๙]", text.en)
    assert entry.bad.of("en")
    assert entry.good.of("en")
    assert max(len(entry.title.th), len(entry.title.en)) <= 40


@pytest.mark.parametrize("entry", [*ENTRIES, *MISTAKES.values()], ids=lambda entry: entry.code)
def test_whole_sentences(entry: CatalogueEntry) -> None:
    """Each sentence is one by itself in both languages, with the same facts and without any markup."""
    for _, words_said in said(entry):
        for text in words_said.texts:
            bare = [PLACEHOLDER.sub("X", re.sub(r"\{\w+:([^|]*)\|[^}]*}", r"\1", template))
                    for template in (text.th, text.en)]
            assert not any(re.search(r"[{}|]|\[(?! \]|1\.1\]|D\])|  |^ | $", template) for template in bare), text
            assert text.en == "{advice}" or text.en[-1] in ".}", text
            assert sorted(PLACEHOLDER.findall(text.th)) == sorted(PLACEHOLDER.findall(text.en))


@pytest.mark.parametrize("table", ["findings.csv", "mistakes.csv", "oddities.csv"])
def test_tables(table: str) -> None:
    """A table has no misspelt part, no code in two places, and no text that is not in both languages."""
    rows = rows_of(table)
    assert {row["part"] for row in rows} <= {"title", "why", "message", "fix", "example", "fact"}
    assert {row["which"] for row in rows if row["part"] == "example"} <= {"bad", "good"}
    assert [row for row in rows if not row["th"] or not (row["en"] or row["part"] == "fact")] == []
    codes = [code for code, _ in groupby(row["code"] for row in rows)]
    assert codes == list(dict.fromkeys(codes))


def test_declared_facts() -> None:
    """An example is given only of facts that a sentence of the code shows, or that choose one."""
    assert [row for row in rows_of("findings.csv") if row["part"] == "fact" and row["code"] != "*"
            and row["which"] not in facts_of(CATALOGUE[row["code"]])] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_last_sentence(entry: CatalogueEntry) -> None:
    """The last sentence says something whatever is known."""
    assert [name for name, words_said in said(entry) if PLACEHOLDER.search(words_said.sentences[-1].en)] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_reads_well(entry: CatalogueEntry) -> None:
    """With all facts, with none and with each one missing, a sentence has no brace, empty quote or stray space."""
    for lang in LANGS:
        full = entry.sample_facts(lang)
        cases = [full, {}, *({k: v for k, v in full.items() if k != left_out} for left_out in full),
                 *({**full, "variant": name} for name in entry.message.variants)]
        for facts in cases:
            for _, words_said in said(entry):
                sentence = words_said.of(lang, facts)
                assert not re.search(r"[{}\[\]|]|“\s*”|\(\s*\)|  | [.,;:)](?!\w)|\.\.|^ | $", sentence), sentence
                assert lang == "th" or sentence.endswith(".")


@pytest.mark.parametrize(("facts", "expected"), [
    ({"x": "1", "y": "2", "z": "3"}, "A 1 and 2. With 3."),
    ({"x": "1", "z": "3"}, "A 1. With 3."),
    ({"y": "2"}, "A."),
    ({"x": "", "z": ""}, "A."),
    ({"variant": "other", "x": "1"}, "B 1."),
    ({"variant": "other"}, "A."),
    ({"variant": "unheard of", "x": "1"}, "A 1."),
])
def test_words(facts: dict[str, str], expected: str) -> None:
    """The first sentence of which all facts are known is said, a variant's before, and each detail that is known."""
    said_of = Words((Text("ก {x} {y}", "A {x} and {y}."), Text("ก {x}", "A {x}."), Text("ก", "A.")),
                    (Text("กับ {z}", "With {z}."),), {"other": (Text("ข {x}", "B {x}."),)})
    assert said_of.of("en", facts) == expected


def test_words_without_a_sentence() -> None:
    """Where no sentence can be used, that is a mistake of this program."""
    with pytest.raises(KeyError, match=r"A \{x\}"):
        Words((Text("ก {x}", "A {x}."),)).of("en", {})


@pytest.mark.parametrize(("template", "facts", "expected"), [
    ("A {x}.", {"x": "1"}, "A 1."),
    ("A {x}.", {}, ""),
    ("A {x} {y}.", {"x": "1"}, ""),
    ("A {x}.", {"x": "{y}", "y": "1"}, "A {y}."),
    ("A {x}.", {"x_th": "ก", "x_en": "a"}, "A a."),
    ("A {x}.", {"x_th": "ก"}, "A ก."),
    ("A {x}.", {"x": " two \n\n lines\t"}, "A two / lines."),
    ("A {x}.", {"x": "\x1b[31m\ud800"}, "A �[31m�."),
    ("A {question}.", {"field": "Evidence", "about": "X1"}, "A “Evidence” of X1."),
    ("A {question}.", {"field": "Evidence"}, "A “Evidence”."),
    ("A {question}.", {"about": "X1"}, ""),
])
def test_fill(template: str, facts: dict[str, str], expected: str) -> None:
    """A sentence shows its facts or is not said, and what a fact holds is never read as a template."""
    assert fill(template, "en", facts) == expected


@pytest.mark.parametrize("length", [LIMIT, LIMIT + 1, 1_000_000])
def test_long_values(length: int) -> None:
    """A long value is cut, with an ellipsis in place of the rest."""
    shown = fill("{x}", "en", {"x": "x" * length})
    assert shown == ("x" * LIMIT if length == LIMIT else "x" * (LIMIT - 1) + "…")


@pytest.mark.parametrize(("code", "value", "facts", "th", "en"), [
    ("answer-missing", "", FACTS, "ยังไม่ได้กรอก “หลักฐาน” ของ X1", "“Evidence” of X1 has not been filled in."),
    ("not-a-number", "แปด", FACTS, "ค่า “แปด” ในช่อง “หลักฐาน” ของ X1 ไม่ใช่ตัวเลขที่ช่องนี้รับ",
     "The value “แปด” of “Evidence” of X1 is not a valid number."),
    ("late", "", {"days": "5", "due_th": "30 พ.ย. 2569"}, "ส่งหลังกำหนด 5 วัน กำหนดส่งคือ 30 พ.ย. 2569",
     "The unit's first return came 5 days after the due date, 30 พ.ย. 2569."),
    ("late", "", {"days": "1"}, "ส่งหลังกำหนด 1 วัน", "The unit's first return came 1 day after the due date."),
])
def test_finding_in_words(code: str, value: str, facts: dict[str, str], th: str, en: str) -> None:
    """A finding's sentences are made from its place, its value and its facts."""
    finding = Finding(code, Place(sheet="S", cell="D7"), value, facts)
    assert [finding.message("th"), finding.message("en")] == [th, en]
    assert all("D7" in finding.fix(lang) for lang in LANGS if code != "late")


@pytest.mark.parametrize("code", CATALOGUE)
def test_explain(code: str) -> None:
    """Each code is explained in both languages, with its example and without gaps."""
    for lang in LANGS:
        text = explain(code, lang)
        assert text.startswith(f"{code} (")
        assert f"{CATALOGUE[code].bad.of(lang)} → {CATALOGUE[code].good.of(lang)}" in text
        assert str(CATALOGUE[code].as_json()[f"message_{lang}"]) in text


@pytest.mark.parametrize(("code", "near"), [
    ("answer-mising", "answer-missing"), ("FILE_UNSAFE", "file-unsafe"), ("email", "bad-email"),
])
def test_explain_near(code: str, near: str) -> None:
    """An unknown code is the operator's mistake, and the most similar codes are named."""
    with pytest.raises(OptionNotValid, match=near) as raised:
        explain(code, "en")
    assert near in raised.value.message("th")


def test_explain_unknown() -> None:
    """Nothing is proposed for a code that is similar to no other."""
    with pytest.raises(OptionNotValid, match=r"^There is no finding code “qqq”\.$"):
        explain("qqq", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_markdown_table(lang: Lang) -> None:
    """The table has a line for each code, in the catalogue's order, with four cells."""
    lines = markdown_table(lang).splitlines()[2:]
    assert [line.split("`")[1] for line in lines] == list(CATALOGUE)
    assert {line.count(" | ") for line in lines} == {3}


def given_facts() -> Iterator[tuple[str, str, set[str]]]:
    """Yield for each place in the program that makes a finding: the place, the code and the names of the facts."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            code = next(iter(call.args[MAKERS.get(call.func.id, len(call.args)):]), None)
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                keys = [key for part in ast.walk(call) if isinstance(part, ast.Dict) for key in part.keys]
                names = {str(key.value) for key in keys if isinstance(key, ast.Constant)}
                words = {word.arg for word in call.keywords if word.arg} - {"facts", "value", "place"}
                yield f"{path.name}:{call.lineno}", code.value, {re.sub("_(th|en)$", "", n) for n in names | words}


def test_facts_given_are_known() -> None:
    """The program's findings have codes of the catalogue, and give facts that the entries declare."""
    unknown = [(where, code, sorted(names)) for where, code, names in given_facts()
               if code not in CATALOGUE or names - GIVEN_TO_ALL - facts_of(CATALOGUE[code])]
    assert unknown == []


def test_every_code_has_a_case() -> None:
    """Every finding code is what some other test expects to find."""
    others = [path for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name]
    stated = {word for path in others for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
              if isinstance(node, ast.Constant) and isinstance(node.value, str)
              for word in re.findall("[a-z-]+", node.value)}
    assert sorted(CATALOGUE.keys() - stated) == []
