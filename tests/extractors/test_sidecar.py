"""The sidecar: what it may say, and one sentence for whatever else it says."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import sidecar
from extractors.sidecar import MAX_BYTES, Sidecar, load_sidecar, sidecar_schema
from schemas.errors import SidecarError
from tests.places import RAW

FULL = """
sha256: {digest}
series: invented
publisher: 某市人力资源和社会保障局
source_url: https://hrss.example.gov.cn/1.html
retrieved_on: 2023-10-08
license: none stated
note: one
reviewed: true
expected:
  lists:
    1: 12
    2.10: 3
  rates: 4
  hours: 0
corrections:
  - where: {{entry: "invented-2023/1#3"}}
    column: code
    printed: "6-31-01-30"
    meant: "6-31-01-03"
    reason: two digits changed places
  - where: {{row: 7}}
    column: name
    printed: 电
    meant: 电工
    reason: cut off
    evidence: the publisher's notice
""".format(digest="0123abcd" * 8)


def problem(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(SidecarError) as caught:
        load_sidecar(data, "raw/x.yml")
    message = str(caught.value)
    assert message.startswith("raw/x.yml")
    assert message.endswith(".")
    assert "\n" not in message
    return message


def test_every_key_arrives() -> None:
    sidecar = load_sidecar(FULL.encode(), "raw/x.yml")
    assert sidecar.sha256 == "0123abcd" * 8
    assert sidecar.retrieved_on == date(2023, 10, 8)
    assert sidecar.reviewed is True
    assert sidecar.expected.lists == {"1": 12, "2.10": 3}
    assert (sidecar.expected.rates, sidecar.expected.hours) == (4, 0)
    first, second = sidecar.corrections
    assert first.locator == "entry invented-2023/1#3"
    assert (first.column, first.printed, first.meant) == ("code", "6-31-01-30", "6-31-01-03")
    assert first.evidence is None
    assert second.locator == "row 7"
    assert second.evidence == "the publisher's notice"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "{}"])
def test_every_key_is_optional(text: str) -> None:
    assert load_sidecar(text.encode(), "raw/x.yml") == Sidecar()


def test_the_schema_describes_every_key_it_knows() -> None:
    def described(schema: dict[str, object]) -> None:
        assert schema["description"]
        properties = schema.get("properties", {})
        assert isinstance(properties, dict)
        for part in properties.values():
            described(part)

    described(sidecar_schema())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("revewed: true", ["'revewed' is unknown", "write 'reviewed'"]),
        ("\n".join(f"k{n}: 1" for n in range(60)), ["'k0' is unknown", "55 more keys are"]),
        (f"year_estimated: {'1:' * 40}1", ["line 1: a number of more than 40 signs"]),
        (f"year_estimated: 0x{'1' * 5000}", ["a number of more than 40 signs"]),
        ("colour: red", ["'colour' is unknown", "sha256", "corrections"]),
        ("expected: {list: {1: 3}}", ["in expected", "'list'", "write 'lists'"]),
        ("expected: {lists: {1: many}}", ["expected, lists, 1", "whole number", "many"]),
        ("expected: {rates: -1}", ["expected, rates", "-1", "0 or more"]),
        ("note: 48", ["note must be text", "quotes"]),
        ("reviewed: 'no'", ["reviewed must be true or false"]),
        ("retrieved_on: 2023-13-01", ["retrieved_on", "YYYY-MM-DD"]),
        ("sha256: ABC", ["sha256", "64 lower-case"]),
        ("source_url: file:///etc/passwd", ["source_url", "https://"]),
        ("- a\n- b", ["key: value"]),
        ("note: a\nnote: b", ["line 2", "'note' stands twice"]),
        ("note: [1, 2", ["line 1", "mend"]),
        ("a: &x [1]\nb: *x", ["line 2", "aliases"]),
        ("note: !!python/name:os.system ''", ["tag", "python/name"]),
        ("[" * 50, ["nested deeper"]),
        ("note: " + "9" * 5000, ["number", "quotes"]),
        (b"note: \xd0\xd0", ["UTF-8"]),
        (b"#" * (MAX_BYTES + 1), ["bytes", "the document"]),
        ("corrections: [{column: name}]", ["corrections, item 1 lacks", "where", "reason"]),
        (
            FULL.replace('{entry: "invented-2023/1#3"}', "{row: 7, entry: a/1#1}"),
            ["corrections, item 1, where", "one of the two"],
        ),
        (FULL.replace("printed: 电\n", "printed: 电工\n"), ["item 2 means what is printed"]),
        (
            FULL.replace('entry: "invented-2023/1#3"', "row: 7").replace(
                "column: code", "column: name"
            ),
            ["items 1 and 2 both correct name of row 7"],
        ),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(text: str | bytes, told: list[str]) -> None:
    message = problem(text)
    for words in told:
        assert words in message


@given(st.binary(max_size=200))
def test_strange_bytes_never_do_more_than_fail(data: bytes) -> None:
    with suppress(SidecarError):
        assert isinstance(load_sidecar(data, "x.yml"), Sidecar)


@pytest.mark.parametrize("path", sorted(RAW.glob("*.yml")), ids=lambda path: path.stem)
def test_the_projects_sidecars_are_of_its_documents(path: Path) -> None:
    sidecar = load_sidecar(path.read_bytes(), path.name)
    (document,) = [file for file in RAW.glob(f"{path.stem}.*") if file != path]
    assert sidecar.reviewed
    assert sidecar.sha256 == hashlib.sha256(document.read_bytes()).hexdigest()
    assert sidecar.expected.lists


def test_a_sidecar_holds_so_many_keys_and_values_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sidecar, "MAX_NODES", 20)
    assert "line 1: more than 20 keys and values" in problem(f"note: [{'1, ' * 20}1]")
