"""The operator's mistakes, as exceptions.

A unit's mistake is a finding, never an exception; a mistake in this program is any other exception and ends in a
traceback. Every class here gives the operator one clear line, and exit code 2.
"""

from __future__ import annotations


class OperatorError(Exception):
    """A requested operation cannot be done; the message says what is wrong, where, and how to correct it.

    :param en: the message in English.
    :param th: the message in Thai; default: the English one.
    """

    def __init__(self, en: str, th: str = "") -> None:
        super().__init__(en)
        self.en = en
        self.th = th or en

    def message(self, lang: str) -> str:
        """The message in ``lang`` (``th`` or ``en``)."""
        return self.th if lang == "th" else self.en


class FormNotFound(OperatorError):
    """The definition named by ``-f`` does not exist as a shipped form, a workbook or a folder."""


class UnitNotFound(OperatorError):
    """The form does not list a unit code for that fiscal year."""


class YearNotValid(OperatorError):
    """A fiscal year is no Buddhist Era year, or the form has no units in it."""


class InputNotFound(OperatorError):
    """A path does not exist, or there is nothing under the paths that could be a return."""


class OutputNotWritable(OperatorError):
    """An output belongs to something else, cannot be written, or is open in another program."""


class OptionNotValid(OperatorError):
    """An option's value cannot be used: a date, a password, a key, a number of jobs."""


class WorkersNotStarted(OperatorError):
    """The worker processes for reading untrusted files cannot be started in this session."""


class ExecutorFailed(OperatorError):
    """An executor for reading failed or was shut down."""


class LedgerNotUsable(OperatorError):
    """A round's ledger is not ours, has a newer format, is locked or damaged, or cannot be written."""


class RoundNotValid(OperatorError):
    """A request does not fit the round: another form or year, another setting for contacts, a name already used."""


class ReturnNotFound(OperatorError):
    """No return of the round, or not exactly one, is what was named."""


class LetterNotFound(OperatorError):
    """No letter of the round, or not exactly one, has the number that was named."""
