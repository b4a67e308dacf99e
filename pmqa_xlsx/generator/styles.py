"""Look of the workbook: the font, the colours and the formats of every role, each made once for a workbook.

Every text has a contrast of at least 4.5 : 1 with its background, and no information is given by colour alone.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from pmqa_xlsx.layout import Role
from pmqa_xlsx.layout.sizes import BODY, TITLE
from pmqa_xlsx.text.typography import FONT

INK = "#1A1A1A"
NAVY = "#1F3864"
BLUE = "#1F4E99"
_GREY_INK = "#595959"
_LINE = "#8C8C8C"
_BAND = "#DCE6F2"
_PALE_BAND = "#EDF2F9"
_LOCKED = "#F4F5F7"
_HOLE = "#E3E6EA"
_REQUIRED = "#FFFBE6"
_MISSING = "#FFE699"
_WRONG = "#FFD9D6"
_FAULTY = "#FCE4CC"
_RED = "#9C0006"
_GREEN = "#1E5E2E"
_AMBER, _PALE_AMBER = "#7F4A00", "#FFF3D6"

FRAME = {"border": 1, "border_color": _LINE}
_ROLES: dict[Role, dict[str, Any]] = {
    Role.TITLE: {"bold": True, "font_size": TITLE, "font_color": NAVY, "valign": "vcenter"},
    Role.LINK: {"underline": 1, "font_color": BLUE, "align": "left", "valign": "vcenter", "text_wrap": False,
                "shrink": True},
    Role.INTRO: {"font_color": INK, "valign": "vcenter"},
    Role.CAPTION: {"bold": True, "font_size": TITLE, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter",
                   "indent": 1},
    Role.HEADING: {"bold": True, "bg_color": _BAND, "align": "center", "valign": "vcenter", **FRAME},
    Role.CATEGORY: {"bold": True, "bg_color": _PALE_BAND, "valign": "vcenter", "indent": 1, **FRAME},
    Role.SECTION: {"bold": True, "font_color": NAVY, "bg_color": _BAND, "valign": "vcenter", "indent": 1, **FRAME},
    Role.CODE: {"bold": True, "bg_color": _LOCKED, "align": "center", **FRAME},
    Role.WORDING: {"bg_color": _LOCKED, "align": "left", "indent": 1, **FRAME},
    Role.CONSTANT: {"bg_color": _LOCKED, "align": "left", "indent": 1, **FRAME},
    Role.LABEL: {"bg_color": _LOCKED, "valign": "vcenter", "indent": 1, **FRAME},
    Role.HINT: {"font_color": _GREY_INK, "valign": "vcenter", "indent": 1},
    Role.NUMBER: {"bold": True, "align": "right", "indent": 1},
    Role.STEP: {},
    Role.LEGEND: {"indent": 1, "valign": "vcenter"},
    Role.SIGNATURE: {"valign": "bottom", "align": "center", "text_wrap": False, "shrink": True},
    Role.CERTIFIED: {"valign": "vcenter", "align": "center", "bold": True},
    Role.STAMP: {"valign": "vcenter", "align": "center", "font_color": _GREY_INK, "border": 4, "border_color": _LINE},
    Role.FACT: {"indent": 1, "valign": "vcenter", "bg_color": "#FFFFFF", **FRAME},
}
#: Fill and font of answer cells and of the legend's samples.
_FILLS: dict[str, dict[str, Any]] = {
    "required": {"bg_color": _REQUIRED}, "optional": {"bg_color": "#FFFFFF"}, "missing": {"bg_color": _MISSING},
    "invalid": {"bg_color": _WRONG, "font_color": _RED, "bold": True, "font_strikeout": True},
    "locked": {"bg_color": _LOCKED},
    "faulty": {"bg_color": _FAULTY, "bold": True, "border": 5, "border_color": _RED},
}
#: A cell between answers that asks nothing is unlocked, so that a block can be pasted over it; the heading of a group
#: of faults; a line of the to-do list, which is a link; the verdict is red until everything is done.
_LOOKS: dict[str, dict[str, Any]] = {
    "hole": {"bg_color": _HOLE, "locked": False, **FRAME},
    "group": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "align": "left", "valign": "vcenter",
              "indent": 1},
    "todo": {"underline": 1, "font_color": BLUE, "text_wrap": False, "valign": "vcenter"},
    "verdict": {"bold": True, "font_size": TITLE, "font_color": _RED, "align": "center", "valign": "vcenter",
                "text_wrap": False, "shrink": True, "border": 2, "border_color": NAVY},
}
#: A cell that breaks its rule is bold and struck through as well as red.
_WHEN: dict[str, dict[str, Any]] = {
    "missing": {"bg_color": _MISSING, "border": 1, "border_color": "#7F6000"}, "wrong": _FILLS["invalid"],
    "done": {"font_color": _GREEN, "bg_color": "#E6F2E6"}, "optional": {"font_color": _GREY_INK},
    "to-check": {"font_color": _AMBER, "bg_color": _PALE_AMBER},
}


class Styles:
    """The formats of one workbook, each made at its first use."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """A format of the body font with these properties; the same properties give the same format."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({
                "font_name": FONT, "font_size": BODY, "font_color": INK, "text_wrap": True, "valign": "top",
                **properties})
        return self._made[key]

    def role(self, role: Role, **more: Any) -> Format:
        """The format of a fixed text."""
        return self.of(**{**_ROLES[role], **more})

    def answer(self, required: bool, unlocked: bool, faulty: bool = False, **properties: Any) -> Format:
        """The format of an answer cell; a faulty one is bold with a thick frame."""
        kind = "locked" if not unlocked else "faulty" if faulty else "required" if required else "optional"
        return self.of(**{**FRAME, **_FILLS[kind]}, locked=not unlocked, **properties)

    def look(self, name: str) -> Format:
        """The format of one of the other cells of which all of a kind look alike."""
        return self.of(**_LOOKS[name])

    def listed(self, **properties: Any) -> Format:
        """The format of a cell in the list of faults."""
        return self.of(**{**FRAME, "align": "left", "indent": 1, **properties})

    def sample(self, look: str) -> Format:
        """The format of a sample in the legend."""
        return self.of(**_FILLS[look], **FRAME, align="center", valign="vcenter")

    def state(self, *, wraps: bool = False) -> Format:
        """The format of a state cell.

        :param wraps: whether it may take several lines; else it is made smaller rather than cut.
        """
        return self.of(bold=True, font_color=_RED, align="center", valign="vcenter", text_wrap=wraps, shrink=not wraps,
                       **FRAME)

    def figure(self, number_format: str, **more: Any) -> Format:
        """The format of a figure on the summary; the room at its right is part of the number's own format.

        LibreOffice ignores a right indent of numbers with decimals.
        """
        return self.of(num_format=f"{number_format}_-", align="right", valign="vcenter", text_wrap=False,
                       **{**FRAME, **more})

    def when(self, state: str) -> Format:
        """The conditional format of a cell in a state."""
        properties = _WHEN[state]
        key = (("conditional", True), *sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]
