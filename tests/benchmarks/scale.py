"""A round of any size, read in its own process while the memory of its process tree is measured.

``python tests/benchmarks/scale.py N`` reads N made-up returns and prints one line of JSON; that process starts another
one with the folder of the returns, so that making them is not measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from corpus import filled_returns, made_up_form

_LOOKS_A_SECOND = 10


def measured_apart(returns: int) -> dict[str, Any]:
    """Read and save a round in another process.

    :returns: milliseconds per return for reading, seconds for saving the frames, and the peak memory (resident, MiB).
    """
    folder = filled_returns(made_up_form(returns))
    process = subprocess.Popen([sys.executable, __file__, str(returns), str(folder)], stdout=subprocess.PIPE, text=True)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory(psutil.Process(process.pid)))
        time.sleep(1 / _LOOKS_A_SECOND)
    if process.returncode or process.stdout is None:
        raise SystemExit(f"the round of {returns} returns failed")
    return {**json.loads(process.stdout.read()), "peak MiB": round(peak / 2**20)}


def _memory(process: psutil.Process) -> int:
    total = 0
    try:
        for one in [process, *process.children(recursive=True)]:
            total += one.memory_info().rss
    except psutil.Error:  # it has just ended
        pass
    return total


def _round(returns: int, folder: Path) -> dict[str, Any]:
    from peers import AS_OF

    import pmqa_xlsx

    form = made_up_form(returns)
    start = time.perf_counter()
    result = pmqa_xlsx.ingest(folder, forms=[form], as_of=AS_OF, jobs=2)
    read = time.perf_counter() - start
    assert len(result.returns) == returns
    assert set(result.returns["status"]) == {"accepted"}
    with tempfile.TemporaryDirectory() as scratch:
        start = time.perf_counter()
        result.save(Path(scratch) / "results", files=(), originals=())
        saved = time.perf_counter() - start
    return {"returns": returns, "milliseconds": round(1000 * read / returns, 3), "saving seconds": round(saved, 1)}


if __name__ == "__main__":
    number, *made = sys.argv[1:]
    print(json.dumps(_round(int(number), Path(made[0])) if made else measured_apart(int(number))))
