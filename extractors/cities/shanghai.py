"""Shanghai (上海市): one list whose section rows name the certificate.

A * on the class is explained in the last line (技岗匹配). Items of the city's own have codes like
4-01-06-Z1; —— stands where there is no code.
"""

from extractors.catalog import (
    CLASS,
    CODE,
    JOB_MATCH,
    NAME,
    SERIAL,
    CatalogList,
    Publication,
)

PUBLICATION = Publication(
    series="shanghai",
    region="310000",
    document_type="catalog",
    recognized_by=("上海市", "职业技能提升补贴目录"),
    lists=(
        CatalogList(
            key="upgrading",
            kind="general",
            title="补贴目录",
            columns=(SERIAL, CODE, NAME, CLASS),
            sections_name_certificates=True,
        ),
    ),
    job_match=JOB_MATCH,
)
