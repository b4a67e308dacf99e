"""The README's table of measured ratios, made from the benchmark's stored results; nothing is timed here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "benchmarks" / "results.json"


def readme_block() -> str:
    """The table of the results stored beside the benchmark."""
    return markdown(json.loads(RESULTS.read_text(encoding="utf-8")))


def markdown(found: Mapping[str, Any]) -> str:
    """A table of ratios and the sentences below it.

    :param found: the output of ``benchmarks/run.py``.
    """
    machine, lines = found["machine"], _reading(found["reading"])
    made = found["generation"]
    mine, plain = made["pmqa_xlsx"], made["plain XlsxWriter loop"]
    lines += ["", "| generating | ms a workbook | our time ÷ this |", "|---|--:|--:|",
              f"| pmqa_xlsx | {mine:.1f} | 1.00 |",
              f"| plain XlsxWriter loop, same cells | {plain:.1f} | {mine / plain:.2f} |"]
    lines += ["", "| returns in a round, 2 jobs | ms a return | peak memory of all processes | saving the frames |",
              "|--:|--:|--:|--:|"]
    lines += [f"| {one['returns']:,} | {one['milliseconds']:.1f} | {one['peak MiB']:,} MiB | "
              f"{one['saving seconds']:.1f} s |" for one in found["scale"]]
    starts = ", ".join(f"`{what}` {seconds:.2f} s" for what, seconds in found["start"].items())
    where = f"{machine['cores']} cores, Python {machine['python']}, {machine['system']}"
    lines += ["", f"{found['passes']} passes, {where}. "
                  f"Over {found['two jobs over']:,} returns two jobs are {found['two jobs']:.2f} times as fast as one. "
                  f"Start to end: {starts}."]
    return "\n".join(lines) + "\n"


def _reading(measured: Sequence[Mapping[str, Any]]) -> list[str]:
    """A column for each program and number of returns: milliseconds, and our time divided by them."""
    columns = [{row["name"]: row["milliseconds"] for row in one["rows"]} for one in measured]
    names = list(dict.fromkeys(name for column in columns for name in column))
    headings = [f"{one['program']}, {one['returns']:,}" for one in measured]
    lines = ["| reading, ms a return (our time ÷ this) | " + " | ".join(headings) + " |",
             "|---" + "|--:" * len(columns) + "|"]
    for name in names:
        cells = [f"{column[name]:.1f} ({column[names[0]] / column[name]:.2f})" if name in column else "–"
                 for column in columns]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines
