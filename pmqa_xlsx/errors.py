"""The operator's mistakes, as exceptions.

A unit's mistake is a finding, never an exception; a mistake of this program is any other exception and
ends in a traceback. Every class here is one clear line for the person at the keyboard and exit code 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmqa_xlsx.definition.mistakes import Mistake


class OperatorError(Exception):
    """Something that was asked for cannot be done; the message says what, where and how to mend it.

    :param en: the message in English.
    :param th: the same in Thai; the English one stands in where it is left out.
    """

    def __init__(self, en: str, th: str = "") -> None:
        super().__init__(en)
        self.en = en
        self.th = th or en

    def message(self, lang: str) -> str:
        """The message in ``lang`` (``th`` or ``en``)."""
        return self.th if lang == "th" else self.en


class FormNotFound(OperatorError):
    """No definition stands where ``-f`` points: neither a shipped form, nor a workbook, nor a folder."""


class DefinitionError(OperatorError):
    """A definition has mistakes; all of them, in the order of the sheets.

    :ivar mistakes: what :func:`pmqa_xlsx.definition.check_definition` found, never empty.
    """

    def __init__(self, source: str, mistakes: Sequence[Mistake]) -> None:
        first = mistakes[0]
        more = len(mistakes) - 1
        super().__init__(
            f"{source}: {first.place}: {first.message('en')}. {first.fix('en')}"
            + (f" (and {more} more: run `pmqa-xlsx form check` to see them all)" if more else ""),
            f"{source}: {first.place}: {first.message('th')} {first.fix('th')}"
            + (f" (และอีก {more} รายการ: ใช้ `pmqa-xlsx form check` เพื่อดูทั้งหมด)" if more else ""),
        )
        self.mistakes = tuple(mistakes)


class UnitNotFound(OperatorError):
    """A unit code that the form does not list for that fiscal year."""


class YearNotValid(OperatorError):
    """A fiscal year that is no Buddhist Era year, or one in which the form has no units."""


class InputNotFound(OperatorError):
    """A path that does not exist, or paths under which nothing can be a return."""


class OutputNotWritable(OperatorError):
    """An output that is somebody else's, cannot be written, or is open in another program."""


class OptionNotValid(OperatorError):
    """An option's value that cannot be used: a date, a password, a key, a number of jobs."""


class WorkersNotStarted(OperatorError):
    """The worker processes that untrusted files are read in cannot be started in this session."""


class ExecutorFailed(OperatorError):
    """An executor that was to carry the reading broke down or was shut down."""
