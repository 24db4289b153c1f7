"""Guangzhou (广州市): a call for training projects with Guangdong's list of occupations annexed.

The notice caps what a project may get a person; three annexes are blank forms, one an extract of
the provincial rules; the last is the province's own list, whose 类型 names its initiatives.
"""

from extractors.catalog import (
    AT_MOST_A_PERSON,
    CERTIFICATE,
    CODE,
    NAME,
    SERIAL,
    Cap,
    CatalogList,
    Publication,
    initiatives,
)

PUBLICATION = Publication(
    series="guangzhou",
    region="440100",
    document_type="call_for_projects",
    recognized_by=("广州市人力资源和社会保障局", "广东省职业技能", "目录"),
    lists=(
        CatalogList(
            key="guidance",
            kind="general",
            title="目录",
            region="440000",
            columns=(
                SERIAL,
                CODE,
                NAME,
                initiatives("粤菜师傅", "南粤家政", "乡村工匠", "农村电商", "新业态", "其他"),
                CERTIFICATE,
            ),
        ),
    ),
    caps=(
        Cap(
            sentence=AT_MOST_A_PERSON,
            item="项目制培训（揭榜领题）",
            purpose="training",
            kinds=("project",),
        ),
    ),
    forms="申报(汇总)?表",
    expects=("issued_on", "issuers"),
)
