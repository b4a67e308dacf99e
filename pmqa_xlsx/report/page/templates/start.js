// Shared by all parts of the page's script: the data, texts with their figures, and elements made of plain text.
const data = JSON.parse(document.getElementById("data").textContent);

// A text with its facts; {count:unit|units} is the word that goes with the number.
function say(name, facts) {
  return data.words[name].replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, fact, one, many) =>
    !facts || !(fact in facts) ? whole : one === undefined ? facts[fact] : String(facts[fact]) === "1" ? one : many);
}

function points(value) {
  if (value === null || value === undefined) return "–";
  const tenths = Number((Math.abs(value) * 10).toPrecision(14));  // halves away from zero, as in the tables
  return (Math.sign(value) * Math.floor(tenths + 0.5) / 10).toFixed(1);
}

function heat(value) {
  return value === null || value === undefined ? "none" : "h" + Math.min(Math.max(Math.floor(value / 10), 0), 9);
}

// An element with attributes and children; a text child is always text, never markup.
function make(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function draw(name, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A text from a return or a definition, marked as Thai if it is Thai and the page is not.
function native(text) {
  return data.lang !== "th" && /[\u0e00-\u0e7f]/.test(text) ? make("span", {lang: "th"}, text) : text;
}
