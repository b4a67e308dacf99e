"""The executive's summary: a few sentences that answer what a reader asks first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from pmqa_xlsx.catalogue import CATALOGUE
from pmqa_xlsx.consolidate.frame_rows import Edition
from pmqa_xlsx.report import words
from pmqa_xlsx.report.changes import ChangeSince, UnitMove
from pmqa_xlsx.report.figures import Basis, Figures
from pmqa_xlsx.report.groups import GroupLine
from pmqa_xlsx.report.measures import points_text
from pmqa_xlsx.report.page import words as wording
from pmqa_xlsx.report.page.picture import Picture
from pmqa_xlsx.report.units import UnitRow, is_overdue
from pmqa_xlsx.text.thai import long_moment

#: Names in one sentence; the rest is a number.
_MOST_NAMES = 6
#: Groups that share the last place and are still named.
_MOST_GROUPS = 3
#: Earlier states in the summary, beside those that were asked for.
_MOST_STATES = 2
#: Letters of a name in a sentence, and of a criterion's wording.
_MOST_OF_NAME, _MOST_OF_WORDING = 60, 200


class SummaryLine(NamedTuple):
    """One line of the summary: a heading, sentences, and the section that says more."""

    heading: str
    sentences: Sequence[str]
    section: str


def summary_of(picture: Picture, figures: Figures) -> Iterator[SummaryLine]:
    """The summary over one basis."""
    say = picture.say
    yield SummaryLine(say(wording.SUM_RETURNS), [_returns(picture, figures)], "status")
    if figures.groups and figures.units:
        yield SummaryLine(say(wording.SUM_BEHIND), [*_behind(picture, figures)], "groups")
    for line, spread in [(line, line.spread) for line in figures.weakest[:1] if line.spread]:
        yield SummaryLine(say(wording.SUM_WEAKEST), [say(
            wording.SUM_WEAKEST_SAID, code=_of_edition(picture, line.code, line.edition),
            mean=points_text(spread.mean), count=f"{spread.count:,}",
            wording=shortened(say(line.text), _MOST_OF_WORDING))], "weakest")
    yield SummaryLine(say(wording.SUM_CALL), [_calls(picture)], "today")
    distinct = {change.old.at: change for change in reversed(picture.changes)}
    most = _MOST_STATES + len(picture.against or ())
    for change in [one for one in picture.changes if distinct[one.old.at] is one][:most]:
        yield SummaryLine(say(wording.SUM_CHANGED, since=since_text(picture, change)),
                          [*change_sentences(picture, change)], "changes")


def since_text(picture: Picture, change: ChangeSince) -> str:
    """An earlier state in words, with its day and time."""
    return picture.say(wording.SINCE[change.kind], name=change.name,
                       at=long_moment(change.old.as_of, picture.lang, picture.source.calendar))


def change_sentences(picture: Picture, change: ChangeSince) -> Iterator[str]:
    """What is different, in short sentences."""
    say, mean = picture.say, change.mean
    if change.old.returned != change.new.returned:
        yield say(wording.COUNT_MOVE, old=f"{change.old.returned:,}", new=f"{change.new.returned:,}")
    for text, moves in ((wording.NEW_RETURNS, change.came), (wording.NOW_COMPLETE, change.completed),
                        (wording.NOW_OVERDUE, change.overdue)):
        if moves:
            yield f"{say(text)} {len(moves):,}: {_listed(picture, [_name_of(picture, move) for move in moves])}"
    if change.others:
        names = [f"{_name_of(picture, move)} ({move_text(picture, move)})" for move in change.others]
        yield f"{say(wording.OTHER_MOVES)} {len(names):,}: {_listed(picture, names)}"
    if not change.moves and change.kind != "other":
        yield say(wording.NOTHING_CHANGED)
    elif mean.old is not None and mean.new is not None:
        one_edition = len(picture.both[Basis.COMPLETE].totals) == 1
        if one_edition:
            yield say(wording.MEAN_MOVE, old=points_text(mean.old), old_n=f"{mean.old_units:,}",
                      new=points_text(mean.new), new_n=f"{mean.new_units:,}")
        if mean.paired is not None and not (one_edition and mean.new_units == mean.paired_units):
            yield say(wording.PAIRED_MOVE, count=f"{mean.paired_units:,}", change=signed(mean.paired))


def move_text(picture: Picture, move: UnitMove) -> str:
    """What changed of one unit: its standing, its total, or both."""
    say = picture.say
    parts = []
    if move.old != move.new:
        parts.append(f"{say(words.STANDING[move.old])} → {say(words.STANDING[move.new])}")
    if move.new_total is not None:
        old = f"{points_text(move.old_total)} → " if move.old_total is not None else ""
        parts.append(f"{say(words.SCORE)} {old}{points_text(move.new_total)}")
    return " · ".join(parts)


def reasons_to_call(picture: Picture, unit: UnitRow) -> Iterator[str]:
    """Why a unit is called: how late it is, what is wrong, what came in vain, what was written to it."""
    say = picture.say
    if is_overdue(unit):
        yield say(wording.WHY_OVERDUE, days=f"{unit.days_late:,}")
    elif not unit.counted and unit.due:
        yield say(wording.WHY_DUE, day=picture.day(unit.due))
    if unit.counted and unit.errors:
        yield say(wording.WHY_ERRORS, count=f"{unit.errors:,}")
    if unit.attempts and not unit.counted:
        last = unit.last_attempt
        said = say(wording.IN_VAIN, count=f"{unit.attempts:,}")
        if last:
            titles = [say(CATALOGUE[code].title) for code in last.codes[:1] if code in CATALOGUE]
            reason = titles[0] if titles else "–"
            said += " " + (say(wording.LAST_ATTEMPT, day=picture.day(last.day), reason=reason) if last.day
                           else f"({reason})")
        yield said
    if unit.letters:
        yield say(wording.LETTERS_SENT, count=f"{unit.letters:,}",
                  day=picture.day(unit.last_letter_on))


def shortened(text: str, most: int) -> str:
    """A text cut to a number of letters, at a blank if one is near, with a sign that it goes on."""
    if len(text) <= most:
        return text
    blank = text.rfind(" ", most // 2, most)
    return text[:blank if blank > 0 else most].rstrip() + " …"


def signed(change: float) -> str:
    """A difference of points with its sign."""
    text = points_text(abs(change))
    return text if text == "0.0" else ("+" if change > 0 else "\u2212") + text


def _returns(picture: Picture, figures: Figures) -> str:
    said = picture.say(
        wording.SUM_RETURNS_SAID, returned=f"{figures.returned:,}", units=f"{figures.units:,}",
        share=words.share_text(figures.returned, figures.units), complete=f"{figures.accepted:,}",
        to_correct=f"{figures.to_correct:,}", missing=f"{figures.missing:,}")
    overdue = picture.say(words.CARD_OVERDUE, count=f"{figures.overdue:,}") if figures.overdue else ""
    return f"{said} ({overdue})" if overdue else said


def _behind(picture: Picture, figures: Figures) -> Iterator[str]:
    say, groups = picture.say, picture.groups_behind(figures)
    least = [line for line in groups if line.rate == groups[0].rate]
    if groups[0].rate == 1:
        yield say(wording.SUM_ALL_IN)
    else:
        names = [say(wording.SUM_GROUP_RATE, name=_group(picture, line),
                     returned=line.returned, units=line.units) for line in least[:_MOST_GROUPS]]
        yield say(wording.SUM_LEAST, names=_listed(picture, names, len(least) - len(names)))
    for edition, every in sorted(figures.totals.items(), key=lambda total: -total[1].count)[:1]:
        scored = [(mean.spread.mean, mean.spread.count, line) for line in groups for mean in line.means
                  if mean.spread and mean.edition == edition]
        if len(scored) > 1:
            lowest, count, line = min(scored, key=itemgetter(0))
            yield say(wording.SUM_LOWEST, name=_of_edition(picture, _group(picture, line), edition),
                      mean=points_text(lowest), count=count, all=points_text(every.mean), all_count=every.count)


def _of_edition(picture: Picture, name: str, edition: Edition) -> str:
    """A name, with the edition that it belongs to where there are several."""
    return f"{name} ({picture.edition_name(edition)})" if picture.several else name


def _group(picture: Picture, line: GroupLine) -> str:
    return shortened(group_name(picture, line), _MOST_OF_NAME)


def group_name(picture: Picture, line: GroupLine) -> str:
    """A group's name, or words for units without one."""
    return line.name or picture.say(words.NO_GROUP)


def _calls(picture: Picture) -> str:
    if not picture.calls:
        return picture.say(wording.SUM_NOBODY)
    names = [shortened(picture.unit_name(unit), _MOST_OF_NAME) for unit in picture.calls]
    return _listed(picture, [f"{name} ({next(reasons_to_call(picture, unit), '')})"
                             for name, unit in zip(names, picture.calls, strict=True)])


def _name_of(picture: Picture, move: UnitMove) -> str:
    return shortened(picture.names.get(move.code, move.code), _MOST_OF_NAME)


def _listed(picture: Picture, names: Sequence[str], more: int = 0) -> str:
    """Names one after the other, the first few of them."""
    more += max(len(names) - _MOST_NAMES, 0)
    listed = ", ".join(names[:_MOST_NAMES])
    return f"{listed} {picture.say(wording.AND_MORE, count=f'{more:,}')}" if more else listed
