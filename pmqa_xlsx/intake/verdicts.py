"""Decide which items of a file get a row, and which findings are reported for the others."""

from __future__ import annotations

from collections.abc import Sequence

from pmqa_xlsx.catalogue.reasons import ATTACH_AS_COPY, ATTACH_THE_FILE_ITSELF, DOWNLOAD_AND_ATTACH, NO_STRUCTURE
from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.walk import Item
from pmqa_xlsx.light_dataclass import dataclass, field
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.untrusted import extension

#: Extensions of files that are meant as a workbook, a table, or a container of workbooks.
WORKBOOK_EXTENSIONS = frozenset({
    "xlsx", "xlsm", "xlsb", "xls", "xltx", "xltm", "xlt", "xlw", "ods", "ots", "fods", "et", "ett",
})
TABLE_EXTENSIONS = frozenset({"csv", "tsv"})
CONTAINER_EXTENSIONS = frozenset({"zip", "eml", "msg", "mbox"})
#: Most files beside a workbook, and names in one finding, that are listed one by one; further ones are counted.
MAX_LISTED = 20
#: Most damaged workbooks beside good ones that get their own row; more of them get one row together.
MAX_DAMAGED_ROWS = 20
_REPORTS = frozenset({FileKind.REPORT_MAIL, FileKind.REPORT_MSG})
_AUTOMATIC = _REPORTS | {FileKind.AUTOMATIC_MAIL, FileKind.AUTOMATIC_MSG}
#: The name under which Outlook keeps the whole of a signed mail.
_SIGNED_WHOLE = "smime.p7m"
_MAILS = frozenset({FileKind.EML, FileKind.MSG, *_AUTOMATIC})
_EMPTY = frozenset({FileKind.EMPTY, FileKind.NULS})
#: What only says where a file is.
_POINTERS = frozenset({FileKind.WEB_LINK, FileKind.SHORTCUT})


@dataclass(slots=True)
class Verdict:
    """The verdict on one item.

    :ivar row: whether it gets a row.
    :ivar findings: its findings.
    """

    row: bool = False
    findings: list[Finding] = field(default_factory=list)


def judge(items: Sequence[Item], name: str = "") -> list[Verdict]:
    """Decide on each item of one file.

    Beside a workbook, only an item that was itself meant as a workbook can be an error: any other item in the same
    container becomes a notice of its first workbook. A container without a workbook has one row: that of the one item
    in it that may have been meant as a return, else its own.

    A mail system's report that was received on its own returns what the office itself sent: nothing in it is judged.

    :param items: all items of the file, a container before what is in it; their bytes are not needed.
    :param name: the file's own name.
    :returns: one verdict each, in the same order.
    """
    return _Judge(items, name).verdicts


class _Judge:
    def __init__(self, items: Sequence[Item], name: str) -> None:
        self.items, self.name = items, name
        self.verdicts = [Verdict() for _ in items]
        # By container, its items without a row so far: workbooks, failed items, and others.
        self._good: list[list[int]] = [[] for _ in items]
        self._bad: list[list[int]] = [[] for _ in items]
        self._beside: list[list[int]] = [[] for _ in items]
        self._rows: list[list[int]] = [[] for _ in items]  # the items with a row
        self._findings: dict[int, Finding] = {}
        self._returned: set[int] = set()  # positions of what is in a report
        for position, item in enumerate(items):
            around = item.parent
            if around in self._returned or (
                    around >= 0 and items[around].kind in _REPORTS and _sent_alone(items[around], items)):
                self._returned.add(position)
        for position in range(len(items) - 1, -1, -1):  # the content of a container is judged before the container
            if position not in self._returned:
                self._judge(position)

    def _judge(self, position: int) -> None:
        item = self.items[position]
        if item.kind.role is FileRole.CONTAINER and item.trouble is None:
            self._judge_container(position)
            return
        finding = _trouble(item, item.steps[-1] if item.steps else self.name)
        if item.kind.role is FileRole.WORKBOOK and finding is None:
            self._give_row(position, [])
            self._pass_up(position, self._good)
        elif finding is None:
            self._pass_up(position, self._beside)
        elif item.parent < 0:
            self._give_row(position, [finding])
        else:
            self._findings[position] = finding
            self._pass_up(position, self._bad)

    def _judge_container(self, position: int) -> None:
        good, bad, beside = (sorted(found[position]) for found in (self._good, self._bad, self._beside))
        item = self.items[position]
        if good:
            damaged = [one for one in bad if _was_meant(self.items[one])]
            self._give_rows(position, damaged, MAX_DAMAGED_ROWS)
            others = sorted({*beside, *bad} - {*damaged})
            self.verdicts[good[0]].findings += self._others(others, position)
            if item.parent >= 0:
                self._good[item.parent] += good
        elif _sent_alone(item, self.items):
            rows = self._give_rows(position, bad, 1) or sorted(self._rows[position])
            if rows:
                self.verdicts[rows[0]].findings += self._others(beside, position)
            else:
                self._give_row(position, [self._nothing_inside(beside, position)])
        else:
            self._bad[item.parent] += bad
            self._beside[item.parent] += beside if bad else [*beside, position]

    def _pass_up(self, position: int, found: list[list[int]]) -> None:
        parent = self.items[position].parent
        if parent >= 0:
            found[parent].append(position)

    def _give_row(self, position: int, findings: list[Finding]) -> None:
        self.verdicts[position] = Verdict(True, findings)
        around = self.items[position].parent
        while around >= 0:
            self._rows[around].append(position)
            around = self.items[around].parent

    def _give_rows(self, container: int, failed: Sequence[int], most: int) -> list[int]:
        """Give a row to each failed item, or, if there are many, one row to all of them: the container's.

        :returns: the items that now have a row.
        """
        if len(failed) <= most:
            for position in failed:
                self._give_row(position, [self._findings[position]])
            return [*failed]
        by_code: dict[str, list[int]] = {}
        for position in failed:
            by_code.setdefault(self._findings[position].code, []).append(position)
        self._give_row(container, [self._of_many(code, positions, container) for code, positions in by_code.items()])
        return [container]

    def _of_many(self, code: str, positions: Sequence[int], container: int) -> Finding:
        """One finding for many items that failed in the same way."""
        found = self._findings[positions[0]]
        if len(positions) == 1:
            return found
        names = self._names(positions, container)
        return Finding(code, value=names, facts={**found.facts, "count": f"{len(positions):,}", "items": names})

    def _others(self, positions: Sequence[int], container: int) -> list[Finding]:
        """Notices about items beside a workbook, or beside an item meant as one."""
        notices = [Finding("other-attachment", value=self._name(position, container), facts={
            "name": self._name(position, container), **self.items[position].kind.names}) for position in
            positions[:MAX_LISTED]]
        more = positions[MAX_LISTED:]
        if more:
            names = self._names(more, container)
            notices.append(Finding("other-attachment", value=names, facts={"count": f"{len(more):,}"}))
        return notices

    def _nothing_inside(self, positions: Sequence[int], container: int) -> Finding:
        item = self.items[container]
        if item.kind in _AUTOMATIC:
            return Finding("automatic-mail", facts=item.kind.names)
        facts = {"items": self._names(positions, container), "link": item.link}
        kinds = {self.items[position].kind for position in positions}
        if FileKind.WEB_LINK in kinds and item.kind is FileKind.MSG:
            facts |= ATTACH_AS_COPY.facts("advice")
        elif item.link or FileKind.WEB_LINK in kinds:
            facts |= DOWNLOAD_AND_ATTACH.facts("advice")
        elif FileKind.SHORTCUT in kinds:
            facts |= ATTACH_THE_FILE_ITSELF.facts("advice")
        value = ", ".join(filter(None, [facts["items"], item.link]))
        return Finding("no-workbook", value=value, facts={name: fact for name, fact in facts.items() if fact})

    def _name(self, position: int, container: int) -> str:
        return "!".join(self.items[position].steps[len(self.items[container].steps):])

    def _names(self, positions: Sequence[int], container: int) -> str:
        names = [self._name(position, container) for position in positions[:MAX_LISTED]]
        more = len(positions) - MAX_LISTED
        return ", ".join([*names, f"… (+{more:,})"] if more > 0 else names)


def _trouble(item: Item, name: str) -> Finding | None:
    """The reason why an item is no return; ``None`` if it may be a return, or cannot have been meant as one."""
    if item.trouble:
        return item.trouble
    kind, ending = item.kind, extension(name)
    on_its_own = not item.steps
    meant = on_its_own or ending in WORKBOOK_EXTENSIONS or ending in TABLE_EXTENSIONS
    if not on_its_own and (kind.role is FileRole.SIDE or kind in _POINTERS):
        return None
    if kind is FileKind.UNKNOWN and meant and (not ending or ending in WORKBOOK_EXTENSIONS | CONTAINER_EXTENSIONS):
        return _damaged(NO_STRUCTURE)
    if kind is FileKind.BROKEN_ZIP and _is_part(ending):
        return Finding("archive-unsupported", facts=FileKind.SPLIT_ZIP.facts)
    if kind.role is FileRole.ARCHIVE:
        return Finding("archive-unsupported", facts=kind.facts)
    if kind.role is FileRole.LOCKED:
        return Finding("file-encrypted", facts=kind.facts)
    if kind.role is FileRole.DAMAGED and (meant or not ending or ending in CONTAINER_EXTENSIONS):
        return _damaged(kind.label)
    if kind.role is FileRole.TABLE or (kind.role in (FileRole.OTHER, FileRole.SIDE) and meant):
        return Finding("not-a-workbook", facts=kind.facts)
    return None


def _damaged(reason: Text) -> Finding:
    return Finding("file-damaged", facts=reason.facts("reason"))


def _is_part(ending: str) -> bool:
    """Whether a file name is that of one part of several: ``.001``, ``.z01``."""
    return ending[-2:].isdigit() and ending.rstrip("0123456789") in ("", "z", "zip")


def _was_meant(item: Item) -> bool:
    """Whether a failed item beside a workbook may be a return that would be lost: by its name, unless it is empty."""
    return (item.kind not in _EMPTY and item.kind.role is not FileRole.TABLE and bool(item.steps)
            and extension(item.steps[-1]) in WORKBOOK_EXTENSIONS)


def _sent_alone(item: Item, items: Sequence[Item]) -> bool:
    """Whether a container without any row was sent on its own.

    A mail in a folder, a zip or a mailbox was; a zip beside a workbook was not, nor an older mail attached to a newer
    one. A signed report that Outlook saved is all that its mail has.
    """
    if item.parent < 0:
        return True
    if item.kind in _REPORTS and item.steps[-1].lower() == _SIGNED_WHOLE and items[item.parent].kind is FileKind.MSG:
        return _sent_alone(items[item.parent], items)
    return item.kind in _MAILS and items[item.parent].kind not in (*_MAILS, FileKind.SIGNED)
