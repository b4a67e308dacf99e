"""Speed of this package compared with others, on the same files and in one run.

``python tests/benchmarks/run.py`` prints a table and writes ``results.json``, from which the README's table is made.
Readers are compared by the processor time of all processes, the least of several alternating passes: other load on the
machine hardly changes it. The other times are medians.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from corpus import SAVED, filled_returns, made_up_form
from generating import passes_of_generation
from jobs import two_jobs_apart
from peers import PEERS, SLOW
from programs import PROGRAMS, missing
from scale import measured_apart

import pmqa_xlsx
from pmqa_xlsx.demo.filling import Editor, plausible_answers
from pmqa_xlsx.layout import plan_layout

RESULTS = Path(__file__).parent / "results.json"
#: Fewest returns over which two jobs are held against one, so that the start does not hide it; and how many passes for
#: each that is asked for, since a few hundredths matter.
_TWO_JOBS_OVER, _TWO_JOBS_PASSES = 1_000, 3
#: Returns of other units, read before the time is taken: none of what the measured ones contain may be known from them.
_OTHERS = 8
#: Most returns that the slow peers read: a thousand of them would take a quarter of an hour.
_SLOW_AT_MOST = 100


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def spent() -> float:
    """Seconds of processor time so far, of this process and of those that it started."""
    times = os.times()
    running = [child.cpu_times() for child in psutil.Process().children()]
    return sum(times[:4]) + sum(one.user + one.system for one in running)


def used(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work takes, in this process and in those that it starts or has started."""
    before = spent()
    work()
    return spent() - before


def reading(program: str, returns: int, passes: int) -> dict[str, Any]:
    """Milliseconds of processor time per return for each way of reading the returns that a program saved."""
    form = made_up_form(returns + _OTHERS)
    paths = sorted(filled_returns(form, program).iterdir())
    paths, others = paths[:returns], paths[returns:]
    ways = {}
    for peer in PEERS:
        if peer.missing:
            print(f"{peer.name}: {peer.needs} is not installed, its row is left out", file=sys.stderr)
            continue
        if returns > _SLOW_AT_MOST and peer.name.startswith(SLOW):
            continue
        ways[peer.name] = peer.prepare(form), peer.ready
        ways[peer.name][0](others)  # once unmeasured: imports, compiled templates
    seconds: dict[str, float] = {}
    for number in range(passes):
        for name, (read, ready) in ways.items():
            if number == 0 or not name.startswith(SLOW):
                if ready:
                    ready(read, others)
                seconds[name] = min(used(lambda read=read: read(paths)), seconds.get(name, math.inf))
    return {"program": program, "returns": returns, "rows": [
        {"name": name, "milliseconds": round(1000 * taken / returns, 3)} for name, taken in seconds.items()]}


def readings(sizes: list[int], passes: int) -> list[dict[str, Any]]:
    """The same for each program and number of returns."""
    found = []
    for returns in sizes:
        for program in PROGRAMS:
            if why := missing(program):
                print(f"returns saved by {program} are left out: {why}", file=sys.stderr)
            else:
                found.append(reading(program, returns, passes))
    return found


def started(arguments: list[str], passes: int) -> float:
    """Seconds that a command takes from start to end."""
    command = [sys.executable, "-m", "pmqa_xlsx", *arguments]
    return round(statistics.median(timed(lambda: subprocess.run(command, check=False, capture_output=True))
                                   for _ in range(passes)), 3)


def starting(passes: int) -> dict[str, float]:
    """Time that a user waits for the help, and for the check of one return of the shipped form."""
    form = pmqa_xlsx.load_form()
    layout, unit = plan_layout(form), form.units[0]
    editor = Editor(pmqa_xlsx.generate(form, unit.code), layout)
    editor.fill(plausible_answers(layout, unit))
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.xlsx"
        one.write_bytes(editor.saved(SAVED))
        return {"--help": started(["--help"], passes), "check ONE.xlsx": started(["check", str(one)], passes)}


def main() -> None:
    """Measure as given by the options, print the results, and write the JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--returns", type=int, nargs="+", default=[76, 1000], metavar="N",
                         help="how many filled returns are read (default 76 and 1000)")
    options.add_argument("--passes", type=int, default=5, help="how often each is measured (default 5)")
    options.add_argument("--scale", type=int, nargs="*", default=[100, 1000], metavar="N",
                         help="sizes of the rounds whose time a return and memory are compared (default 100 1000)")
    options.add_argument("--results", type=Path, default=RESULTS, help="where the JSON goes")
    asked = options.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled, and so are its workers' imports
    over = max(*asked.returns, _TWO_JOBS_OVER)
    found: dict[str, Any] = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()},
        "passes": asked.passes, "reading": readings(asked.returns, asked.passes),
        "generation": passes_of_generation(asked.passes),
        "two jobs": two_jobs_apart(over, _TWO_JOBS_PASSES * asked.passes), "two jobs over": over,
        "start": starting(asked.passes),
        "scale": [measured_apart(size) for size in asked.scale],
    }
    asked.results.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from benchmark_table import markdown

    print(markdown(found))


if __name__ == "__main__":
    main()
