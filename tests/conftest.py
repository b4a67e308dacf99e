"""How Hypothesis runs here, and on which day.

By itself it tries other examples each time and prints a failure as it was found. With CI set it tries the same ones
every time, so that a run says something of the code alone. ``HYPOTHESIS_PROFILE=shrink`` makes a failure small first.
"""

from __future__ import annotations

import os

from hypothesis import Phase, settings

# Each states derandomize, for with CI set Hypothesis has a default of its own.
settings.register_profile("plain", deadline=None, derandomize=False,
                          phases=(Phase.explicit, Phase.reuse, Phase.generate))
settings.register_profile("shrink", deadline=None, derandomize=False)
settings.register_profile("ci", settings.get_profile("plain"), derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "plain"))
# The tests' rounds are in autumn 2026, on whatever day the tests run.
os.environ.setdefault("PMQA_XLSX_NOW", "2026-12-05T12:00:00+07:00")
