"""What the README shows is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import build_app
from tests.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
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


@pytest.mark.parametrize("readme", [README, CHINESE])
def test_every_page_the_readme_names_is_there(readme: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", readme):
        assert (ROOT / target).exists(), target


def test_the_chinese_readme_says_as_much() -> None:
    """The same sections, pages, commands and results; only prose and comments are translated."""

    def parts(readme: str) -> list[str]:
        code = "\n".join(re.findall(r"```sh\n(.*?)```", readme, re.DOTALL))
        results = re.findall(r"```text\n(\S+  .*?)```", readme, re.DOTALL)
        pages = re.findall(r"\]\((docs/[^)]+|LICENSE)\)", readme)
        names = sorted(
            set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", readme, flags=re.S)))
        )
        return [re.sub(r" +#.*", "", code), *results, *pages, *names, str(readme.count("\n## "))]

    assert parts(CHINESE) == parts(README)
