"""Run a pure function over many items in worker processes; a crash, a hang or a lack of memory affects only one item.

Each worker is our own Python program, started with ``subprocess``; it communicates over its standard input and output,
so that the caller may be a plain script, a notebook or a task of a cluster engine.
"""

# Why no library: pebble (timeout and crash for each task) uses multiprocessing, which runs the caller's __main__ again
# when spawning, shares one pipe between all workers, so that one crash during a message breaks it for all, and has no
# memory limit. loky needs no __main__ guard, but a crash of one worker ends the whole executor with all running tasks,
# and nothing ends a hung task. The standard library's pool has both faults. psutil is the only portable way to measure
# the memory of a process.
