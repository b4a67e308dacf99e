"""How Hypothesis runs here: a failure is printed as it was found; HYPOTHESIS_PROFILE=shrink makes it small first."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

settings.register_profile("plain", deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
settings.register_profile("shrink", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "plain"))
