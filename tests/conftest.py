"""Settings of Hypothesis: a failure is printed as found; with HYPOTHESIS_PROFILE=shrink it is first reduced."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

settings.register_profile("plain", deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
settings.register_profile("shrink", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "plain"))
# The tests' rounds are in autumn 2026, on whatever day the tests run.
os.environ.setdefault("PMQA_XLSX_NOW", "2026-12-05T12:00:00+07:00")
