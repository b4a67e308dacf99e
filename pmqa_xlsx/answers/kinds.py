"""THE table of answer types: how each is typed, checked, shown and read. Nothing else decides by an answer's type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pmqa_xlsx.answers import formulas, showing, validations
from pmqa_xlsx.answers.email_grammar import LONGEST as LONGEST_EMAIL
from pmqa_xlsx.answers.limits import AnswerLimits
from pmqa_xlsx.answers.model import Answer
from pmqa_xlsx.answers.parse_date import parse_date
from pmqa_xlsx.answers.parse_email import parse_email
from pmqa_xlsx.answers.parse_number import FIRST_YEAR, LAST_YEAR, parse_decimal, parse_integer, parse_year
from pmqa_xlsx.answers.parse_text import parse_choice, parse_phone, parse_text
from pmqa_xlsx.answers.question import FieldQuestion, Target
from pmqa_xlsx.answers.validations import Validation
from pmqa_xlsx.cells import CellValue
from pmqa_xlsx.form.model import NEVER, AnswerType, Field
from pmqa_xlsx.text.language import Lang, Text

#: A cell of this format keeps ``=…``, ``007`` and ``1/2`` as they are typed.
_AS_TYPED = Text("@")
#: A number, and never a fixed format: only in a General cell does Excel mark what it took for a date or a per cent.
_NUMBER = Text("General")
_DATE = Text("[$-107041E]d mmmm yyyy", "[$-409]d mmmm yyyy")  # Thai: Buddhist calendar, digits 0–9

_NO_LIMITS = AnswerLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeKind:
    """One answer type.

    :ivar parse: a cell with something in it → its answer.
    :ivar show: a normalised value → what to put into a cell; see :func:`pmqa_xlsx.answers.display`.
    :ivar number_format: the slot's number format, by the workbook's language.
    :ivar align: how the slot is aligned.
    :ivar wraps: whether the slot's text wraps.
    :ivar check: what Excel checks while somebody types.
    :ivar valid: the expression that is TRUE exactly when a cell with something in it is valid.
    :ivar accepts: what the slot takes, for people; ``{range}``, ``{days}`` and ``{longest}`` stand for the limits.
    :ivar limits: the type's own limits; a field may narrow them.
    :ivar dash_is_blank: whether ``-``, ``ไม่มี`` and the like mean that there is no answer.
    :ivar is_text: whether it is free text, of which ``-``, ``.`` and the like are no answer where one is required.
    """

    parse: Callable[[CellValue, FieldQuestion], Answer]
    check: Callable[[Target], Validation]
    valid: Callable[[Target], str]
    accepts: Text
    show: Callable[[str, FieldQuestion], showing.Shown] = showing.show_text
    number_format: Text = _AS_TYPED
    align: Literal["left", "center", "right"] = "left"
    wraps: bool = True
    limits: AnswerLimits = _NO_LIMITS
    dash_is_blank: bool = False
    is_text: bool = False

    def takes_no_fillers(self, field: Field) -> bool:
        """Whether a slot of a field of this type is blank where it holds nothing but ``-``, ``.`` and the like."""
        return self.is_text and field.required != NEVER

    def question(self, field: Field, lang: Lang) -> FieldQuestion:
        """What a field of this type asks in a workbook of that language."""
        return FieldQuestion(field, self.limits.of(field), lang)


KINDS: Mapping[AnswerType, TypeKind] = {
    AnswerType.CHOICE: TypeKind(
        parse=parse_choice, check=validations.from_list, valid=formulas.choice_valid, show=showing.show_choice,
        align="center",
        accepts=Text("เลือกคำตอบจากรายการที่กดลูกศรทางขวาของช่อง",
                     "Choose from the list: press the arrow at the right of the cell."),
    ),
    AnswerType.TEXT: TypeKind(
        parse=parse_text, check=validations.by_length, valid=formulas.text_valid, limits=AnswerLimits(longest=255),
        is_text=True,
        accepts=Text("ข้อความไม่เกิน {longest} ตัวอักษร", "Text of at most {longest} characters."),
    ),
    AnswerType.LONGTEXT: TypeKind(
        parse=parse_text, check=validations.by_length, valid=formulas.text_valid, is_text=True,
        accepts=Text("ข้อความไม่เกิน {longest} ตัวอักษร ขึ้นบรรทัดใหม่ด้วย Alt+Enter",
                     "Text of at most {longest} characters; Alt+Enter starts a new line."),
    ),
    AnswerType.INTEGER: TypeKind(
        parse=parse_integer, check=validations.as_integer, valid=formulas.integer_valid, show=showing.show_number,
        number_format=_NUMBER, align="right", wraps=False, dash_is_blank=True,
        accepts=Text("จำนวนเต็ม{range} ไม่ใส่หน่วย", "A whole number{range}, without a unit."),
    ),
    AnswerType.DECIMAL: TypeKind(
        parse=parse_decimal, check=validations.as_number, valid=formulas.number_valid, show=showing.show_number,
        number_format=_NUMBER, align="right", wraps=False, dash_is_blank=True,
        accepts=Text("ตัวเลข{range} ไม่ใส่หน่วย", "A number{range}, without a unit."),
    ),
    AnswerType.PERCENT: TypeKind(
        parse=parse_decimal, check=validations.as_number, valid=formulas.number_valid, show=showing.show_number,
        number_format=_NUMBER, align="right", wraps=False, dash_is_blank=True, limits=AnswerLimits(least=0, most=100),
        accepts=Text("ร้อยละเป็นตัวเลข{range} เช่น 85", "A per cent as a number{range}, e.g. 85."),
    ),
    AnswerType.EMAIL: TypeKind(
        parse=parse_email, check=validations.as_email, valid=formulas.email_valid, dash_is_blank=True,
        limits=AnswerLimits(longest=LONGEST_EMAIL),
        accepts=Text("หนึ่งอีเมลต่อช่อง ตัวอักษรอังกฤษ ไม่มีเว้นวรรค",
                     "One e-mail address a cell, in English letters, without spaces."),
    ),
    AnswerType.PHONE: TypeKind(
        parse=parse_phone, check=validations.by_length, valid=formulas.text_valid, dash_is_blank=True,
        limits=AnswerLimits(longest=100),
        accepts=Text("หมายเลขโทรศัพท์ไม่เกิน {longest} ตัวอักษร", "A telephone number of at most {longest} characters."),
    ),
    AnswerType.YEAR_BE: TypeKind(
        parse=parse_year, check=validations.as_integer, valid=formulas.integer_valid, show=showing.show_number,
        number_format=_NUMBER, align="center", wraps=False, dash_is_blank=True,
        limits=AnswerLimits(least=FIRST_YEAR, most=LAST_YEAR),
        accepts=Text("ปี พ.ศ. สี่หลัก{range}", "A Buddhist Era year of four digits{range}."),
    ),
    AnswerType.DATE: TypeKind(
        parse=parse_date, check=validations.as_date, valid=formulas.date_valid, show=showing.show_date,
        number_format=_DATE, align="center", wraps=False, dash_is_blank=True,
        accepts=Text("วันที่{days} พิมพ์ วัน/เดือน/ปี ค.ศ. เช่น 30/11/2026 ช่องจะแสดงเป็นปี พ.ศ.",
                     "A date{days}, typed with the year A.D., e.g. 30/11/2026."),
    ),
}
