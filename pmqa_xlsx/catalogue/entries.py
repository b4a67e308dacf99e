"""Read the catalogue's tables: a sentence a row, in Thai and English, to be edited in any program for CSV files.

The columns are ``code``, ``part``, ``which``, ``th`` and ``en``. Rows of a code with the same part keep their order:

- ``title``: a short name; ``which`` is the severity, ``rejection`` for an error with which nothing may count.
- ``why``: what the finding means and what becomes of the return.
- ``message`` (what happened) and ``fix`` (what to do): the sentences of :class:`Words`; ``which`` is empty, ``detail``,
  or names a variant.
- ``example``: ``bad``, which causes the finding, and ``good``, the same as it should be.
- ``fact``: an example of what ``{which}`` shows; one of the code ``*`` serves all codes without their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from pmqa_xlsx.catalogue.model import CatalogueEntry, Severity, Words
from pmqa_xlsx.text.language import NO_TEXT, Text, read_table

_DETAIL, _REJECTION, _ALL_CODES = "detail", "rejection", "*"
#: The texts of one code by part, then by ``which``.
_Parts = defaultdict[str, dict[str, list[Text]]]


class Entries(Mapping[str, CatalogueEntry]):
    """The entries of some tables by code; the tables are read at the first look, because few processes need them.

    :param tables: the CSV files beside this module, each with the severity of codes without a title.
    """

    def __init__(self, tables: Mapping[str, Severity]) -> None:
        self._tables = tables

    @cached_property
    def _by_code(self) -> dict[str, CatalogueEntry]:
        return {code: entry for table, severity in self._tables.items()
                for code, entry in read_entries(table, severity).items()}

    def __getitem__(self, code: str) -> CatalogueEntry:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)


def read_entries(table: str, severity: Severity) -> dict[str, CatalogueEntry]:
    """The entries of a table by code, in its order.

    :param table: a CSV file beside this module (UTF-8).
    :param severity: of codes without a title.
    :raises ValueError: what a code may have only once is there twice.
    """
    by_code: defaultdict[str, _Parts] = defaultdict(lambda: defaultdict(dict))
    for code, part, which, thai, english in read_table(Path(__file__).with_name(table)):
        by_code[code][part].setdefault(which, []).append(Text(thai, english))
    usual = _only(by_code.pop(_ALL_CODES)["fact"]) if _ALL_CODES in by_code else {}
    return {code: _entry(code, parts, usual, severity) for code, parts in by_code.items()}


def _entry(code: str, parts: _Parts, usual: Mapping[str, Text], severity: Severity) -> CatalogueEntry:
    weight, title = next(iter(_only(parts["title"]).items()), (severity.value, NO_TEXT))
    rejects, example = weight == _REJECTION, _only(parts["example"])
    return CatalogueEntry(
        code=code, severity=Severity.ERROR if rejects else Severity(weight), rejects=rejects, title=title,
        why=_only(parts["why"]).get("", NO_TEXT), message=_words(parts["message"]), fix=_words(parts["fix"]),
        bad=example.get("bad", NO_TEXT), good=example.get("good", NO_TEXT),
        sample={**usual, **_only(parts["fact"])},
    )


def _words(texts: Mapping[str, Sequence[Text]]) -> Words:
    variants = {name: tuple(sentences) for name, sentences in texts.items() if name not in ("", _DETAIL)}
    return Words(tuple(texts[""]), tuple(texts.get(_DETAIL, ())), variants)


def _only(texts: Mapping[str, Sequence[Text]]) -> dict[str, Text]:
    if twice := [sentences for sentences in texts.values() if len(sentences) > 1]:
        raise ValueError(f"only one sentence may be here: {twice[0]}")
    return {which: only for which, (only,) in texts.items()}
