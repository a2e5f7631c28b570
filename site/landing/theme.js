// Light or dark, as the system says; the colours are those of the explorer (explorer/parts.css).

const dark = matchMedia("(prefers-color-scheme: dark)");

export function followSystem(onChange = () => {}) {
  const apply = () => {
    document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
    onChange();
  };
  dark.addEventListener("change", apply);
  apply();
}

followSystem();
