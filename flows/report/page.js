"use strict";
// Text of documents is only ever set as text; nothing here makes markup out of it.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const DOCUMENT = 0, LIST = 1, SERIAL = 2, NAME = 3, CODE = 4, OCCUPATION = 5, OFFICIAL = 6,
    MATCH = 7, WORK_TYPES = 8, CLASS = 9, CERTIFICATE = 10, INDUSTRY = 11, SECTION = 12,
    FLAGS = 13, AMOUNTS = 14, ID = 15, SOURCES = 16;
  const SHORT = 1, GREEN = 2, DIGITAL = 4, OVERLAY = 8, PAGE_ROWS = 50;
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  let language = "zh";
  let shown = data.rows;
  let first = 0;
  let sorted = { key: null, down: false };

  const word = (key) => data.words[key][language === "zh" ? 0 : 1];
  const label = (kind, value) => {
    if (value === null) return "";
    const found = data.labels[kind][value];
    return found ? found[language === "zh" ? 0 : 1] : String(value);
  };
  const city = (row) => data.documents[row[DOCUMENT]][0];
  const edition = (row) => {
    const [name, year] = data.documents[row[DOCUMENT]];
    return name + " " + (year === null ? word("no_year") : year);
  };
  const make = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const amountText = (row) => (row[AMOUNTS] || []).map(([level, low, high]) => {
    const range = low === high ? low.toLocaleString("en") : low.toLocaleString("en") + "–" + high.toLocaleString("en");
    return level === null ? range : label("level", level) + " " + range;
  }).join(language === "zh" ? "；" : "; ");
  const highest = (row) => Math.max(-1, ...(row[AMOUNTS] || []).map((amount) => amount[2]));

  const keys = {
    city: (row) => edition(row),
    list: (row) => data.lists[row[LIST]],
    serial: (row) => row[SERIAL],
    name: (row) => row[NAME],
    code: (row) => row[CODE],
    occupation_code: (row) => row[OCCUPATION],
    class: (row) => row[CLASS],
    certificate: (row) => label("certificate", row[CERTIFICATE]),
    flags: (row) => row[FLAGS] & (SHORT | GREEN | DIGITAL),
    amounts: (row) => (row[AMOUNTS] ? highest(row) : null),
  };
  const collator = new Intl.Collator("zh-CN", { numeric: true });

  // full-width letters and digits are found by their usual forms
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const haystacks = data.rows.map((row) => folded(
    [NAME, CODE, OCCUPATION, OFFICIAL, WORK_TYPES, INDUSTRY, ID].map((place) => row[place] || "").join("\n")
  ));
  data.rows.forEach((row, place) => { row.place = place; });

  function filter() {
    const words = folded(byId("search").value).split(/\s+/).filter(Boolean);
    const chosenCity = byId("city").value, chosenList = byId("list").value;
    const wanted = (byId("only_short").checked ? SHORT : 0) | (byId("only_green").checked ? GREEN : 0) |
      (byId("only_digital").checked ? DIGITAL : 0);
    const own = byId("no_overlay").checked;
    shown = data.rows.filter((row) =>
      words.every((each) => haystacks[row.place].includes(each)) &&
      (chosenCity === "" || city(row) === chosenCity) &&
      (chosenList === "" || String(row[LIST]) === chosenList) &&
      (row[FLAGS] & wanted) === wanted && !(own && row[FLAGS] & OVERLAY));
    sort();
    first = 0;
    show();
  }

  function sort() {
    if (sorted.key === null) return;
    const key = keys[sorted.key], sign = sorted.down ? -1 : 1;
    shown = shown.slice().sort((a, b) => {
      const left = key(a), right = key(b);
      if (left === null || left === "") return right === null || right === "" ? a.place - b.place : 1;
      if (right === null || right === "") return -1;
      const order = typeof left === "number" ? left - right : collator.compare(left, right);
      return order === 0 ? a.place - b.place : sign * order;
    });
  }

  function show() {
    const body = byId("rows").tBodies[0];
    body.replaceChildren(...shown.slice(first, first + PAGE_ROWS).map(rowOf));
    const cities = new Set(shown.map(city)).size;
    byId("status").textContent = shown.length === 0 ? word("none_found")
      : language === "zh"
        ? `${shown.length.toLocaleString("en")} ${word("found")}，${cities} ${word("in_cities")}`
        : `${word("found")}: ${shown.length.toLocaleString("en")}, ${word("in_cities")}: ${cities}`;
    byId("range").textContent = shown.length === 0 ? ""
      : `${first + 1}–${Math.min(first + PAGE_ROWS, shown.length)} / ${shown.length.toLocaleString("en")}`;
    byId("previous").disabled = first === 0;
    byId("next").disabled = first + PAGE_ROWS >= shown.length;
  }

  function rowOf(row) {
    const made = make("tr");
    const cell = (text) => {
      const each = make("td", text);
      each.lang = "zh-CN";
      made.append(each);
    };
    cell(edition(row));
    cell(data.lists[row[LIST]]);
    cell(row[SERIAL]);
    const name = make("th", row[NAME]);
    name.scope = "row";
    name.lang = "zh-CN";
    made.append(name);
    cell(row[CODE]);
    cell(row[OCCUPATION]);
    cell(row[CLASS]);
    made.append(make("td", label("certificate", row[CERTIFICATE])));
    const flags = make("td");
    for (const [bit, key] of [[SHORT, "short"], [GREEN, "green"], [DIGITAL, "digital"]]) {
      if (row[FLAGS] & bit) flags.append(make("span", word(key), "flag " + key));
    }
    made.append(flags, make("td", amountText(row)));
    const last = make("td");
    const button = make("button", word("source"));
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", word("source") + " " + row[NAME]);
    button.addEventListener("click", () => toggle(made, button, row));
    last.append(button);
    made.append(last);
    return made;
  }

  function toggle(line, button, row) {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) {
      line.nextElementSibling.remove();
      return;
    }
    const below = make("tr", undefined, "source");
    const cell = make("td");
    cell.colSpan = 11;
    const facts = make("dl");
    const fact = (key, text) => {
      if (text === null || text === "") return;
      facts.append(make("dt", word(key)), make("dd", text));
    };
    const [, , title, file] = data.documents[row[DOCUMENT]];
    fact("document", title + " (" + file + ")");
    fact("section", row[SECTION]);
    fact("official_name", row[OFFICIAL]);
    fact("match", label("match", row[MATCH]));
    fact("work_types", row[WORK_TYPES]);
    fact("industry", row[INDUSTRY]);
    facts.append(make("dt", "entry_id"), make("dd", row[ID]));
    cell.append(facts);
    for (const source of row[SOURCES]) cell.append(...sourceOf(row, source));
    below.append(cell);
    line.after(below);
    for (const frame of below.querySelectorAll(".viewport")) centered(frame);
  }

  function sourceOf(row, [page, tableRow, lineStart, lineEnd, cells, frames, part, file]) {
    const places = file === null ? [] : [file];
    if (page !== null) places.push(word("page") + " " + page);
    if (tableRow !== null) places.push(word("table_row") + " " + tableRow);
    if (lineStart !== null) places.push(word("line") + " " + (lineStart === lineEnd ? lineStart : lineStart + "–" + lineEnd));
    const parts = [make("div", word("printed_cells") + (places.length ? " (" + places.join(", ") + ")" : ""), "quiet")];
    const list = make("ul", undefined, "cells");
    list.lang = "zh-CN";
    for (const text of cells) list.append(make("li", text));
    parts.push(list);
    const picture = data.pages[row[DOCUMENT] + "/" + part + "/" + page];
    if (picture && frames) {
      const viewport = make("div", undefined, "viewport");
      viewport.tabIndex = 0;
      const holder = make("div", undefined, "picture");
      const image = make("img");
      image.src = picture;
      image.alt = word("picture") + ": " + row[NAME] + ", " + word("page") + " " + page;
      image.addEventListener("load", () => centered(viewport));
      holder.append(image);
      for (const [left, top, width, height] of frames) {
        const frame = make("div", undefined, "frame");
        Object.assign(frame.style, { left: left + "%", top: top + "%", width: width + "%", height: height + "%" });
        holder.append(frame);
      }
      viewport.append(holder);
      parts.push(make("div", word("picture"), "quiet"), viewport);
    }
    return parts;
  }

  function centered(viewport) {
    const frame = viewport.querySelector(".frame");
    viewport.scrollTop = frame.offsetTop - viewport.clientHeight / 2 + frame.offsetHeight / 2;
  }

  function fill(select, all, options) {
    const kept = select.value;
    select.replaceChildren(new Option(all, ""), ...options.map(([value, text]) => new Option(text, value)));
    select.value = kept;
  }

  function speak(chosen) {
    language = chosen;
    root.lang = chosen === "zh" ? "zh-CN" : "en";
    root.dataset.lang = chosen;
    document.title = word("title");
    for (const button of document.querySelectorAll("[data-set-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setLang === chosen));
    }
    fill(byId("city"), word("all_cities"), [...new Set(data.documents.map((each) => each[0]))].map((name) => [name, name]));
    fill(byId("list"), word("all_lists"), data.lists.map((name, place) => [String(place), name]));
    show();
  }

  for (const button of document.querySelectorAll("[data-set-lang]")) {
    button.addEventListener("click", () => speak(button.dataset.setLang));
  }
  for (const button of document.querySelectorAll(".sort")) {
    button.addEventListener("click", () => {
      sorted = { key: button.dataset.sort, down: sorted.key === button.dataset.sort && !sorted.down };
      for (const head of byId("rows").tHead.rows[0].cells) head.removeAttribute("aria-sort");
      button.parentElement.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      sort();
      first = 0;
      show();
    });
  }
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("input", filter);
  byId("filters").addEventListener("reset", () => setTimeout(filter));
  byId("previous").addEventListener("click", () => { first = Math.max(0, first - PAGE_ROWS); show(); });
  byId("next").addEventListener("click", () => { first += PAGE_ROWS; show(); });
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const each of opened) each.open = true;
  });
  window.addEventListener("afterprint", () => { for (const each of opened) each.open = false; });

  // a link may ask for a language and a search: report.html?lang=en&q=电工
  const asked = new URLSearchParams(location.search);
  byId("search").value = asked.get("q") || "";
  speak(asked.get("lang") === "en" ? "en" : "zh");
  filter();
})();
