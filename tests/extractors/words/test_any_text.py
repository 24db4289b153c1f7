from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.words import amounts
from extractors.words.certificates import parse_certificate, parse_class
from extractors.words.codes import parse_code
from extractors.words.dates import parse_date
from extractors.words.levels import parse_levels
from extractors.words.names import parse_name
from extractors.words.numerals import parse_numeral, parse_serial


@given(st.text(max_size=60))
def test_no_parser_fails_on_any_text(text: str) -> None:
    for parse in (
        parse_serial,
        parse_code,
        parse_name,
        parse_class,
        parse_certificate,
        parse_numeral,
        parse_date,
        parse_levels,
        amounts.parse_amount,
        amounts.parse_level_amounts,
    ):
        parse(text)
