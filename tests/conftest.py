"""How Hypothesis runs here, on which day, and which test files begin first.

By itself it tries other examples each time and prints a failure as it was found. With CI set it tries the same ones
every time, so that a run says something of the code alone. ``HYPOTHESIS_PROFILE=shrink`` makes a failure small first.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import Phase, settings

# Each states derandomize, for with CI set Hypothesis has a default of its own.
settings.register_profile("plain", deadline=None, derandomize=False,
                          phases=(Phase.explicit, Phase.reuse, Phase.generate))
settings.register_profile("shrink", deadline=None, derandomize=False)
settings.register_profile("ci", settings.get_profile("plain"), derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "plain"))
# The tests' rounds are in autumn 2026, on whatever day the tests run.
os.environ.setdefault("PMQA_XLSX_NOW", "2026-12-05T12:00:00+07:00")
#: The files that take longest. With several processes they begin first: otherwise the files with most tests would, and
#: at the end all processes but one would wait for a story of minutes that is a single test.
LONGEST = ("test_app_story", "test_app_browser", "test_app", "test_ledger", "test_rebuild", "test_letters_folder")


def pytest_configure(config: pytest.Config) -> None:
    """Have files dealt out in the order of the tests, where pytest-xdist is there."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the longest files to the front; within a file the order stays."""
    first = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path.stem, len(LONGEST)))
