"""How Hypothesis runs here: a failure is printed as it was found; HYPOTHESIS_PROFILE=shrink makes it small first."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

settings.register_profile("plain", deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
settings.register_profile("shrink", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "plain"))
# The tests' rounds are of autumn 2026, whenever they run.
os.environ.setdefault("PMQA_XLSX_NOW", "2026-12-05T12:00:00+07:00")
