"""The memory of a round: one SQLite file in the round's folder, which keeps facts and nothing that follows from them.

A fact is what happened, and stays true whatever comes later:

- a *file* seen: its bytes (by SHA-256) and the last component of its name; met again, in whatever folder, it is known;
- an *arrival*: a return in such a file, by its way inside it, with sender, subject, dates and when it was received;
- a *reading*: what a return says, by its SHA-256, with what it was read by (form editions, program);
- a *form* given, the last of which rules texts, dates and units;
- an *event*: the round begun, a run with what counted in it, and the office's word (a decision, its undoing, an
  extension, a note, a letter, a snapshot, an erasure), each with who, when and, as JSON, all that is needed to make the
  entry again. Decisions, extensions, notes and letters are no tables of their own but views of the events.

Derived, on every run anew and never stored, by the pure functions of ``consolidate``: which arrivals are duplicates,
whose a return is, in which order the returns of a unit come, which one counts, what is joined to it, what changed, what
is late, who is missing. The files beside the ledger (frames, workbook, page) are a view that can be made again.

Reading comes first, then one short transaction; one writer at a time. The file knows no path: a copy of the folder
works elsewhere. What the workbooks hold can be read again from ``originals/``, and the events are in
``frames/events.csv``: from these two a lost or damaged ledger is made again.
"""
