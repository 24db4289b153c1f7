"""City modules outside the program: in a folder that the environment names."""

from __future__ import annotations

import os
from pathlib import Path

CITIES_VARIABLE = "TRAINING_CATALOGS_CITIES"
"""The environment's name for a folder of city modules outside the program."""


def outside_folder() -> Path | None:
    """The folder of city modules that the environment names, searched beside the program's own."""
    named = os.environ.get(CITIES_VARIABLE)
    return Path(named).absolute() if named else None
