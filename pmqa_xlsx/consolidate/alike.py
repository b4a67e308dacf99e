"""Which units' free answers are the same word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping

#: Least number of free answers for which two units are compared.
LEAST = 20
#: Two units are alike where more than this share of the smaller set is in the other.
SHARE = 0.9


def alike_units(answers: Mapping[str, frozenset[Hashable]]) -> dict[str, str]:
    """For each unit whose free answers equal another's: that other one, the first by code.

    Fast for thousands of units: of two alike sets the smaller one shares all but a tenth of its members, so at least
    one of its rarest tenth is in the other, and few sets have that one.

    :param answers: by unit, what tells each free answer: its question and its text.
    """
    asked = {unit: found for unit, found in answers.items() if len(found) >= LEAST}
    counts = Counter(one for found in asked.values() for one in found)
    units_with: dict[Hashable, list[str]] = {}
    for unit in sorted(asked):
        for one in asked[unit]:
            if counts[one] > 1:
                units_with.setdefault(one, []).append(unit)
    alike: dict[str, str] = {}
    for unit in sorted(asked):
        found = asked[unit]
        rarest = sorted((one for one in found), key=lambda one: (counts[one], hash(one)))
        few = rarest[:len(found) - int(len(found) * SHARE)]
        candidates = sorted({other for one in few for other in units_with.get(one, ())} - {unit})
        for other in candidates:
            if len(asked[other]) >= len(found) and len(found & asked[other]) > SHARE * len(found):
                alike.setdefault(unit, other)
                alike.setdefault(other, unit)
                break
    return alike
