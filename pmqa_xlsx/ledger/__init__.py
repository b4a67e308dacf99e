"""The ledger of a round: one SQLite file in the round's folder, which keeps facts and nothing derived from them.

A fact is what happened, and stays true whatever comes later:

- a *file* seen: its bytes (by SHA-256) and the last component of its name; seen again, in any folder, it is recognised;
- an *arrival*: a return in such a file, by its path inside it, with sender, subject, dates and when it was received;
- a *reading*: what a return says, by its SHA-256, with the form editions and program that read it;
- a *form* given, the last of which sets texts, dates and units;
- an *event*: the round begun, a run with what counted in it, and the office's entries (a decision, its undo, an
  extension, a note, a letter, a snapshot, an erasure), each with who, when and, as JSON, all that is needed to repeat
  the entry. Decisions, extensions, notes and letters are no tables of their own but views of the events.

Derived, on every run anew and never stored, by the pure functions of ``consolidate``: which arrivals are duplicates,
whose a return is, in which order the returns of a unit come, which one counts, what is joined to it, what changed, what
is late, who is missing. The files beside the ledger (frames, workbook, page) are a view that can be written again.

Reading comes first, then one short transaction; one writer at a time. The file knows no path: a copy of the folder
works elsewhere. What the workbooks hold can be read again from ``originals/``, and the events are in
``frames/events.csv``: a lost or damaged ledger is rebuilt from these two.
"""
