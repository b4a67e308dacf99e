"""``requirements.lock`` installs on each Python that the project claims, and the README's lines in each shell."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if "Python :: 3." in name]
#: By system: the platforms of its wheels, and what markers ask about it.
SYSTEMS = {
    "windows": (["win_amd64"], {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
                                "platform_machine": "AMD64"}),
    "linux": (["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
              {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"}),
}
LOCK = [Requirement(line) for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")]


def environment(python: str, system: str) -> dict[str, str]:
    """What markers ask about a Python on a system."""
    return {"python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
            "platform_python_implementation": "CPython", "extra": "", **SYSTEMS[system][1]}


def applies(marker: Marker | None, python: str, system: str) -> bool:
    """Whether a line of the lock, or a requirement, is meant for a Python on a system."""
    return marker is None or marker.evaluate(environment(python, system))


def pip(*words: str) -> subprocess.CompletedProcess[str]:
    """Ask pip."""
    return subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words], capture_output=True,
                          encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, check=False)


@cache
def why_not() -> str:
    """Why pip cannot be asked here; empty if it can."""
    if importlib.util.find_spec("pip") is None:
        return "pip is not installed"
    asked = pip("install", "--dry-run", "--ignore-installed", "--no-deps", "--quiet", "--only-binary", ":all:",
                str(next(one for one in LOCK if one.name == "click")))
    return "" if asked.returncode == 0 else "no package index can be reached"


@pytest.mark.slow
@pytest.mark.parametrize(("python", "system"), [*((python, "windows") for python in PYTHONS), (PYTHONS[-1], "linux")])
def test_each_python_gets_everything(python: str, system: str) -> None:
    """Each locked version has a wheel for it and allows that Python, and all that they need is locked too."""
    if reason := why_not():
        pytest.skip(reason)
    wanted = {canonicalize_name(one.name): f"{one.name}{one.specifier}" for one in LOCK
              if applies(one.marker, python, system)}
    platforms = [word for name in SYSTEMS[system][0] for word in ("--platform", name)]
    # pip compares Requires-Python with the Python that it runs on, so this is done below.
    asked = pip("install", "--dry-run", "--quiet", "--no-deps", "--ignore-requires-python", "--target", "unused",
                "--only-binary", ":all:", "--python-version", python, *platforms, "--report", "-", *wanted.values())
    assert asked.returncode == 0, asked.stderr
    needed: set[str] = set()
    for entry in json.loads(asked.stdout)["install"]:
        package = entry["metadata"]
        assert SpecifierSet(package.get("requires_python", "")).contains(f"{python}.0"), package["name"]
        needed |= {canonicalize_name(one.name) for one in map(Requirement, package.get("requires_dist", []))
                   if applies(one.marker, python, system)}
    assert needed - wanted.keys() == set()


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_one_version_each(python: str, system: str) -> None:
    """Everything that the project needs is locked, in one exact version."""
    locked = [canonicalize_name(one.name) for one in LOCK if applies(one.marker, python, system)]
    stated = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    assert len(locked) == len(set(locked))
    assert {canonicalize_name(one.name) for one in map(Requirement, stated)} <= {*locked}
    assert [str(one) for one in LOCK if not re.fullmatch(r"==[^*,]+", str(one.specifier))] == []


def test_lines_for_windows() -> None:
    """Command Prompt and PowerShell 5.1 have no `&&` in common: each command is a line of its own, and none has one."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```bat\n(.*?)```", readme, re.DOTALL)
    assert block.splitlines() == [
        "py -m venv .venv", r".venv\Scripts\pip install --quiet -c requirements.lock .",
        r".venv\Scripts\pmqa-xlsx demo demo-round"]
    assert [line for line in readme.splitlines() if "Scripts" in line and "&&" in line] == []
