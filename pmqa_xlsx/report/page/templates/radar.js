// A unit's categories compared with the mean of all units: as a radar chart if there are enough, always as a table.
const RADIUS = 105, LEAST_SPOKES = 3, MOST_SPOKES = 16;

function categoriesOf(unit) {
  const edition = data.editions[unit.edition];
  return edition.categories
    .map((category, place) => ({
      ...category, own: unit.categories[place], shown: shownOf(unit, "categories", place), mean: meanOf(category)}))
    .filter((category) => category.own !== null && category.mean !== null);
}

// The mean over the chosen returns, over all that count where none of those has one.
function meanOf(line) {
  const spread = line.spread[basis()] || line.spread.all;
  return spread && spread.mean;
}

function radar(unit) {
  const categories = categoriesOf(unit), number = categories.length;
  if (number < LEAST_SPOKES || number > MOST_SPOKES) return null;
  const at = (place, percent) => {
    const angle = 2 * Math.PI * place / number - Math.PI / 2, reach = RADIUS * percent / 100;
    return [(Math.cos(angle) * reach).toFixed(1), (Math.sin(angle) * reach).toFixed(1)];
  };
  const outline = (percent) => categories.map((category, place) => at(place, percent(category)).join(",")).join(" ");
  const svg = draw("svg", {class: "radar", viewBox: "-170 -138 340 276", role: "img", "aria-label": say("radar_alt")});
  for (const step of [25, 50, 75, 100]) {
    svg.append(draw("polygon", {class: "web", points: outline(() => step)}));
    svg.append(draw("text", {class: "scale", x: 3, y: 3 - RADIUS * step / 100}, String(step)));
  }
  categories.forEach((category, place) => {
    const [x, y] = at(place, 100), [labelX, labelY] = at(place, 112);
    svg.append(draw("line", {class: "spoke", x1: 0, y1: 0, x2: x, y2: y}));
    const anchor = Math.abs(labelX) < 12 ? "middle" : labelX > 0 ? "start" : "end";
    svg.append(draw("text", {x: labelX, y: Number(labelY) + 4, "text-anchor": anchor}, category.short));
  });
  svg.append(draw("polygon", {class: "mean", points: outline((category) => category.mean)}));
  svg.append(draw("polygon", {class: "own", points: outline((category) => category.own)}));
  categories.forEach((category, place) => {
    const [cx, cy] = at(place, category.own);
    svg.append(draw("circle", {class: "point", cx, cy, r: 3.5}));
  });
  return make("figure", {}, svg,
    make("ul", {class: "lines"}, make("li", {}, say("unit")), make("li", {class: "mean"}, say("mean"))));
}

function comparison(unit) {
  const edition = data.editions[unit.edition], rows = categoriesOf(unit);
  if (edition.total && unit.total !== null) {
    const shown = rows.every((row) => row.shown === null) ? null : unit.total;
    rows.unshift({short: say("total"), shown, mean: meanOf(edition.total)});
  }
  const heading = (text, kind) => make("th", {scope: "col", class: kind}, text);
  return make("table", {},
    make("caption", {class: "hidden-text"}, say("radar")),
    make("thead", {}, make("tr", {}, heading(say("category"), ""), heading(say("unit"), "number"),
      heading(say("mean"), "number"), heading(say("difference"), "number"))),
    make("tbody", {}, ...rows.map((row) => make("tr", {},
      make("th", {scope: "row"}, row.short),
      make("td", {class: "number"}, points(row.shown)),
      make("td", {class: "number"}, points(row.mean)),
      make("td", {class: "number"}, signed(row.shown === null ? null : row.shown - row.mean))))));
}

function signed(difference) {
  return difference === null ? "–" : (difference >= 0 ? "+" : "−") + points(Math.abs(difference));
}
