// The panel below an opened row: the unit's categories and criteria, the findings of its return, and its other files.
const SEVERITIES = Object.keys(data.severities), FEW = 3;

function panel(unit) {
  const counted = unit.completeness !== null;
  const left = make("div", {}), middle = make("div", {}), right = make("div", {class: "wide"});
  if (counted) {
    left.append(make("h3", {}, say("radar")));
    const scores = unit.categories.some((value) => value !== null);
    if (scores) left.append(...[radar(unit), comparison(unit)].filter(Boolean));
    else left.append(make("p", {class: "soft"}, say("no_scores")));
    if (unit.criteria.some((value) => value !== null)) middle.append(criteria(unit));
    right.append(findings(unit));
  } else {
    left.append(make("p", {}, say("no_return")));
  }
  if (unit.files.length) (counted ? right : middle).append(files(unit));
  return make("div", {class: "panel", role: "group", "aria-label": say("details", {name: unit.name})},
    head(unit), ...[left, middle, right].filter((part) => part.hasChildNodes()));
}

function head(unit) {
  const parts = [make("h3", {}, native(unit.name)), badge(unit.status, data.statuses[unit.status])];
  if (unit.completeness !== null) {
    const share = say("complete") + " " + points(100 * unit.completeness) + " % · ";
    parts.push(make("span", {}, share + say("answered", unit)));
  }
  if (unit.sent_on) parts.push(make("span", {}, say("sent", {day: unit.sent_on})));
  if (unit.late) {
    const name = unit.status === "missing" ? "overdue" : "late";
    parts.push(badge("late", say(name, {days: unit.days_late || "–"})));
  }
  return make("header", {}, ...parts);
}

function badge(kind, text) {
  return make("span", {class: "badge " + kind}, text);
}

function criteria(unit) {
  const edition = data.editions[unit.edition];
  const section = make("section", {});
  const toggle = make("button", {type: "button", class: "action small no-print", "aria-pressed": "false"}, say("wording"));
  toggle.addEventListener("click", () => {
    toggle.setAttribute("aria-pressed", String(section.classList.toggle("worded")));
  });
  section.append(make("div", {class: "bar-row"}, make("h3", {}, say("criteria")), toggle));
  for (const category of edition.categories) {
    const chips = ["sections", "criteria"].map((part) => edition[part]
      .map((line, place) => line.category === category.code ? chip(line, shownOf(unit, part, place), part) : null).filter(Boolean));
    if (!chips[1].length) continue;
    section.append(make("div", {class: "chips-of"}, make("h4", {}, category.short + " ", native(category.text)),
      ...chips.filter((items) => items.length).map((items) => make("ul", {class: "chips"}, ...items))));
  }
  return section;
}

// A percent, or null where it is 0 because nothing is answered.
function shownOf(unit, part, place) {
  return unit.unanswered[part].includes(place) ? null : unit[part][place];
}

function chip(line, percent, part) {
  return make("li", {class: heat(percent) + " of-" + part, title: line.text},
    make("span", {class: "code"}, line.code), make("b", {}, points(percent)),
    make("span", {class: "text"}, native(line.text)));
}

function findings(unit) {
  const section = make("section", {}, make("h3", {}, say("findings")));
  if (!unit.findings.length) section.append(make("p", {class: "soft"}, say("nothing")));
  else section.append(...findingList(unit.findings));
  if (unit.more) section.append(make("p", {class: "soft"}, say("more", {count: unit.more})));
  return section;
}

// Findings by code and severity; the fix is shown once if it is the same for all.
function findingList(list) {
  const groups = new Map();
  for (const [kind, place, message, fix, count = 1] of list) {
    const group = groups.get(kind) || {count: 0, items: [], fixes: new Set()};
    group.count += count;
    group.items.push({place: data.strings[place], message: data.strings[message], fix: data.strings[fix]});
    group.fixes.add(fix);
    groups.set(kind, group);
  }
  const shown = [...groups].map(([kind, group]) => {
    const known = data.kinds[data.strings[kind]], look = known.severity === "notice" ? "notice-level" : known.severity;
    const together = group.fixes.size === 1;
    const items = group.items.map((item) => make("li", {},
      item.place ? make("div", {class: "place"}, native(item.place)) : null,
      make("div", {class: "message"}, native(item.message)), together ? null : fixLine(item.fix)));
    const details = make("details", {class: look},
      make("summary", {}, known.title + " ",
        make("span", {class: "count"}, "(" + group.count + ") · " + data.severities[known.severity])),
      together ? fixLine(group.items[0].fix) : null, make("ul", {}, ...items));
    details.open = known.severity === "error" && group.items.length <= FEW;
    return [SEVERITIES.indexOf(known.severity), details];
  });
  shown.sort((one, other) => one[0] - other[0]);
  return [make("div", {class: "found"}, ...shown.map((pair) => pair[1]))];
}

function fixLine(text) {
  return make("p", {class: "fix"}, make("b", {}, say("fix") + ": "), native(text));
}

function files(unit) {
  return make("section", {}, make("h3", {}, say("files")), make("ul", {class: "files"},
    ...unit.files.map((file) => make("li", {}, badge(file.status, data.statuses[file.status]), " ",
      make("bdi", {}, file.name), " ", make("span", {class: "soft"}, file.sent_on),
      ...(file.findings.length ? findingList(file.findings) : [])))));
}
