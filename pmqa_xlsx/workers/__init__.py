"""A pure function over many items, in worker processes whose death, hang or hunger costs one item only.

Each worker is a Python program of our own, started with ``subprocess`` and spoken to over its standard input and
output, so that the caller may be a plain script, a notebook or a task of a cluster engine.
"""

# Why no library: pebble (timeout and death for each task) stands on multiprocessing, whose spawn runs the caller's
# __main__ again, lets all workers share one pipe, which one death in mid-message spoils for all, and knows no memory
# limit. loky needs no guard of __main__, but one worker's death ends the whole executor with all tasks under way, and
# nothing ends a hung task. The standard library's pool has both faults. psutil is the one portable way to see how much
# memory a process holds.

from pmqa_xlsx.workers.pool import Failure, Outcome, Pool

__all__ = ["Failure", "Outcome", "Pool"]
