"""Which units a text names: the unit's cell, a file's name, a subject, a position on the cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from pmqa_xlsx.form.model import Form, Unit
from pmqa_xlsx.text.language import Text
from pmqa_xlsx.text.thai import ABBREVIATIONS, arabic_digits, clean, unit_key

#: Least letters of a name that names a unit without a word such as จังหวัด before it.
_LEAST_LETTERS = 3
#: Least letters of a name beside letters of another script, or that other letters may follow after the label; shorter
#: ones are words: เลย, ตาก.
_LEAST_IN_RUN = 4
#: Least letters of a name that may be written with other blanks than its own: chiangmai, Si Saket; shorter ones could
#: be parts of two words.
_LEAST_UNSPACED = 6
#: Names of units that are ordinary words too: in small letters they name no unit, unless they come first.
_ORDINARY = frozenset({"nan"})
#: A sign that belongs to the letter before it.
_COMBINING = re.compile(r"[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]")
#: A run of letters, or of digits; Thai vowels and tone marks are no letters to Python.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0e30-\u0e3a\u0e40-\u0e4e])+|[0-9]+")
#: Where in a run the script changes, beside enough Thai letters to be a name.
_SCRIPTS = re.compile(rf"(?<=[A-Za-z])(?=[\u0e01-\u0e4e]{{{_LEAST_IN_RUN}}})"
                      rf"|(?<=[\u0e01-\u0e4e]{{{_LEAST_IN_RUN}}})(?=[A-Za-z])")
#: The number that Windows and browsers give to a further file of the same name.
_COPY = re.compile(r"\([0-9]+\)")
_CODE_FIRST = re.compile(r"([^_\s]+)_(.*)", re.DOTALL)


class UnitNames:
    """The names of a form's units.

    A unit is named by its name or an alias of at least three letters between characters that are no letters, or letters
    of another script (``PMQAน่าน``), with the numbers in it: ``เขต 1`` is not ``เขต 2``. By any of its names it is named
    after the unit label (จังหวัด, จ., ผู้ว่าราชการจังหวัด); right after it, letters may follow a name of four. Its code
    counts only at the start of a file's name, followed by ``_`` and a name of the same unit.

    :ivar by_code: the units.
    :ivar unit_label: what a unit is called, such as จังหวัด.
    """

    def __init__(self, units: Iterable[Unit], label: Text) -> None:
        self.by_code, self.unit_label = {unit.code: unit for unit in units}, label
        self._abbreviation = ABBREVIATIONS.get(label.th, "").removesuffix(".")

    @cached_property
    def _units(self) -> dict[str, set[str]]:
        """The codes of the units with a name or alias, by its words."""
        found: dict[str, set[str]] = {}
        for unit in self.by_code.values():
            for name in (unit.name.th, unit.name.en, *unit.aliases):
                if key := " ".join(_words(name)):
                    found.setdefault(key, set()).add(unit.code)
        return found

    @cached_property
    def _unspaced(self) -> dict[str, set[str]]:
        """The same of names and aliases in letters alone, without their blanks; short ones are parts of words."""
        found: dict[str, set[str]] = {}
        for key, codes in self._units.items():
            run = key.replace(" ", "")
            if len(run) >= _LEAST_UNSPACED and not any(map(str.isdecimal, run)):
                found.setdefault(run, set()).update(codes)
        return found

    @cached_property
    def _longest(self) -> int:
        """How many words the longest name has."""
        return max((key.count(" ") + 1 for key in self._units), default=1)

    @cached_property
    def _label(self) -> str:
        return "".join(_words(self.unit_label.th)) or "\0"

    @cached_property
    def _emails(self) -> dict[str, set[str]]:
        """The codes of the units with an address of their own, by the address in lower case."""
        found: dict[str, set[str]] = {}
        for unit in self.by_code.values():
            found.setdefault(unit.email.lower(), set()).add(unit.code)
        return found

    @cached_property
    def by_key(self) -> dict[str, Unit]:
        """The units by the comparison keys of their names and aliases; for equal keys, the first unit."""
        named: dict[str, Unit] = {}
        for unit in self.by_code.values():
            for name in (unit.name.th, unit.name.en, *unit.aliases):
                named.setdefault(unit_key(name, self.unit_label), unit)
        named.pop("", None)
        return named

    def named(self, text: str) -> frozenset[str]:
        """The codes of the units that a text names."""
        written = _written(_COPY.sub(" ", arabic_digits(clean(text))))
        first = next((word for word in written if not word.isdecimal()), "")
        words = ["" if word in _ORDINARY and word is not first else word.casefold() for word in written]
        found: set[str] = set()
        place = 0
        while place < len(words):
            codes, length = self._at(words, place)
            found |= codes
            place += length
        return frozenset(found)

    def named_by_file(self, name: str) -> frozenset[str]:
        """The codes of the units that a file's name names.

        :param name: the last component, with its extension.
        """
        found = self.named(name)
        match = _CODE_FIRST.fullmatch(arabic_digits(clean(name)))
        if match and match[1] in self.by_code:
            words = _words(match[2])
            for length in range(1, min(len(words), self._longest) + 1):
                found |= self._units.get(" ".join(words[:length]), set()) & {match[1]}
        return found

    def having_email(self, address: str) -> frozenset[str]:
        """The codes of the units whose own address this is, in lower case; none for an empty one."""
        return frozenset(self._emails.get(address, ())) if address else frozenset()

    def _at(self, words: Sequence[str], place: int) -> tuple[set[str], int]:
        """The unit named from a word on, with how many words it takes; no unit and one word where none is."""
        word = words[place]
        if self._label in word:  # Thai is written without spaces: the label may be inside a run of letters
            rest = word.rpartition(self._label)[2]
            if not rest:
                return self._longest_at(words, place + 1, 1, 1)
            found, length = self._longest_at([rest, *words[place + 1:place + self._longest]], 0, 0, 1)
            return (found, length) if found else (self._beginning(rest), 1)
        if word == self._abbreviation:
            return self._longest_at(words, place + 1, 1, 1)
        return self._longest_at(words, place, 0, _LEAST_LETTERS)

    def _beginning(self, run: str) -> set[str]:
        """The unit whose name, right after the label, is the run of letters or its beginning."""
        for end in range(len(run), 0, -1):
            whole = end == len(run)
            if (whole or (end >= _LEAST_IN_RUN and not _COMBINING.match(run, end))) and run[:end] in self._units:
                return self._units[run[:end]]
        return set()

    def _longest_at(self, words: Sequence[str], place: int, before: int, least: int) -> tuple[set[str], int]:
        for length in range(min(self._longest, len(words) - place), 0, -1):
            key = " ".join(words[place:place + length])
            letters = len(key) - sum(map(str.isdecimal, key))
            codes = self._units.get(key) or self._unspaced.get(key.replace(" ", ""), set())
            if letters >= least and len(codes) == 1:
                return codes, before + length
        return set(), 1


class TypedUnit:
    """What a text means in the cell of the unit.

    :ivar unit: the unit with this code, name or alias, with or without its code and the unit label before it.
    """

    def __init__(self, names: UnitNames, text: str) -> None:
        self._names, self._text = names, text
        self._key = unit_key(text, names.unit_label)
        code, _, rest = arabic_digits(clean(text)).strip().partition(" ")
        self.unit = names.by_code.get(code)
        if self.unit is None or not rest:
            self.unit = self.unit or names.by_key.get(self._key)
        elif names.by_key.get(unit_key(rest, names.unit_label)) != self.unit:
            self.unit = None

    @cached_property
    def nearest(self) -> Unit | None:
        """The unit with the most similar name, to be proposed but never applied; ``None`` if none is similar."""
        from difflib import get_close_matches  # takes 0.5 ms, and only a name that nobody knows needs it

        names = [key for key in self._names.by_key if len(key) >= _LEAST_LETTERS]  # others are like any word
        near = get_close_matches(self._key, names, n=1, cutoff=0.75)
        return self._names.by_key[near[0]] if near else None

    @cached_property
    def likely(self) -> Unit | None:
        """Of a text that is no unit's name: the only unit that it names, or the one whose name it is, misspelled."""
        named = self._names.named(self._text)
        return self._names.by_code[min(named)] if len(named) == 1 else None if named else self.nearest


def names_of_units(form: Form) -> UnitNames:
    """The names of a form's units; made once."""
    if UnitNames not in form.derived:
        form.derived[UnitNames] = UnitNames(form.units, form.unit_label)
    names: UnitNames = form.derived[UnitNames]
    return names


def _written(text: str) -> list[str]:
    """The words and numbers of a cleaned text with Arabic digits."""
    return _WORD.findall(_SCRIPTS.sub(" ", text))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _written(arabic_digits(clean(text)))]


