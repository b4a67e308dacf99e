"""The letters of a round as files: drafts, lists, templates, and the commands about them."""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner

from crafted_form import FORM, good, typed
from made_up_days import FIRST, answered, lay_out, mail
from pmqa_xlsx.app.views.round_view import RoundView
from pmqa_xlsx.app.views.units import unit_story
from pmqa_xlsx.cli import commands
from pmqa_xlsx.consolidate.consolidation import read_saved
from pmqa_xlsx.errors import (
    InputNotFound,
    LetterNotFound,
    OptionNotValid,
    OutputNotWritable,
    RoundNotValid,
    UnitNotFound,
)
from pmqa_xlsx.feedback.letter_maker import form_facts
from pmqa_xlsx.feedback.mail import mail_draft, read_draft
from pmqa_xlsx.feedback.sandbox import LetterText, Wording, shipped_templates
from pmqa_xlsx.generator.outputs import write_workbooks
from pmqa_xlsx.report.terminal import Brief, outcomes
from pmqa_xlsx.rounds.round import Round
from pmqa_xlsx.system.clock import VARIABLE
from pmqa_xlsx.text.language import Text

pytestmark = pytest.mark.slow


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    """The clock shows noon of a day of November."""
    monkeypatch.setenv(VARIABLE, f"2026-11-{day:02}T12:00:00+07:00")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round on 6 November: of 001 one category is filled in, of 002 all, and one mail has no workbook."""
    folder = tmp_path_factory.mktemp("begun")
    files = [("a.eml", mail(answered("001", random.Random(1), "1"), "001.xlsx", FIRST, "ก <one@example.go.th>"), FIRST),
             ("b.eml", mail(good("002"), "002.xlsx", FIRST, "two@example.go.th"), FIRST),
             ("c.eml", mail(b"%PDF-1.4 x", "scan.pdf", FIRST, "three@example.go.th"), FIRST)]
    with pytest.MonkeyPatch.context() as clock:
        at(clock, 6)
        Round(folder / "round").ingest(lay_out(folder / "in", files), forms=FORM)
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that round, on the same day."""
    at(monkeypatch, 6)
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return tmp_path / "round"


def listed(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def frame(round_: Round) -> list[str]:
    """The letters: number, unit, kind, state."""
    columns = ["number", "unit_code", "kind", "state"]
    return [" ".join(filter(None, row)) for row in round_.letters()[columns].itertuples(index=False)]


def test_files(folder) -> None:
    """A draft is a mail to the sender with its text in Thai; the attachment is in it and beside it."""
    [first, second] = Round(folder).feedback(units=["001"]) + Round(folder).feedback()
    assert listed(folder / "letters") == [
        "1-2569.eml", "1-2569_001_town001_correction.xlsx", "2-2569.eml", "chat.txt", "letters.csv"]
    draft = message_from_bytes((folder / "letters" / "1-2569.eml").read_bytes(), policy=default)
    [attached] = draft.iter_attachments()
    assert (draft["To"], draft["X-Unsent"], attached.get_filename()) == (
        "one@example.go.th", "1", "1-2569_001_town001_correction.xlsx")
    assert attached.get_content() == first.attachments[0].read_bytes()
    assert first.read().body.splitlines()[:2] == ["เลขที่ 1/2569", "วันที่ 6 พฤศจิกายน 2569"]
    assert (second.to, second.kind, second.attachments) == ("three@example.go.th", "resend", ())
    assert "ไม่พบไฟล์ Excel" in second.read().body


def test_what_each_letter_says(folder) -> None:
    """No template leaves a code, a placeholder or an empty reason; a day to answer by is in the future."""
    for lang in ("th", "en"):
        shutil.rmtree(folder / "letters", ignore_errors=True)
        for one in Round(folder, lang=lang).feedback(
                units=["001", "002", "003"], invite=True, receipt=True, remind=True, again=True):
            said = one.read()
            assert not {"{", "}"} & set(said.subject + said.body), one
            assert not any(code in said.body for code in ("answer-missing", "no-workbook", one.kind + ":")), one
            assert "\n\n\n" not in said.body
            assert "13 " in said.body or "30 " in said.body or one.kind == "receipt", said.body


def test_the_list_for_mail_merge(folder) -> None:
    """It has each draft, and no letter that was sent, so that nothing is sent twice."""
    round_ = Round(folder)
    round_.feedback()
    round_.mark_sent("1")
    with (folder / "letters" / "letters.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["number"], row["to"], row["file"]) for row in csv.DictReader(file)]
    assert rows == [("2/2569", "three@example.go.th", "2-2569.eml")]


def test_the_text_for_a_chat_group(folder) -> None:
    """It names the units from which nothing came, and no other."""
    Round(folder, lang="en").feedback()
    said = (folder / "letters" / "chat.txt").read_text(encoding="utf-8-sig")
    assert "- Town003\n" in said.replace("\r", "")
    assert "Town001" not in said


def test_history_of_both_units_of_a_held_file(folder) -> None:
    """Each unit that a held file may be of has it in its history, with the letter that asks whose it is."""
    held = mail(good("004"), "005_town005.xlsx", FIRST, "four@example.go.th")
    Round(folder).ingest(lay_out(folder.parent / "more", [("d.eml", held, FIRST)]))
    Round(folder).feedback()
    Round(folder).mark_sent("2")
    for unit in ("004", "005"):
        assert Round(folder).history(unit)["detail_en"].tolist() == [
            "005_town005.xlsx was received.", "Letter 2/2569 was drafted: question whose it is.",
            "Letter 2/2569 was sent on 6 November 2026."]


def test_why_a_file_is_held(folder) -> None:
    """Letter and history say why it does not count, and not what else is wrong in it."""
    held = mail(typed("mail", "no address")("004"), "005_town005.xlsx", FIRST, "four@example.go.th")
    result = Round(folder, lang="en").ingest(lay_out(folder.parent / "more", [("d.eml", held, FIRST)]))
    [letter] = [one for one in Round(folder, lang="en").feedback() if one.kind == "which-unit"]
    [said] = [words for (file, _), words in outcomes(Brief.of(result), "en").items() if file.endswith("005.xlsx")]
    for words in (letter.read().body, said):
        assert ("Town005" in words, "no address" in words) == (True, False)


def test_sent_and_settled(folder, monkeypatch) -> None:
    """The office says when a letter was sent and under which reference; what is corrected settles; both are seen."""
    round_ = Round(folder)
    round_.feedback()
    units = round_.mark_sent(["1/2569"], ref="มท 0211/7", on="2026-11-06").units.set_index("unit_code")
    assert units.loc["001", ["letters", "last_letter_at"]].tolist() == [1, "2026-11-06T12:00:00+07:00"]
    assert frame(round_) == ["1/2569 001 correction sent", "2/2569 resend draft"]
    at(monkeypatch, 9)
    corrected = mail(good("001"), "001.xlsx", FIRST.replace(day=8), "one@example.go.th")
    inbox = lay_out(folder.parent / "in2", [("d.eml", corrected, FIRST)])
    round_.ingest(inbox)
    assert frame(round_) == ["1/2569 001 correction settled", "2/2569 resend draft"]
    assert round_.history("001")["detail_en"].tolist()[-3:-1] == [
        "Letter 1/2569 was drafted: correction.", "Letter 1/2569 was sent on 6 November 2026 (มท 0211/7)."]
    assert Round(folder).results(as_of="2026-11-06").letters["state"].tolist() == ["sent", "draft"]


def test_a_draft_whose_matter_is_open_again(folder) -> None:
    """A draft that was set aside because its matter was closed is in its place again when the matter is open again."""
    round_ = Round(folder)
    round_.feedback()
    files = listed(folder / "letters")
    aside = [f"withdrawn/{name}" if name.startswith("1-") else name for name in files]
    for verdict, expected in (("accept", sorted(aside)), ("undo", files)):
        round_.decide("001", verdict, reason="ok", by="me")
        assert listed(folder / "letters") == expected
    assert (round_.feedback(), listed(folder / "letters")) == ([], files)


def test_a_correction_that_comes_before_its_letter_is_sent(folder) -> None:
    """The draft is set aside at once, so that nobody sends it; what hinders that is said, and done by the next run."""
    round_ = Round(folder)
    round_.feedback()
    template = folder / "templates" / "chat.th.txt"
    wording = template.read_text(encoding="utf-8")
    template.write_text("{{", encoding="utf-8")
    corrected = mail(good("001"), "001.xlsx", FIRST.replace(day=5), "one@example.go.th")
    round_.ingest(lay_out(folder.parent / "in2", [("d.eml", corrected, FIRST)]))
    assert ("1-2569.eml" in listed(folder / "letters"), ["chat.th.txt" in said.en for said in round_.messages]) == (
        True, [True])
    template.write_text(wording, encoding="utf-8")
    round_.write_results()
    assert listed(folder / "letters") == ["2-2569.eml", "chat.txt", "letters.csv", "withdrawn/1-2569.eml",
                                          "withdrawn/1-2569_001_town001_correction.xlsx"]


def test_drafts_that_no_ledger_knows(folder, monkeypatch) -> None:
    """Drafts of a run that was cut short are set aside, and no number is used twice; the office's files stay."""
    round_, known = Round(folder), ["1-2569.eml", "1-2569_001_town001_correction.xlsx"]
    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr("pmqa_xlsx.rounds.correspondence.letter_drafted", cut_short)
        round_.feedback()
    (folder / "letters" / "1-2569.pdf").write_bytes(b"signed")
    assert listed(folder / "letters") == ["1-2569.eml", "1-2569.pdf", known[1], "2-2569.eml"]
    assert [one.number for one in round_.feedback()] == ["3/2569", "4/2569"]
    assert [name for name in listed(folder / "letters") if name[:2] in ("1-", "wi")] == [
        "1-2569.pdf", *(f"withdrawn/{name}" for name in (*known, "2-2569.eml"))]


def cut_short(*_: object) -> None:
    """The process ends here."""
    raise KeyboardInterrupt


def test_an_invitation_written_again(folder) -> None:
    """The workbook beside the withdrawn draft is that of the new one too, and stays beside it."""
    round_ = Round(folder)
    [first] = round_.feedback(units=["003"], invite=True)
    [second] = round_.feedback(units=["003"], invite=True, again=True)
    assert first.attachments == second.attachments
    assert [path.parent.name for path in second.attachments] == ["letters"]


def test_a_letter_sent_by_mistake(folder) -> None:
    """A letter that was marked as sent and is withdrawn is set aside as a draft is."""
    round_ = Round(folder)
    round_.feedback()
    round_.mark_sent("1")
    round_.withdraw("1")
    assert "does not count as sent any more" in round_.messages[-1].en
    assert "withdrawn/1-2569.eml" in listed(folder / "letters")


def test_withdrawn(folder) -> None:
    """A draft that was withdrawn is set aside, and cannot be marked as sent; its matter is drafted again."""
    round_ = Round(folder)
    round_.feedback()
    round_.withdraw("1")
    assert "withdrawn/1-2569.eml" in listed(folder / "letters")
    with pytest.raises(OptionNotValid, match="was withdrawn"):
        round_.mark_sent("1")
    assert [one.number for one in round_.feedback()] == ["3/2569"]
    round_.withdraw("1")
    assert "already withdrawn" in round_.messages[-1].en


def test_marked_twice_and_wrongly(folder, monkeypatch) -> None:
    """A letter is sent once; a day before its draft or in the future, and an unknown number, change nothing."""
    round_ = Round(folder)
    round_.feedback()
    for numbers, on, error in ((["1", "9"], None, LetterNotFound), ("1", "2026-11-05", OptionNotValid),
                               ("1", "2026-11-07", OptionNotValid)):
        with pytest.raises(error):
            round_.mark_sent(numbers, on=on)
    assert frame(round_)[0] == "1/2569 001 correction draft"
    round_.mark_sent("1")
    at(monkeypatch, 8)
    round_.mark_sent("1", on="2026-11-07")
    assert "already marked as sent on 6 November 2026" in round_.messages[-1].en


def test_a_clock_that_goes_backwards(folder, monkeypatch) -> None:
    """What is written on an earlier day than the last letter comes after it."""
    round_ = Round(folder)
    round_.feedback()
    at(monkeypatch, 2)
    round_.mark_sent("1")
    round_.feedback(again=True)
    assert round_.letters()["created_at"].is_monotonic_increasing
    assert frame(round_) == ["1/2569 001 correction sent", "2/2569 resend withdrawn", "3/2569 001 correction draft",
                             "4/2569 resend draft"]


def test_copies(folder, tmp_path) -> None:
    """Copies of the drafts go to an empty, a new or its own folder; what is no draft any more is removed there."""
    Round(folder).feedback(tmp_path / "to send")
    (tmp_path / "keep.eml").write_bytes(b"mine")
    with (tmp_path / "to send" / "letters.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("9/2569,,,,,,,,../keep.eml,\r\n")
    Round(folder).mark_sent("1")
    Round(folder).feedback(tmp_path / "to send")
    assert listed(tmp_path / "to send") == ["2-2569.eml", "chat.txt", "letters.csv"]
    assert (tmp_path / "keep.eml").read_bytes() == b"mine"
    with pytest.raises(OutputNotWritable, match="not empty"):
        Round(folder).feedback(tmp_path)
    with pytest.raises(OutputNotWritable, match="is a file"):
        Round(folder).feedback(tmp_path / "keep.eml")


def test_refusals(folder, tmp_path) -> None:
    """No round, an unknown unit, a round without contacts: one line each."""
    with pytest.raises(InputNotFound, match="no round"):
        Round(tmp_path / "nothing").feedback()
    with pytest.raises(UnitNotFound, match="999"):
        Round(folder).feedback(units=["999"])
    Round(tmp_path / "other").ingest(tmp_path / "in", forms=FORM, contacts=False)
    with pytest.raises(RoundNotValid, match="--no-contacts"):
        Round(tmp_path / "other").feedback()
    assert not (folder / "letters").exists()


def test_invitations_before_anything_came(tmp_path, monkeypatch) -> None:
    """A round begins with the workbooks sent out; each invitation has the unit's own one, byte for byte."""
    at(monkeypatch, 2)
    write_workbooks(FORM, ["001", "002"], tmp_path / "outgoing", password="x")
    letters = Round(tmp_path).feedback(invite=True, units=["001", "002"])
    assert [one.kind for one in letters] == ["invitation", "invitation"]
    name = letters[0].attachments[0].name
    assert letters[0].attachments[0].read_bytes() == (tmp_path / "outgoing" / name).read_bytes()
    assert Round(tmp_path).feedback(invite=True, units=["001", "002"]) == []


def test_the_story_of_a_unit_has_its_own_letters(tmp_path, monkeypatch) -> None:
    """Of two units that sent the same empty file, each has the letter to it in its history and on its page."""
    at(monkeypatch, 6)
    inbox = lay_out(tmp_path / "in", [
        (f"{unit}.eml", mail(b"", f"{unit}_town{unit}.xlsx", FIRST, f"{unit}@example.go.th"), FIRST)
        for unit in ("001", "002")])
    round_ = Round(tmp_path / "round")
    round_.ingest(inbox, forms=FORM)
    assert [letter.number for letter in round_.feedback()] == ["1/2569", "2/2569"]
    view = RoundView(read_saved(tmp_path / "round"))
    for unit, number in (("001", "1/2569"), ("002", "2/2569")):
        story = unit_story(view, unit)
        assert [letter.number for letter in story.letters] == [number]
        assert [text for text in round_.history(unit)["detail_en"] if text.startswith("Letter")] == [
            f"Letter {number} was drafted: request to send again."]


def test_the_key_of_the_workbooks(tmp_path, monkeypatch) -> None:
    """Where the workbooks have a key, no workbook is made without it, nor with another one that was used."""
    at(monkeypatch, 2)
    key = b"sixteen bytes or more"
    write_workbooks(FORM, ["001"], tmp_path / "outgoing", seal_key=key)
    with pytest.raises(OptionNotValid, match="--seal-key"):
        Round(tmp_path).feedback(invite=True)
    inbox = lay_out(tmp_path.parent / f"{tmp_path.name}-in", [("a.xlsx", good("001"), FIRST)])
    Round(tmp_path).ingest(inbox, seal_key=key)
    with pytest.raises(OptionNotValid, match="not the key"):
        Round(tmp_path).feedback(invite=True, seal_key=b"another key of some bytes")
    assert Round(tmp_path).feedback(invite=True, units=["002"], seal_key=key)


def test_a_name_with_a_line_break() -> None:
    """A name with a line break, which no definition has but Python may give, makes no header of its own."""
    form = replace(FORM, units=(replace(FORM.units[0], name=Text("Town\nBcc: x@y.th")),))
    said = form_facts(form, 2569, form.units[0].code, "en")
    draft = message_from_bytes(mail_draft(LetterText(f"{said['unit']}\n", "x"), "a@b.th", {}), policy=default)
    assert (draft["Bcc"], draft["Subject"]) == (None, "Town Bcc: x@y.th")


@pytest.mark.parametrize("subject", [
    "Please send again: the form “Public Sector Management Quality Criteria (PMQA FL), Province Edition”, 2569",
    "โปรดส่งอีกครั้ง: แบบ “เกณฑ์คุณภาพ (PMQA FL) ระดับจังหวัด” ปีงบประมาณ พ.ศ. 2569 " + "จังหวัดเชียงใหม่ " * 9 + "(2)",
    "A reminder " * 20 + "of 2569"])
def test_a_long_subject(subject) -> None:
    """A subject of several lines keeps its words and blanks, whichever of them have to be encoded."""
    draft = mail_draft(LetterText(subject, "x"), "a@b.th", {})
    assert read_draft(draft).subject == subject
    assert max(map(len, draft.split(b"\r\n"))) <= 78


def test_templates_are_the_offices(folder) -> None:
    """The templates are put into the round once; what the office edits is used as it is."""
    Round(folder).feedback()
    template = folder / "templates" / "letter.th.txt"
    template.write_text("ศาลากลาง\n{{ subject }}\n{{ body }}\nผู้ลงนาม", encoding="utf-8-sig")
    (folder / "templates" / "receipt.th.txt").unlink()
    letters = Round(folder).feedback(receipt=True)
    assert letters[0].read().body.splitlines()[0] == "ศาลากลาง"
    assert {*shipped_templates()} == {path.name for path in (folder / "templates").iterdir()}


@pytest.mark.parametrize(("template", "mistake"), [
    ("x\n{{ nobody }}", "line 2: 'nobody' is undefined"),
    ("x\n\n{% if %}", "line 3: Expected an expression"),
    ("{% for a in range(10 ** 9) %}{% endfor %}", "line 1: call cannot be used"),
    ("{% for a in text %}{% for b in text %}{% for c in text %}{% endfor %}{% endfor %}{% endfor %}", "takes too long"),
    ("{% include 'receipt.th.txt' %}", "recursion"),
    ("{% include 'x.txt' %}{% include 'x.txt' %}", "no such template"),
    ("{% include '../ledger.sqlite' %}", "no such template"),
    ("{% include text %}", "include cannot be used"),
    ("{{ text.__class__ }}", "unsafe"),
    ("{{ 'x' * 999999999 }}", "mul cannot be used"),
    ("{{ text | center(999999999) }}", "center cannot be used"),
    ("{% macro a() %}{% endmacro %}", "macro cannot be used"),
    ("{{ _tick }}", "_tick cannot be used"),
    (b"\xff\xfe", "not UTF-8"), (b"x" * 200_000, "larger than"),
    ("{% for a in text %}{{ text }}{% endfor %}", "longer than"),
])
def test_a_mistake_in_a_template(tmp_path, template, mistake) -> None:
    """Each mistake is one clear line with the file, whatever the template tries."""
    (tmp_path / "templates").mkdir()
    data = template if isinstance(template, bytes) else template.encode()
    (tmp_path / "templates" / "receipt.th.txt").write_bytes(data)
    with pytest.raises(OptionNotValid) as error:
        Wording(tmp_path, "th").text("receipt", {"text": "ก" * 500})
    assert mistake in error.value.en
    assert ("receipt.th.txt" in error.value.en or "no such" in error.value.en, "\n" in error.value.en) == (True, False)


def test_after_a_mistake_in_a_template_nothing_was_written(folder) -> None:
    """No letter is drafted, kept or numbered as long as a template that it needs has a mistake."""
    Round(folder).feedback(units=["003"])
    template = folder / "templates" / "resend.th.txt"
    whole = template.read_text(encoding="utf-8")
    template.write_text("{{ oops }}", encoding="utf-8")
    with pytest.raises(OptionNotValid):
        Round(folder).feedback()
    assert (frame(Round(folder)), listed(folder / "letters")) == ([], ["chat.txt", "letters.csv"])
    template.write_text(whole, encoding="utf-8")
    assert [one.number for one in Round(folder).feedback()] == ["1/2569", "2/2569"]


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command and what it prints."""
    return subprocess.run([sys.executable, "-X", "utf8", "-m", "pmqa_xlsx", *words, "--lang", "en"], cwd=cwd,
                          capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("words", "shown"), [
    (["history", "--lang", "th"], "6 พฤศจิกายน 2569 12:00 น.  -    "),
    (["history", "--run", "2026-11-30", "--lang", "th"], " เมื่อ 6 พฤศจิกายน 2569 12:00 น.: "),
    (["letters", "--lang", "th"], "one@example.go.th    6 พฤศจิกายน 2569\n"),
    (["letters", "--lang", "en"], "one@example.go.th    6 November 2026\n"),
    (["letters", "--json"], "2026-11-06T12:00"),
])
def test_days_are_those_of_the_reader(folder: Path, words: list[str], shown: str) -> None:
    """In Thai they are of the Buddhist Era; for machines they stay as they are."""
    round_ = Round(folder)
    round_.feedback()
    round_.mark_sent(["1"])
    printed = CliRunner().invoke(commands, [words[0], str(folder), *words[1:]], catch_exceptions=False).stdout
    assert shown in printed, printed


def test_many_letters_without_an_address_are_one_line(folder) -> None:
    """Where addresses are known of nobody, the command does not list every unit."""
    said = run("feedback", "round", "--invite", cwd=folder.parent).stdout.splitlines()
    assert len(said) == 2
    assert said[1].endswith("no address is known; enter the recipients yourself: letters.csv beside them lists them")


def test_commands(folder) -> None:
    """`feedback` says what it wrote, `letters` lists and keeps what was done; mistakes end with 2 and one line."""
    done = run("feedback", "round", "--json", cwd=folder.parent)
    assert [one["file"] for one in json.loads(done.stdout)["letters"]] == ["1-2569.eml", "2-2569.eml"]
    assert run("feedback", "round", cwd=folder.parent).stdout == "There is no new letter to write.\n"
    done = run("letters", "round", "--sent", "1", "--ref", "7", cwd=folder.parent)
    assert done.returncode == 1, done.stderr  # a return has an error
    done = run("letters", "round", cwd=folder.parent)
    assert [line.split()[:2] for line in done.stdout.splitlines()[1:]] == [["1/2569", "001"], ["2/2569", "-"]]
    for words in (["--sent", "8"], ["--ref", "x"], ["--sent", "1", "--on", "soon"]):
        done = run("letters", "round", *words, cwd=folder.parent)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
