"""What holds for every test: no deadlines, which tests are slow, and the longest files first."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.places import RAW, ROOT

# a busy machine is no defect: neither one example's time nor that of making it fails a test
settings.register_profile("all", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("all"), max_examples=20)
settings.load_profile("all")

WHOLE = ROOT / "tests" / "whole"

LONGEST = (
    "whole/test_command.py",
    "whole/test_prefect.py",
    "warehouse/test_publish.py",
    "flows/test_run.py",
    "extractors/layout/test_layout.py",
    "warehouse/test_build.py",
)
"""The files that bound the time of all tests where each process takes one file after another."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes whole documents or processes as slow; let the longest files begin."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    for item in items:
        if item.path.is_relative_to(WHOLE):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: places.get(item.path, len(LONGEST)))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name no test after bytes: in files made for it they differ from one process to the next."""
    return argname if isinstance(val, bytes) else None


def pytest_configure() -> None:
    """Let processes be interrupted; refuse a name in ``LONGEST`` that is no file any more."""
    # who is begun in the background ignores Ctrl-C, and so would the commands under test
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    gone = [name for name in LONGEST if not (ROOT / "tests" / name).exists()]
    if gone:
        raise pytest.UsageError(f"tests/conftest.py names files that are gone: {gone}")


@pytest.fixture(scope="session")
def five_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the five published texts, made once for all processes; only read it."""
    from flows.progress import RunProgress
    from flows.run import run_documents
    from flows.settings import Settings

    own = tmp_path_factory.getbasetemp()
    shared = own.parent if own.name.startswith("popen-") else own
    database = shared / "five" / "catalogs.duckdb"
    with FileLock(shared / "five.lock"):
        if not database.exists():
            report = run_documents(Settings(RAW, database), RunProgress())
            assert report.is_whole, report.problem
    return database
