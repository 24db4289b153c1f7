"""The region of a document that nobody described, told by what it prints."""

from __future__ import annotations

import pytest

from extractors.catalog.regions import region_of


@pytest.mark.parametrize(
    ("issuers", "title", "text", "adcode"),
    [
        (["南通市人力资源和社会保障局"], "武汉市目录", "", "320600"),
        (["江苏省南通市人力资源和社会保障局", "南通市财政局"], "", "", "320600"),
        (["广东省人力资源和社会保障厅", "广州市财政局"], "", "", "440100"),
        ([], "关于印发成都市补贴目录的通知", "四川省四川省", "510100"),
        ([], "昌吉州重点产业目录", "", "652300"),
        (["省人力资源和社会保障厅"], "浙江省目录", "", "330000"),
        ([], "2024年目录", "苏州市某局、苏州市某院、南京市", "320500"),
        (["鼓楼区人力资源和社会保障局"], "", "福建省福州市鼓楼区", "350102"),
    ],
)
def test_the_issuer_goes_before_the_title_and_the_title_before_counts(
    issuers: list[str], title: str, text: str, adcode: str
) -> None:
    found = region_of(issuers, title, text)
    assert found is not None
    assert found.adcode == adcode


@pytest.mark.parametrize(
    ("issuers", "title", "text"),
    [
        ([], "", ""),
        ([], "职业技能培训目录", "苏州市、南京市"),
        (["鼓楼区人力资源和社会保障局"], "", ""),
        (["苏州市财政局", "南京市财政局"], "", ""),
    ],
)
def test_no_region_is_guessed_where_several_fit(issuers: list[str], title: str, text: str) -> None:
    assert region_of(issuers, title, text) is None
