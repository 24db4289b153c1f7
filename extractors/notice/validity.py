"""From when and until when a document holds, where its text prints it."""

from __future__ import annotations

import re
from datetime import date

from extractors.words.dates import parse_date
from extractors.words.signs import UP_TO

_DAY = r"(?P<day>\d{4}年\d{1,2}月\d{1,2}日)"
_END = r"(?P<end>\d{4}年\d{1,2}月\d{1,2}日)"
_HOLDS = "(?:正式)?(?:施行|实施|执行|生效)"
_FROM = re.compile(rf"自{_DAY}起{_HOLDS}")
_FROM_ISSUE = re.compile(rf"自(?:印发|发布|公布|下发)之日起{_HOLDS}")
_UNTIL = re.compile(
    rf"有效期限?(?:自[^，。；]{{0,20}})?(?:截止?{UP_TO}?|{UP_TO})?{_DAY}"
    rf"|(?:施行|实施|执行|有效){UP_TO}{_END}"
)


def read_validity(prose: str, issued_on: date | None) -> tuple[date | None, date | None]:
    """The printed first and last day: 自…起施行, 有效期至…; None where none is printed.

    ``prose`` is the text without white space; 自印发之日起施行 is the printed day of issue.
    """
    since, until = _FROM.search(prose), _UNTIL.search(prose)
    first = parse_date(since["day"]) if since else None
    if first is None and _FROM_ISSUE.search(prose):
        first = issued_on
    last = parse_date(until["day"] or until["end"]) if until else None
    return first, last
