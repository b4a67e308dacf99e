"""The README's table of measured ratios, made from the benchmark's stored results; nothing is timed here."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
    machine, rows = found["machine"], found["reading"]
    ours = rows[0]["milliseconds"]
    lines = ["| reading | ms a return | our time ÷ this |", "|---|--:|--:|"]
    lines += [f"| {row['name']} | {row['milliseconds']:.1f} | {ours / row['milliseconds']:.2f} |" for row in rows]
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
    over = found.get("two jobs over", found["returns"])
    lines += ["", f"Medians of {found['passes']} passes over {found['returns']} returns, {machine['cores']} cores, "
                  f"Python {machine['python']}, {machine['system']}. Over {over:,} returns two jobs are "
                  f"{found['two jobs']:.2f} times as fast as one. Start to end: {starts}."]
    return "\n".join(lines) + "\n"
