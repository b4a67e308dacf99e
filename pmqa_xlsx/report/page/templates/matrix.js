// Units × categories: open a row, sort by a column, search, and filter by group and status.
const table = document.getElementById("units");

function scoreOf(unit, code) {
  if (code === "total") return unit.total;
  const place = data.editions[unit.edition].categories.findIndex((category) => category.code === code);
  return place < 0 ? null : unit.categories[place];
}

function unitOf(row) {
  return data.units[Number(row.dataset.unit)];
}

function startMatrix() {
  const body = table.tBodies[0], rows = [...body.rows];
  const search = document.getElementById("search"), form = search.form;
  const group = document.getElementById("group"), status = document.getElementById("status-filter");
  const panels = new Map();

  function toggle(row) {
    const button = row.querySelector(".open"), open = button.getAttribute("aria-expanded") !== "true";
    if (open && !panels.has(row)) {
      const id = "unit-" + row.dataset.unit;
      const cell = make("td", {class: "panel-cell", colspan: row.cells.length}, panel(unitOf(row)));
      panels.set(row, make("tr", {class: "panel-row", id}, cell));
      row.after(panels.get(row));
      button.setAttribute("aria-controls", id);
    }
    panels.get(row).hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }

  function show() {
    const wanted = search.value.trim().toLocaleLowerCase();
    let shown = 0;
    for (const row of rows) {
      const unit = unitOf(row);
      const fits = (!wanted || (unit.name + " " + unit.code).toLocaleLowerCase().includes(wanted))
        && (!group || !group.value || unit.group === group.value) && (!status.value || unit.status === status.value);
      row.hidden = !fits;
      shown += fits;
      if (panels.has(row)) {
        panels.get(row).hidden = !fits || row.querySelector(".open").getAttribute("aria-expanded") !== "true";
      }
    }
    const used = [group && group.value, status.value && data.statuses[status.value], search.value.trim()].filter(Boolean);
    document.getElementById("shown").textContent = say("shown", {shown, all: rows.length})
      + (used.length ? " · " + say("filtered") + ": " + used.join(" · ") : "");
    showMean(shown < rows.length);
  }

  function showMean(partly) {
    const line = document.getElementById("mean-shown");
    if (!line) return;
    line.hidden = !partly;
    const mine = rows.filter((row) => !row.hidden).map(unitOf).filter((unit) => takes(unit) && unit.total !== null);
    document.getElementById("mean-shown-of").textContent = say("of_n", {basis: say("of_" + basis()), count: mine.length});
    for (const cell of line.querySelectorAll("[data-mean]")) {
      const values = mine.map((unit) => scoreOf(unit, cell.dataset.mean)).filter((value) => value !== null);
      const mean = values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
      cell.textContent = points(mean);
      cell.className = "score " + heat(mean);
    }
  }

  function sortBy(heading, key) {
    const rising = heading.getAttribute("aria-sort") === "none"
      ? key === "name" || key === "rank" || key.startsWith("score:") || key === "completeness"
      : heading.getAttribute("aria-sort") === "descending";
    for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
    const sorted = [...rows].sort((one, other) => compare(valueOf(unitOf(one), key), valueOf(unitOf(other), key), rising));
    for (const row of sorted) {
      body.append(row);
      if (panels.has(row)) body.append(panels.get(row));
    }
  }

  for (const row of rows) row.querySelector(".open").addEventListener("click", () => toggle(row));
  for (const button of table.tHead.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => sortBy(button.closest("th"), button.dataset.sort));
  }
  form.addEventListener("input", show);
  document.addEventListener("basis", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  show();
  const fitting = new ResizeObserver(fit);
  for (const each of [table, table.parentElement]) fitting.observe(each);
}

// The width of the matrix depends on the texts in its headings, so only the browser knows whether it fits.
function fit() {
  const box = table.parentElement;
  box.classList.toggle("fits", table.offsetWidth <= box.clientWidth);
}

const collator = new Intl.Collator(data.lang, {numeric: true});

function valueOf(unit, key) {
  if (key.startsWith("score:")) return scoreOf(unit, key.slice("score:".length));
  if (key === "rank") return unit.rank[basis()];
  if (key === "errors") return unit.completeness === null ? null : unit.errors;
  if (key === "status") return Object.keys(data.statuses).indexOf(unit.status);
  return unit[key];
}

// Rows without a value come last in both sort directions.
function compare(one, other, rising) {
  if (one === null || other === null) return (one === null) - (other === null);
  const order = typeof one === "string" ? collator.compare(one, other) : one - other;
  return rising ? order : -order;
}

if (table) startMatrix();
