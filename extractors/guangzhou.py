"""Guangzhou (广州市): a call for training projects with Guangdong's list of occupations annexed.

The notice caps what a project may get a person; three annexes are blank forms, one an extract of
the provincial rules; the last is the province's own list, whose 类型 names its initiatives.
"""

from extractors.catalog import (
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
            sentence=(
                r"(?:按照?)?每人(?:每次|每项)?(?:补贴|补助)?(?:标准)?"
                r"(?:最高|最多)?(?:不得?(?:超过|高于)|最高|最多|至多|上限)(?:标准)?为?"
                r"(?P<yuan>\d[\d,，]{0,12}(?:\.\d{1,4})?)元(?:的标准)?"
            ),
            item="项目制培训（揭榜领题）",
            purpose="training",
            kinds=("project",),
        ),
    ),
    forms="申报(汇总)?表",
    expects=("issued_on", "issuers"),
)
