"use strict";
const PAGE = 200; // so many rows are drawn at once; a browser takes long over a table of 100,000
const data = JSON.parse(document.getElementById("data").textContent);
const column = Object.fromEntries(data.columns.map((name, index) => [name, index]));
const rank = { violation: 0, warning: 1, info: 2 };
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const body = document.querySelector("#rows tbody");
const more = document.getElementById("more");
const search = document.getElementById("search");
const rule = document.getElementById("rule");
const boxes = [...document.querySelectorAll(".tools input[type=checkbox]")];
const headers = [...document.querySelectorAll("#rows th")];
const texts = data.rows.map(row => row.filter(Boolean).join("\n").toLowerCase());
let order = data.rows.map((_, index) => index);
let shown = [];
let drawn = 0;

function cell(row, name, extra, mono) {
  const td = document.createElement("td");
  const text = row[column[name]];
  if (text) td.append(text);
  const more = extra && row[column[extra]];
  if (more) {
    const line = document.createElement("div");
    line.className = "soft";
    line.append(more);
    td.append(line);
  }
  if (mono) td.className = "mono";
  return td;
}

function line(row) {
  const tr = document.createElement("tr");
  const badge = document.createElement("span");
  badge.className = "badge " + row[column.severity];
  badge.append(row[column.severity]);
  const first = document.createElement("td");
  first.append(badge);
  tr.append(first, cell(row, "rule"), cell(row, "study", "label"), cell(row, "where", null, true),
    cell(row, "path", null, true), cell(row, "value", null, true), cell(row, "message", "hint"));
  return tr;
}

function draw(count) {
  const part = document.createDocumentFragment();
  for (const index of shown.slice(drawn, count)) part.append(line(data.rows[index]));
  body.append(part);
  drawn = Math.min(count, shown.length);
  more.hidden = drawn === shown.length;
  document.getElementById("status").textContent =
    `${shown.length.toLocaleString("en")} of ${data.rows.length.toLocaleString("en")} match` +
    (drawn < shown.length ? `, the first ${drawn.toLocaleString("en")} are shown` : "");
}

function refresh() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const severities = new Set(boxes.filter(box => box.checked).map(box => box.value));
  shown = order.filter(index => {
    const row = data.rows[index];
    return severities.has(row[column.severity]) && (!rule.value || row[column.rule] === rule.value) &&
      words.every(word => texts[index].includes(word));
  });
  body.textContent = "";
  drawn = 0;
  draw(PAGE);
}

function sort(header) {
  const name = header.dataset.column;
  const down = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  for (const each of headers) each.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
  const key = index => data.rows[index][column[name]];
  const compare = name === "severity" ? (a, b) => rank[key(a)] - rank[key(b)]
    : (a, b) => (key(a) ? 0 : 1) - (key(b) ? 0 : 1) || collator.compare(key(a) || "", key(b) || "");
  order = order.map((_, index) => index).sort((a, b) => down * compare(a, b) || a - b);
  refresh();
}

for (const header of headers) header.querySelector("button").addEventListener("click", () => sort(header));
for (const box of boxes) box.addEventListener("change", refresh);
search.addEventListener("input", refresh);
rule.addEventListener("change", refresh);
more.addEventListener("click", () => draw(drawn + 5 * PAGE));
for (const button of document.querySelectorAll("button[data-rule]")) {
  button.addEventListener("click", () => {
    rule.value = button.dataset.rule;
    search.value = "";
    for (const box of boxes) box.checked = true;
    refresh();
    document.getElementById("all").scrollIntoView();
  });
}
refresh();
