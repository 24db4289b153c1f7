"""``accept``: what the sidecar says afterwards, what stays in it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractors.sidecar import load_sidecar
from flows.annual.accepting import last_serial
from flows.annual.sidecar_lines import with_values
from flows.cli import build_app
from flows.commands import accept as command
from flows.exit_codes import ExitCode
from schemas.errors import SidecarError
from tests.samples.flow_samples import ROWS, list_text, put, sha256_of


def accept(folder: Path, *words: str, answers: str | None = None) -> Result:
    where = ["--raw", str(folder / "raw")]
    return CliRunner().invoke(build_app(), ["accept", *words, *where], input=answers)


def sidecar_text(folder: Path, stem: str) -> str:
    return (folder / "raw" / f"{stem}.yml").read_text("utf-8")


def test_counts_of_the_print_are_told_from_the_programs_own(tmp_path: Path) -> None:
    path = put(tmp_path / "raw", "a.txt", list_text())
    result = accept(tmp_path, "a", "--yes", "--source-url", "https://example.gov.cn/1")
    assert result.exit_code == ExitCode.WELL, result.stderr
    assert sidecar_text(tmp_path, "a") == (
        f"sha256: {sha256_of(path)}\n"
        "series: shanghai\n"
        "source_url: https://example.gov.cn/1\n"
        "reviewed: true\n"
        "expected:\n"
        "  lists:\n"
        "    1: 3  # the last serial printed\n"
        "  rates: 0  # counted by the program\n"
        "  hours: 0  # counted by the program\n"
    )


@pytest.mark.parametrize(
    ("note", "basis"),
    [
        ("", "counted by the program; the last serial printed is 9"),
        ("本目录共3个项目。", "the text says 共3"),
    ],
)
def test_a_last_serial_that_is_not_the_count_is_told(tmp_path: Path, note: str, basis: str) -> None:
    rows = (*ROWS[:2], ("9", *ROWS[2][1:]))
    put(tmp_path / "raw", "a.txt", list_text(rows) + note)
    assert accept(tmp_path, "a", "--yes").exit_code == ExitCode.WELL
    assert f"    1: 3  # {basis}\n" in sidecar_text(tmp_path, "a")


def test_other_keys_and_comments_stay(tmp_path: Path) -> None:
    before = (
        "# mine\n"
        "sha256: " + "a" * 64 + "  # of the capture\n"
        "note: >-\n"
        "  two lines,\n"
        "  reviewed: no key\n"
        "\n"
        "# about the counts\n"
        "expected:\n"
        "  # by hand\n"
        "  lists: {1: 5}\n"
        "# at the end\n"
    )
    path = put(tmp_path / "raw", "a.txt", list_text(), before)
    result = accept(tmp_path, "a", "--yes")
    assert "list 1: the sidecar expects 5, the document gives 3" in result.stderr
    text = sidecar_text(tmp_path, "a")
    assert text.startswith(f"# mine\nsha256: {sha256_of(path)}  # of the capture\nnote: >-\n")
    assert "\n# about the counts\nexpected:\n  # by hand\n  lists:\n    1: 3" in text
    assert "\n# at the end\n" in text
    assert load_sidecar(text.encode(), "a.yml").note == "two lines, reviewed: no key"


def test_accepting_twice_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a.txt", list_text())
    accept(tmp_path, "a", "--yes")
    text = sidecar_text(tmp_path, "a").replace("the last serial printed", "counted by hand")
    (tmp_path / "raw" / "a.yml").write_text(text, "utf-8")
    accept(tmp_path, "a", "--yes")
    assert sidecar_text(tmp_path, "a") == text


def test_a_sidecar_in_braces_is_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(SidecarError):
        with_values("{note: mine}\n", {"reviewed": True}, tmp_path / "a.yml")


def test_a_person_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "raw", "a.txt", list_text())
    assert accept(tmp_path, "a").exit_code == ExitCode.USAGE
    monkeypatch.setattr(command, "is_asked", lambda: True)
    assert accept(tmp_path, "a", answers="\n\n\nn\n").exit_code == ExitCode.INCOMPLETE
    assert not (tmp_path / "raw" / "a.yml").exists()
    assert accept(tmp_path, "a", answers="某局\n\n2027-01-02\ny\n").exit_code == ExitCode.WELL
    text = sidecar_text(tmp_path, "a")
    assert "publisher: 某局\nretrieved_on: '2027-01-02'\n" in text


def test_what_cannot_be_accepted_is_told(tmp_path: Path) -> None:
    bad = list_text() + "\n附件2\n其他目录\n\t序号\n\t名称\n\n\t1\n\t甲\n\n"
    put(tmp_path / "raw", "bad.txt", bad)
    put(tmp_path / "raw", "none.txt", "no catalog")
    put(tmp_path / "raw", "url.txt", list_text())
    for words, code, told in (
        (["bad"], ExitCode.INCOMPLETE, "bad.txt has unread data (1 line), the first at row"),
        (["none"], ExitCode.INCOMPLETE, "none.txt "),
        (["url", "--source-url", "x"], ExitCode.INCOMPLETE, "url.yml: source_url is"),
        (["nowhere"], ExitCode.USAGE, "No document 'nowhere' is in"),
    ):
        result = accept(tmp_path, *words, "--yes")
        assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert [path.name for path in (tmp_path / "raw").glob("*.yml")] == []


@pytest.mark.parametrize(
    ("serials", "last"),
    [([], None), ([None], None), ([1, 2, 3], 3), ([1, 2, 1, 2, 3], 5), ([1, None, 3], 3)],
)
def test_the_last_serial_counts_over_runs(serials: list[int | None], last: int | None) -> None:
    assert last_serial(serials) == last
