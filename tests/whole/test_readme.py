"""What the README shows is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import build_app
from tests.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(
    r'```sh\n\.venv/bin/training-catalogs query "([^"]+)"\n```\n+```text\n(.*?)```',
    README,
    re.DOTALL,
)


def test_the_readme_shows_queries() -> None:
    assert len(SHOWN) >= 2


@pytest.mark.parametrize(("query", "output"), SHOWN)
def test_a_query_prints_what_the_readme_shows(
    query: str, output: str, five_documents: Path
) -> None:
    result = CliRunner().invoke(build_app(), ["query", query, "--database", str(five_documents)])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == output


def test_every_page_the_readme_names_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target
