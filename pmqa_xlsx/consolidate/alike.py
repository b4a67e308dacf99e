"""Which units' free answers are the same word for word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

#: Least number of free answers for which two units are compared.
LEAST = 20
#: Two units are alike where more than this share of the smaller set is in the other.
SHARE = 0.9


def alike_units(answers: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """For each unit whose free answers equal another's: that other one, the first by code.

    Fast for thousands of units, and small in memory: of two alike sets the smaller one shares all but a tenth of its
    members, so at least one of its rarest tenth is in the other, and few sets have that one. Most units' rarest tenth
    is in no other set.

    :param answers: by unit, a number for each free answer, the same for the same question and text; each once.
    """
    asked = {unit: answers[unit] for unit in sorted(answers) if len(answers[unit]) >= LEAST}
    if len(asked) < 2:
        return {}
    counts = _counts_of_shared(asked.values())
    units_with: dict[int, list[str]] = {}
    for unit, found in asked.items():
        for one in filter(counts.__contains__, found):
            units_with.setdefault(one, []).append(unit)
    alike: dict[str, str] = {}
    for unit, found in asked.items():
        rarest = sorted(found, key=lambda one: (counts.get(one, 1), one))[:len(found) - int(len(found) * SHARE)]
        candidates = sorted({other for one in rarest for other in units_with.get(one, ())} - {unit})
        for other in candidates:
            if len(asked[other]) >= len(found) and len(set(found) & set(asked[other])) > SHARE * len(found):
                alike.setdefault(unit, other)
                alike.setdefault(other, unit)
                break
    return alike


def _counts_of_shared(sets: Iterable[Sequence[int]]) -> dict[int, int]:
    """How many sets have a number, for those that several have."""
    import numpy as np

    numbers, counts = np.unique(np.concatenate([np.asarray(one, np.int64) for one in sets]), return_counts=True)
    several = counts > 1
    return dict(zip(numbers[several].tolist(), counts[several].tolist(), strict=True))
