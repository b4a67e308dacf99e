"""The operator's mistakes, as exceptions.

A unit's mistake is a finding, never an exception; a mistake of this program is any other exception and
ends in a traceback. Every class here is one clear line for the person at the keyboard and exit code 2.
"""

from __future__ import annotations


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


class LedgerNotUsable(OperatorError):
    """The ledger of a round is another program's, of a newer format, locked, damaged or cannot be written."""


class RoundNotValid(OperatorError):
    """What is asked of a round does not fit it: another form or year, another word about contacts, a name taken."""
