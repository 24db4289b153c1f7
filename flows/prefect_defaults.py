"""Prefect's settings for the command line, and whether its user keeps a server.

Nothing here imports Prefect, which takes seconds: its temporary server starts meanwhile.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

_URL = "PREFECT_API_URL"

# Prefect keeps a run's log lines; the terminal has the summary, and no traceback of Prefect's.
_DEFAULTS = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}


def quiet_prefect() -> None:
    """Set what the user has not set; Prefect reads it once, when it is imported."""
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)


def prefect_home() -> Path:
    """Where Prefect keeps its files for this user."""
    return Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect").expanduser()


def users_server() -> str | None:
    """The address of the Prefect server that the user has set, None where there is none.

    Looked for where Prefect looks, in its order: environment, ``.env``, ``prefect.toml``,
    ``pyproject.toml``, the active profile. A file that cannot be read sets nothing.
    """
    if _URL in os.environ:
        return os.environ[_URL] or None  # an empty one says that there is none
    return (
        _dotenv().get(_URL)
        or _text(_toml(Path("prefect.toml")), "api", "url")
        or _text(_toml(Path("pyproject.toml")), "tool", "prefect", "api", "url")
        or _profile_url(_toml(_profiles_path()))
    )


def _profile_url(profiles: dict[str, Any]) -> str | None:
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
    return _text(profiles, "profiles", str(active), _URL)


def _profiles_path() -> Path:
    name = "PREFECT_PROFILES_PATH"
    named = (
        os.environ.get(name)
        or _dotenv().get(name)
        or _text(_toml(Path("prefect.toml")), "profiles_path")
        or _text(_toml(Path("pyproject.toml")), "tool", "prefect", "profiles_path")
    )
    return Path(named) if named else prefect_home() / "profiles.toml"


def _dotenv() -> dict[str, str | None]:
    if not Path(".env").is_file():
        return {}
    # comes with Prefect, which reads the file with it
    from dotenv import dotenv_values

    return dotenv_values(".env")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _text(tables: Any, *keys: str) -> str | None:
    for key in keys:
        tables = tables.get(key) if isinstance(tables, dict) else None
    return tables if isinstance(tables, str) and tables else None
