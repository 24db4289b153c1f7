"""The page in a browser: no error, everything by search, keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest

from flows.progress import RunProgress
from flows.report.write import write_report
from flows.run import run_documents
from flows.settings import Settings
from tests.places import RAW
from tests.samples.browser import PROGRAM, Browser
from tests.samples.flow_samples import list_text, put

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def page(five_documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the five documents."""
    out = tmp_path_factory.mktemp("browser") / "report.html"
    assert write_report(five_documents, RAW, out, RunProgress()) < 5_000_000
    return out


@pytest.fixture(scope="module")
def browser(page: Path) -> Iterator[Browser]:
    with Browser(page.as_uri()) as opened:
        yield opened
        assert opened.errors == []


STATUS = "document.getElementById('status').textContent"


def search(browser: Browser, text: str) -> str:
    """Type into the field as a person would; what the status then says."""
    browser.run("document.querySelector('[type=reset]').click()")
    browser.run("document.getElementById('search').focus()")
    browser.call("Input.insertText", text=text)
    said: str = browser.run(STATUS)
    return said


def test_a_search_finds_an_electrician_in_five_cities(browser: Browser) -> None:
    said = search(browser, "电工")
    assert "5 个城市" in said
    names = browser.run("[...document.querySelectorAll('#rows tbody th')].map(e => e.textContent)")
    assert names
    assert all("电工" in name for name in names)
    assert search(browser, "６－３１－０１－０３") == search(browser, "6-31-01-03")
    assert "没有" in search(browser, "没有这样的职业")


def test_a_link_may_ask_in_english(page: Path) -> None:
    with Browser(f"{page.as_uri()}?lang=en&q={quote('电工')}", width=400) as browser:
        assert "cities: 5" in browser.run(STATUS)
        assert browser.run("document.documentElement.lang") == "en"
        assert browser.run("document.title") == "Subsidized training catalogs at a glance"
        shown = browser.run("document.body.innerText")
        assert "Amounts: the ladder" in shown
        assert "补贴标准：等级" not in shown
        # narrow, the page itself does not scroll sideways
        assert browser.run("document.documentElement.scrollWidth") <= 400
        assert browser.errors == []


def test_rows_are_filtered_and_sorted(browser: Browser) -> None:
    search(browser, "电工")
    browser.run("document.getElementById('only_short').click()")
    cities = "[...document.querySelectorAll('#rows tbody tr')].map(e => e.cells[0].textContent)"
    assert browser.run(cities)
    assert all(city[:2] in ("南通", "昌吉", "济南") for city in browser.run(cities))
    search(browser, "")
    amounts = "document.querySelector('[data-sort=amounts]')"
    browser.run(f"{amounts}.click(); {amounts}.click()")
    assert browser.run(f"{amounts}.parentElement.ariaSort") == "descending"
    first = browser.run("document.querySelector('#rows tbody tr').cells[9].textContent")
    assert "4,300" in first


def test_a_row_opens_its_source_by_keyboard(browser: Browser) -> None:
    search(browser, "nantong-2023/1#1")
    browser.run("document.querySelector('#rows tbody button').focus()")
    browser.press("Enter", 13, "\r")
    source = browser.run("document.querySelector('#rows .source').innerText")
    assert "nantong-2023.txt" in source
    cells = browser.run(
        "[...document.querySelectorAll('#rows .source .cells li')].map(e => e.textContent)"
    )
    assert any("电工" in cell for cell in cells)
    assert browser.run("document.querySelector('#rows tbody button').ariaExpanded") == "true"
    browser.press("Enter", 13, "\r")
    assert browser.run("document.querySelectorAll('#rows .source').length") == 0


def test_the_first_stop_of_the_keyboard_skips_to_the_rows(page: Path) -> None:
    with Browser(page.as_uri()) as browser:
        browser.press("Tab", 9)
        assert browser.run("document.activeElement.hash") == "#all-rows"
        outline = browser.run("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"


def test_a_screen_reader_is_told_what_everything_is(browser: Browser) -> None:
    search(browser, "")
    nodes = browser.tree()
    roles = {node["role"]["value"] for node in nodes}
    assert {"banner", "navigation", "main", "contentinfo", "search", "status"} <= roles
    named = ("button", "searchbox", "combobox", "checkbox", "table", "region", "figure", "link")
    nameless = [
        node["role"]["value"]
        for node in nodes
        if node["role"]["value"] in named and not node.get("name", {}).get("value")
    ]
    assert nameless == []


def test_it_prints_the_charts_and_leaves_the_controls_out(browser: Browser) -> None:
    browser.call("Emulation.setEmulatedMedia", media="print")
    shown = browser.run(
        "['#filters', '.pager', 'nav', '#coverage svg']"
        ".map(e => getComputedStyle(document.querySelector(e)).display)"
    )
    browser.call("Emulation.setEmulatedMedia", media="")
    assert shown[:3] == ["none", "none", "none"]
    assert shown[3] != "none"


def test_a_hostile_document_runs_nothing(tmp_path: Path) -> None:
    hostile = "</script><script>window.taken=1</script><img src=x onerror='window.taken=1'>"
    put(tmp_path / "raw", "new-2026.txt", list_text())
    path = tmp_path / "c.duckdb"
    run_documents(Settings(tmp_path / "raw", path), RunProgress())
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE catalog_entry SET name = ?, industry = ?", [hostile] * 2)
        connection.execute("UPDATE catalog SET title = ?", [hostile])
        connection.execute("UPDATE region SET short_name = ? WHERE adcode = '310000'", [hostile])
        connection.execute("UPDATE audit.source_row SET cells = [?]", [hostile])
    write_report(path, tmp_path / "raw", tmp_path / "report.html", RunProgress())
    with Browser((tmp_path / "report.html").as_uri()) as browser:
        browser.run("document.querySelectorAll('#rows tbody button').forEach(e => e.click())")
        assert hostile in browser.run("document.querySelector('#rows .source').innerText")
        assert browser.run("window.taken") is None
        assert browser.errors == []
