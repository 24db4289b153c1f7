"""The flow is told all that the command is told."""

from __future__ import annotations

import inspect
from dataclasses import fields

from extractors.readers import Reading
from flows.flow import flow_parameters, training_catalogs
from flows.settings import Settings
from tests.places import RAW


def test_every_setting_is_a_parameter_of_the_flow() -> None:
    told = {each.name for each in (*fields(Settings), *fields(Reading))} - {"reading"}
    assert told == set(inspect.signature(training_catalogs.fn).parameters)
    assert told == set(flow_parameters(Settings(RAW, RAW / "c.duckdb")))
