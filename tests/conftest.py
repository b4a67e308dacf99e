"""How Hypothesis runs here: a failure is printed with its seed, not shrunk, unless HYPOTHESIS_PROFILE=shrink asks so."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

settings.register_profile("plain", deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
settings.register_profile("shrink", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "plain"))
