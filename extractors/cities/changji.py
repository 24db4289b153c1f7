"""Changji (昌吉州): key industries' occupations and work types, with two amounts in each row.

An amount cell prices several levels at once (初级、中级：2160元/人); a * in the last column, whose
heading explains it, marks an occupation in short supply.
"""

from extractors.catalog import (
    ASSESSMENT_AMOUNT,
    CODE,
    INDUSTRY,
    NAME,
    SERIAL,
    SHORTAGE_MARK,
    TRAINING_AMOUNT,
    CatalogList,
    Publication,
)

PUBLICATION = Publication(
    series="changji",
    region="652300",
    document_type="catalog",
    recognized_by=("昌吉", "职业技能培训", "目录"),
    lists=(
        CatalogList(
            key="key_industry",
            kind="key_industry",
            title="重点产业",
            columns=(
                SERIAL,
                INDUSTRY,
                CODE,
                NAME,
                TRAINING_AMOUNT,
                ASSESSMENT_AMOUNT,
                SHORTAGE_MARK,
            ),
            amounts_in="rows",
        ),
    ),
)
