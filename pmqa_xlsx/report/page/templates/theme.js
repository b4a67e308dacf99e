// Light or dark: as set in the system until the reader chooses. For printing, everything folded is opened.
const dark = document.getElementById("dark");
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : systemIsDark.matches;
}

function showTheme() {
  dark.setAttribute("aria-pressed", String(isDark()));
}

dark.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  showTheme();
});
systemIsDark.addEventListener("change", showTheme);
dark.hidden = false;
showTheme();

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll(".found details:not([open])")];
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});
