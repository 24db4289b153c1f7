"""What training pays, level by level and city beside city: a marimo notebook."""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import duckdb
    import marimo as mo

    from flows.paths import default_database
    from flows.report import charts

    catalogs = duckdb.connect(default_database(), read_only=True)
    return catalogs, charts, mo


@app.cell
def _(catalogs, mo):
    cities = [
        name for (name,) in catalogs.sql("SELECT DISTINCT city FROM overview ORDER BY 1").fetchall()
    ]
    left = mo.ui.dropdown(cities, value=cities[0], label="城市 city")
    right = mo.ui.dropdown(cities, value=cities[-1], label="比较 with")
    mo.hstack([left, right], justify="start")
    return left, right


@app.cell
def _(catalogs, charts, mo):
    # a row of entry_subsidy is one possible level: the highest of a level, never a sum
    ladder = catalogs.sql("""
        SELECT region.short_name AS city, skill_level, max(amount_yuan) AS amount
        FROM entry_subsidy
        JOIN document USING (document_id)
        JOIN region ON region.adcode = document.region_adcode
        WHERE purpose = 'training' AND skill_level BETWEEN 1 AND 5
        GROUP BY ALL
        ORDER BY city, skill_level DESC
    """).fetchall()
    bars = [
        {"x": f"{level}级", "series": city, "count": float(amount)}
        for city, level, amount in ladder
    ]
    levels = list(
        dict.fromkeys(bar["x"] for bar in sorted(bars, key=lambda bar: bar["x"], reverse=True))
    )
    highest = max(bar["count"] for bar in bars) * 1.1
    mo.vstack(
        [
            mo.md("## 补贴标准：各等级最高培训补贴 Highest training subsidy by level"),
            mo.Html(charts.bars(bars, levels, ("", "元 yuan"), highest)),
        ]
    )
    return (ladder,)


@app.cell
def _(catalogs, left, mo, right):
    both = catalogs.execute(
        """
        SELECT one.occupation_code AS 编码, one.official_name AS 职业,
            one.subsidy_classes AS 类别一, two.subsidy_classes AS 类别二,
            one.is_shortage AS 紧缺一, two.is_shortage AS 紧缺二
        FROM region_offer AS one
        JOIN region_offer AS two USING (occupation_code)
        WHERE one.city = ? AND two.city = ?
        ORDER BY occupation_code
        """,
        [left.value, right.value],
    ).df()
    mo.vstack(
        [
            mo.md(f"## 两城都有 In both: {left.value}, {right.value} ({len(both)})"),
            mo.ui.table(both),
        ]
    )
    return (both,)


if __name__ == "__main__":
    app.run()
