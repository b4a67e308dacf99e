// Which returns scores, ranks and shares are taken over; the style sheet hides the figures of the other choice.
const basisChoices = [...document.querySelectorAll("input[name=basis]")];

function basis() {
  return document.documentElement.dataset.basis;
}

function takes(unit) {
  return unit.completeness !== null && (basis() === "all" || unit.status === "accepted");
}

for (const choice of basisChoices) {
  choice.addEventListener("change", () => {
    document.documentElement.dataset.basis = choice.value;
    document.dispatchEvent(new Event("basis"));
  });
}
