"""Which of the things in a file get a row, and what is said about the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pmqa_xlsx.catalogue.reasons import NO_STRUCTURE
from pmqa_xlsx.files.file_kinds import FileKind, FileRole
from pmqa_xlsx.findings import Finding
from pmqa_xlsx.intake.walk import Item
from pmqa_xlsx.text.untrusted import extension

#: Extensions under which somebody sends what is meant to be a workbook, or a container of workbooks.
WORKBOOK_EXTENSIONS = frozenset({
    "xlsx", "xlsm", "xlsb", "xls", "xltx", "xltm", "xlt", "xlw", "ods", "ots", "fods", "et", "ett", "csv", "tsv",
})
CONTAINER_EXTENSIONS = frozenset({"zip", "eml", "msg", "mbox"})
_MAILS = frozenset({FileKind.EML, FileKind.MSG})


@dataclass(slots=True)
class Verdict:
    """What becomes of one item.

    :ivar row: whether it is handed on.
    :ivar findings: what is said about it.
    """

    row: bool = False
    findings: list[Finding] = field(default_factory=list)


def judge(items: Sequence[Item]) -> list[Verdict]:
    """What becomes of each item of one file.

    A container has a row of its own only when nothing in it has one. What cannot be a return is said with the first
    workbook of the container that it came in; without one, with the first other row there; else with the container.

    :param items: all items of the file, a container before what lies in it; their bytes are not needed.
    :returns: one verdict each, in the same order.
    """
    verdicts = [Verdict() for _ in items]
    beside: list[list[int]] = [[] for _ in items]  # by container: what lies in it that gets no row
    rows: list[list[int]] = [[] for _ in items]  # by container: what gets a row, in it or further in
    for position in range(len(items) - 1, -1, -1):  # what lies in a container is judged before the container
        item, verdict = items[position], verdicts[position]
        inside = rows[position]
        if item.kind.role is FileRole.CONTAINER and item.trouble is None:
            if inside:
                inside.sort()
                chosen = next((row for row in inside if items[row].kind.role is FileRole.WORKBOOK), inside[0])
                verdicts[chosen].findings += _other_attachments(items, beside[position], position)
            elif _stands_alone(item, items):
                verdict.row = True
                verdict.findings = _nothing_inside(items, beside[position], position)
            else:
                beside[item.parent] += [*beside[position], position]
        else:
            finding = _trouble(item)
            verdict.row = item.kind.role is FileRole.WORKBOOK or finding is not None
            verdict.findings[:0] = [finding] if finding else []
            if not verdict.row:
                beside[item.parent].append(position)
        if item.parent >= 0:
            rows[item.parent] += [position, *inside] if verdict.row else inside
    return verdicts


def _trouble(item: Item) -> Finding | None:
    """Why no return could be taken from it; ``None`` where it may be a return, or cannot have been meant as one."""
    if item.trouble:
        return item.trouble
    name, kind = item.steps[-1] if item.steps else "", item.kind
    on_its_own = not item.steps
    ending = extension(name)
    meant = on_its_own or ending in WORKBOOK_EXTENSIONS
    words = {"kind_th": kind.label.th, "kind_en": kind.label.en}
    if kind is FileKind.UNKNOWN and meant:
        return Finding("file-damaged", facts={"reason_th": NO_STRUCTURE.th, "reason_en": NO_STRUCTURE.en})
    if kind.role is FileRole.ARCHIVE:
        return Finding("archive-unsupported", facts=words)
    if kind.role is FileRole.DAMAGED and (meant or not ending or ending in CONTAINER_EXTENSIONS):
        return Finding("file-damaged", facts={"reason_th": kind.label.th, "reason_en": kind.label.en})
    if kind.role is FileRole.TABLE or (kind.role is FileRole.OTHER and meant):
        return Finding("not-a-workbook", facts=words)
    return None


def _stands_alone(item: Item, items: Sequence[Item]) -> bool:
    """Whether a container without any row in it is something that somebody sent in its own right.

    A mail is, in a folder, a zip or a mailbox. A zip beside a workbook is not, nor an older mail attached to a newer.
    """
    if item.parent < 0:
        return True
    return item.kind in _MAILS and items[item.parent].kind not in _MAILS


def _other_attachments(items: Sequence[Item], positions: Sequence[int], container: int) -> list[Finding]:
    depth = len(items[container].steps)
    return [
        Finding("other-attachment", facts={
            "name": "!".join(items[position].steps[depth:]),
            "kind_th": items[position].kind.label.th, "kind_en": items[position].kind.label.en,
        })
        for position in sorted(positions)
    ]


def _nothing_inside(items: Sequence[Item], positions: Sequence[int], container: int) -> list[Finding]:
    others = _other_attachments(items, positions, container)
    listed = ", ".join(other.facts["name"] for other in others)
    return [Finding("no-workbook", facts={"items": listed}), *others]
