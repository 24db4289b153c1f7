"""Each sign and word of the field is spelled in ``extractors/words/`` and nowhere else."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import extractors
from extractors.words.numerals import DIGITS, LEGAL_DIGITS, ZEROS
from extractors.words.signs import (
    CLOSING,
    COLONS,
    CROSSES,
    DASHES,
    MARK_SIGNS,
    OPENING,
    POINTS,
    TICKS,
)

_ROOT = Path(extractors.__file__).parent
_MARKS = f"{MARK_SIGNS}{TICKS}{CROSSES}＊﹡∗"
_NUMERALS = f"{ZEROS}{DIGITS}{LEGAL_DIGITS}十百"
_ALTERNATIVES = {
    "hours": "课时 学时",
    "assessment": "鉴定 评价 考核 认定",
    "support": "补贴 补助 奖补",
    "standard": "标准 金额 额度",
    "at most": "最高 上限 至多 不超过 不得超过",
    "annex": "附件 附表",
    "note": "备注 附注 说明",
    "withdrawn": "取消 删除 暂停 退出",
    "above": "上述 上表 本表 表中",
    "below": "以下 下列 下表",
    "until": "至 到 ~ —",
}


def _strings(source: str) -> Iterator[str]:
    """The strings of a module, those of f-strings among them, its docstrings left out."""
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def _spelled(text: str) -> list[str]:
    """What a string spells itself, of what the vocabulary has a name for."""
    found = []
    if len(set(text) & set(DASHES)) > 1:
        found.append("dashes")
    if len({char for char in set(text) & set(_MARKS) if not char.isascii()}) > 1:
        found.append("marks")
    if re.search(f"[{_NUMERALS}]{{3}}", text):
        found.append("numerals")
    if any(
        _of_both_widths(pair) for kinds in (OPENING, CLOSING) for pair in _side_by_side(text, kinds)
    ):
        found.append("brackets")
    if any(map(_of_both_widths, _side_by_side(text, COLONS + POINTS))):
        found.append("points")
    for name, words in _ALTERNATIVES.items():
        # alternatives are parted by a bar, or are signs of one set
        parts = {*re.split(r"[|()?:]+", text), *"".join(re.findall(r"\[([^\]]*)\]", text))}
        if len(set(words.split()) & parts) > 1:
            found.append(name)
    return [*found, *(["annex"] if "附[件表]" in text else [])]


def _side_by_side(text: str, signs: str) -> Iterator[str]:
    """Each two of these signs that stand side by side, the escapes of patterns aside."""
    bare = text.replace("\\", "")
    pairs = (first + second for first, second in itertools.pairwise(bare))
    return (pair for pair in pairs if set(pair) <= set(signs))


def _of_both_widths(pair: str) -> bool:
    """Whether two signs are not the same and not both of ASCII, of which patterns are made."""
    return pair[0] != pair[1] and not pair.isascii()


def _modules() -> list[str]:
    paths = (path.relative_to(_ROOT) for path in sorted(_ROOT.rglob("*.py")))
    return [str(path) for path in paths if path.parts[0] != "words"]


@pytest.mark.parametrize("module", _modules())
def test_a_module_spells_no_set_of_signs_or_words_itself(module: str) -> None:
    source = (_ROOT / module).read_text(encoding="utf-8")
    assert {text: found for text in _strings(source) if (found := _spelled(text))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"[—–\-]\d", ["dashes"]),
        ("[*★☆]", ["marks"]),
        ("[一二三四五]级", ["numerals"]),
        ("[（(]试行[)）]", ["brackets"]),
        ("(?:课时|学时)", ["hours"]),
        (r"附[件表]\d", ["annex"]),
        ("（([", ["brackets"]),
        ("[^。；〔]", []),
        (r"\d[至到]\d", ["until"]),
        ("鉴定|评价", ["assessment"]),
        ("项目制培训（揭榜领题）", []),
        ("取得证书后给予补贴，标准见附件", []),
    ],
)
def test_the_test_itself_sees_a_set(text: str, found: list[str]) -> None:
    assert sorted(set(_spelled(text))) == sorted(found)
