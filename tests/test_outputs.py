"""The workbooks of a round as files, with their manifest."""

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

import rich_form
from pmqa_xlsx import generate
from pmqa_xlsx.definition.loading import load_form
from pmqa_xlsx.definition.overview import lacking_english
from pmqa_xlsx.errors import OutputNotWritable, UnitNotFound
from pmqa_xlsx.form.model import Unit
from pmqa_xlsx.generator.outputs import file_name, write_workbooks
from pmqa_xlsx.text.excel_text import csv_bytes, without_guard
from pmqa_xlsx.text.language import Text

FORM = load_form()


def test_files_and_manifest(tmp_path: Path) -> None:
    """Each unit gets its file; both manifests list it, and only manifest.json has the password."""
    steps: list[tuple[int, int]] = []
    manifest = write_workbooks(FORM, ["50", "11", "50"], tmp_path / "out", on_progress=lambda *step: steps.append(step))
    names = ["50_chiang-mai_pmqa-fl-province_2569.xlsx", "11_samut-prakan_pmqa-fl-province_2569.xlsx"]
    found = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert found == sorted([*names, "manifest.csv", "manifest.json"])
    assert (tmp_path / "out" / names[0]).read_bytes() == generate(FORM, "50")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")) == manifest
    with (tmp_path / "out" / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == manifest["workbooks"]
    assert [(row["unit_code"], row["unit_name"], row["file"]) for row in rows] == [
        ("50", "เชียงใหม่", names[0]), ("11", "สมุทรปราการ", names[1])]
    assert rows[0]["sha256"] == hashlib.sha256((tmp_path / "out" / names[0]).read_bytes()).hexdigest()
    assert steps == [(1, 2), (2, 2)]
    assert (manifest["form_id"], manifest["fiscal_year"], len(manifest["password"])) == ("pmqa-fl-province", 2569, 10)


def test_a_blank_workbook(tmp_path: Path) -> None:
    """With ``blank`` there is one workbook for any unit."""
    manifest = write_workbooks(FORM, None, tmp_path, blank=True, password="open sesame")
    assert [(entry["unit_code"], entry["file"]) for entry in manifest["workbooks"]] == [
        ("", "blank_pmqa-fl-province_2569.xlsx")]
    assert manifest["password"] == "open sesame"


@pytest.mark.parametrize(("unit", "name"), [
    (Unit("07", Text("ก", "Ko Samui (South)")), "07_ko-samui-south_pmqa-fl-province_2569.xlsx"),
    (Unit("07", Text("เกาะ")), "07_pmqa-fl-province_2569.xlsx"),
    (Unit("ก", Text("เกาะ")), "e0b881_pmqa-fl-province_2569.xlsx"),
])
def test_file_names_are_ascii(unit: Unit, name: str) -> None:
    """File names contain no Thai."""
    assert file_name(FORM, unit, 2569) == name


def test_no_unit_is_lost_to_another_of_like_name(tmp_path: Path) -> None:
    """Codes that differ only in characters dropped from file names give two files."""
    form = replace(FORM, units=(Unit("a/b", Text("ก")), Unit("A b", Text("ข"))))
    manifest = write_workbooks(form, None, tmp_path)
    assert len({entry["file"].casefold() for entry in manifest["workbooks"]}) == 2


@pytest.mark.parametrize("theirs", ["letter.docx", "manifest.json"])
def test_a_folder_of_others_is_left_alone(theirs: str, tmp_path: Path) -> None:
    """A folder that is not empty and not ours is rejected, and nothing is written."""
    (tmp_path / theirs).write_text("[]", encoding="utf-8")
    with pytest.raises(OutputNotWritable, match="not empty and not written by this program"):
        write_workbooks(FORM, ["50"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [theirs]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """The output must be a folder."""
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(OutputNotWritable, match="is a file"):
        write_workbooks(FORM, ["50"], tmp_path / "x")


def test_our_own_folder_is_written_again(tmp_path: Path) -> None:
    """Running again replaces what this program wrote."""
    first = write_workbooks(FORM, ["50"], tmp_path)
    assert write_workbooks(FORM, ["50"], tmp_path) == first


@pytest.mark.slow
def test_a_second_run_adds_to_the_manifest(tmp_path: Path) -> None:
    """Units and passwords of earlier runs stay in both manifests, with any options of a further run."""
    write_workbooks(FORM, ["50", "51"], tmp_path, password="first")
    write_workbooks(FORM, ["51", "52"], tmp_path, password="second", year=2570)
    write_workbooks(FORM, ["51", "53"], tmp_path, password="third")
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [(entry["unit_code"], entry.get("fiscal_year", 2569), entry.get("password", "third"))
            for entry in manifest["workbooks"]] == [
        ("50", 2569, "first"), ("51", 2569, "third"), ("51", 2570, "second"), ("52", 2570, "second"),
        ("53", 2569, "third")]
    assert manifest["earlier_passwords"] == ["first"]
    with (tmp_path / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["unit_code"] for row in csv.DictReader(file)] == ["50", "51", "51", "52", "53"]


def test_a_second_run_overwrites_no_other_units_workbook(tmp_path: Path) -> None:
    """Codes with the same file name get two files, also in two runs."""
    form = replace(FORM, units=(Unit("a/b", Text("ก")), Unit("A b", Text("ข"))))
    for code in ("a/b", "A b", "a/b"):
        manifest = write_workbooks(form, [code], tmp_path)
    assert [entry["unit_code"] for entry in manifest["workbooks"]] == ["a/b", "A b"]
    assert all((tmp_path / entry["file"]).is_file() for entry in manifest["workbooks"])


def test_units_are_named_as_everywhere_else(tmp_path: Path) -> None:
    """A unit's code, its name in either language and an alias name it, and no unit gets two workbooks."""
    form = replace(FORM, units=(
        Unit("50", Text("เชียงใหม่", "Chiang Mai")), Unit("10", Text("กรุงเทพมหานคร"), aliases=("กทม",)),
        Unit("51", Text("ลำพูน"))))
    manifest = write_workbooks(form, ["50", "กทม", " chiang mai ", "เชียงใหม่"], tmp_path)
    assert [entry["unit_code"] for entry in manifest["workbooks"]] == ["50", "10"]
    assert generate(form, "กทม") == generate(form, 10) == (tmp_path / manifest["workbooks"][1]["file"]).read_bytes()


def test_one_wrong_unit_and_nothing_is_written(tmp_path: Path) -> None:
    """Everything is made before anything is written."""
    with pytest.raises(UnitNotFound):
        write_workbooks(FORM, ["50", "99"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_lacks_english_is_named() -> None:
    """Texts in Thai letters without English beside them are named by sheet, row and column of the definition."""
    first, *others = FORM.categories
    criterion, *rest = others[0].criteria
    stripped = replace(others[0], criteria=(replace(criterion, text=Text(criterion.text.th)), *rest))
    form = replace(FORM, title=Text(FORM.title.th), privacy=Text("ใช้ติดต่อ"), categories=(first, stripped, *others[1:]),
                   units=(Unit("1", Text("เกาะ")), Unit("2", Text("A 2"))))
    assert lacking_english(FORM) == []
    assert lacking_english(form) == ["form title_en", "form privacy_en", "criteria 1/LD1 text_en", "units 1 name_en"]


def test_a_constant_lacks_english() -> None:
    """A fixed text of a criterion is named too, though it can be in a column for both languages."""
    levels, figures, *others = rich_form.FORM.categories
    first, *rest = figures.criteria
    thai = replace(figures, criteria=(replace(first, constants={"unit": Text("บาท"), "target": Text("80")}), *rest))
    form = replace(rich_form.FORM, categories=(levels, thai, *others))
    assert lacking_english(form) == ["criteria 2/F1 unit_en"]


def test_a_list_for_people_has_no_formula() -> None:
    """A text of a .csv that would be a formula has a mark before it, which a reader of ours takes away."""
    written = csv_bytes([["=1+1", "-5", "'x", "ก\0"]])
    [row] = csv.reader(written.decode("utf-8-sig").splitlines())
    assert row[:3] == ["'=1+1", "'-5", "'x"]
    assert [without_guard(cell) for cell in row[:3]] == ["=1+1", "-5", "'x"]
