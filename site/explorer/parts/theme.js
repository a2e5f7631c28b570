// Light or dark: the system's, or what was chosen here, which the browser keeps. A link carries no theme, so that it
// does not bring the sender's; only who writes `theme=dark` into an address asks for it.

const KEY = "ex3-theme";
const OPTIONS = ["auto", "light", "dark"];

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // a browser may forbid it
  }
}

export function renderTheme(select, address, onChange) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const asked = new URLSearchParams(address.replace(/^#/, "")).get("theme");
  let theme = [asked, kept()].find((each) => OPTIONS.includes(each)) ?? "auto";

  function apply() {
    document.documentElement.dataset.theme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
    select.value = theme;
    onChange();
  }
  select.addEventListener("change", () => {
    theme = select.value;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // then it lasts as long as the page
    }
    apply();
  });
  dark.addEventListener("change", apply);
  return { apply };
}
