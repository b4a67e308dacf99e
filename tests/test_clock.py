"""The program's one clock."""

import datetime as dt

import pytest

from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.system import clock


@pytest.mark.parametrize(("stated", "expected"), [
    ("2026-11-25T18:00:00+07:00", "2026-11-25T18:00:00+07:00"),
    ("2026-11-25T18:00:00Z", "2026-11-26T01:00:00+07:00"),
    ("2026-11-25T18:00:00.75", "2026-11-25T18:00:00+07:00"),
    ("2026-11-25", "2026-11-25T00:00:00+07:00"),
])
def test_replaced(monkeypatch, stated: str, expected: str) -> None:
    """The variable replaces the system's clock; the time is Thai time in whole seconds."""
    monkeypatch.setenv(clock.VARIABLE, stated)
    assert clock.now().isoformat() == expected


def test_not_a_moment(monkeypatch) -> None:
    """An invalid moment is the operator's mistake, reported in one line that names it."""
    monkeypatch.setenv(clock.VARIABLE, "yesterday")
    with pytest.raises(OptionNotValid, match="yesterday"):
        clock.now()


def test_system(monkeypatch) -> None:
    """Without the variable the system's clock is used."""
    monkeypatch.delenv(clock.VARIABLE)
    assert abs(clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=5)
