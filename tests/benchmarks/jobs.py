"""Speed of two jobs compared with one, in a process that has loaded only what a round needs.

``python tests/benchmarks/jobs.py RETURNS PASSES`` prints it as one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

from corpus import filled_returns, made_up_form


def two_jobs_apart(returns: int, passes: int) -> float:
    """The same, measured in another process."""
    filled_returns(made_up_form(returns))  # made before anything is measured
    done = subprocess.run([sys.executable, __file__, str(returns), str(passes)], stdout=subprocess.PIPE, check=True)
    return float(json.loads(done.stdout))


def _two_jobs(returns: int, passes: int) -> float:
    """The median time with one job divided by that with two; they alternate, after a round that loads libraries."""
    from peers import AS_OF

    import pmqa_xlsx

    form = made_up_form(returns)
    folder = filled_returns(form)
    pmqa_xlsx.ingest(folder, forms=[form], as_of=AS_OF, jobs=2)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(passes):
        for jobs, taken in seconds.items():
            start = time.perf_counter()
            pmqa_xlsx.ingest(folder, forms=[form], as_of=AS_OF, jobs=jobs)
            taken.append(time.perf_counter() - start)
    return round(statistics.median(seconds[1]) / statistics.median(seconds[2]), 2)


if __name__ == "__main__":
    print(json.dumps(_two_jobs(*map(int, sys.argv[1:]))))
