"""The operator's mistakes, as exceptions, and what else the operator should know; all in words of ``errors.csv``.

A unit's mistake is a finding, never an exception; a mistake in this program is any other exception and ends in a
traceback. Every class here gives the operator one clear line, and exit code 2.
"""

from __future__ import annotations

import datetime as dt
import errno
from functools import cache

from pmqa_xlsx.text.language import Text, TextTable


@cache
def _table() -> TextTable:
    """The messages by code; read when the first one is needed."""
    return TextTable(__file__)


def notice(code: str, /, **facts: object) -> Text:
    """A message to the operator in both languages.

    :param code: of the message in ``errors.csv``.
    :param facts: the values of its placeholders; a :class:`Text` is shown in the language of the message, and a day
        or moment in words.
    """
    return _table().text(code).filled(**{name: _in_words(fact) for name, fact in facts.items()})


def _in_words(fact: object) -> object:
    from pmqa_xlsx.text.thai import long_date, long_moment

    if isinstance(fact, dt.datetime):
        return Text(long_moment(fact, "th"), long_moment(fact, "en"))
    return Text(long_date(fact, "th"), long_date(fact, "en")) if isinstance(fact, dt.date) else fact


#: What the system refuses most often, by the number of its error, and the code of that in words.
_REFUSALS = {
    errno.EACCES: "system-denied", errno.EPERM: "system-denied",
    errno.ENOENT: "system-nothing-there", errno.ENOSPC: "system-full", errno.EISDIR: "system-folder",
    errno.ENOTDIR: "system-no-folder", errno.ENAMETOOLONG: "system-long", errno.EADDRINUSE: "system-address",
}


def reason_of(error: Exception) -> Text | str:
    """Why something failed, as a part of a message; what has no words here is in those of the system."""
    if not isinstance(error, OSError):
        return str(error)
    code = _REFUSALS.get(error.errno or 0)
    return notice(code) if code else error.strerror or str(error)


class OperatorError(Exception):
    """A requested operation cannot be done; the message says what is wrong, where, and how to correct it.

    :param code: of the message, as for :func:`notice`, with its ``facts``; or the message itself in English.
    :param th: the message itself in Thai, where no code is given.
    """

    def __init__(self, code: str, th: str = "", /, **facts: object) -> None:
        said = Text(th, code) if th else notice(code, **facts)
        super().__init__(said.en, said.th)  # all that is needed to make it again in another process
        self.text, self.en, self.th = said, said.en, said.th

    def __str__(self) -> str:
        return self.en

    def message(self, lang: str) -> str:
        """The message in ``lang`` (``th`` or ``en``)."""
        return self.th if lang == "th" else self.en


class FormNotFound(OperatorError):
    """The definition named by ``-f`` does not exist as a shipped form, a workbook or a folder."""


class UnitNotFound(OperatorError):
    """The form does not list a unit code for that fiscal year."""


class YearNotValid(OperatorError):
    """A fiscal year is none of the form's calendar, or the form has no units in it."""


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
