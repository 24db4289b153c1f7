"""The locks: hashes and no addresses, and what tests run with is what users run."""

from __future__ import annotations

import re

import pytest

from tests.places import ROOT

LOCKS = tuple(f"requirements{name}.lock" for name in ("", "-cluster", "-dev", "-install"))
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;]+)[^\\]*\\\n    --hash=sha256:", re.MULTILINE)


def pinned(name: str) -> dict[str, str]:
    """Each package of a lock with its version, where a hash follows."""
    return dict(PINNED.findall((ROOT / name).read_text("utf-8")))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_hash_and_none_an_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert set(pinned(name)) == set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
    assert "://" not in text


def test_tests_run_with_the_versions_that_users_run_with() -> None:
    running, testing = pinned("requirements.lock"), pinned("requirements-dev.lock")
    cluster = pinned("requirements-cluster.lock")
    assert running.items() <= cluster.items() <= testing.items()
    assert {"distributed", "s3fs"} <= cluster.keys() - running.keys()
    assert {"pytest", "mypy", "hypothesis"} <= testing.keys() - running.keys()
