"""Findings that quote a long text: it is on the disk, since one return may bring 200,000 characters of them."""

from __future__ import annotations

from pmqa_xlsx.findings import Finding, Place
from pmqa_xlsx.ingester.model import Reading
from pmqa_xlsx.light_dataclass import replace
from pmqa_xlsx.system.scratch_file import aside

#: Characters from which a text is long.
_LONG = 256
_ENCODING, _ERRORS = "utf-8", "surrogatepass"


class LongFinding(Finding):
    """A finding whose text is read from the disk each time that it is asked for."""

    __slots__ = ("_kept",)

    @property
    def value(self) -> str:
        """The typed text."""
        return bytes(self._kept).decode(_ENCODING, _ERRORS)

    @value.setter
    def value(self, text: str) -> None:
        self._kept = aside(text.encode(_ENCODING, _ERRORS), most=0)

    @property
    def size(self) -> int:
        """How many bytes its text takes."""
        return len(self._kept)

    def __reduce__(self) -> tuple[type[Finding], tuple[object, ...]]:
        return Finding, (self.code, self.place, self.value, self.facts)


def finding_with(code: str, place: Place, value: str, facts: dict[str, str]) -> Finding:
    """A finding, with its text on the disk if it is long."""
    return (LongFinding if len(value) >= _LONG else Finding)(code, place, value, facts)


def with_texts_aside(reading: Reading) -> Reading:
    """The same reading with the long texts of its findings on the disk."""
    if all(len(finding.value) < _LONG for finding in reading.findings):
        return reading
    return replace(reading, findings=tuple(
        finding_with(one.code, one.place, one.value, dict(one.facts)) for one in reading.findings))
