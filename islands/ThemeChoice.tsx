import { useEffect, useState } from "preact/hooks";

const CHOICES = ["system", "light", "dark"] as const;
type Choice = typeof CHOICES[number];

/** Chooses the theme; the browser keeps the choice, and `static/theme.js` applies it on load. */
export default function ThemeChoice() {
  const [choice, setChoice] = useState<Choice>("system");
  useEffect(() => {
    const kept = document.documentElement.dataset.theme;
    if (kept === "light" || kept === "dark") setChoice(kept);
  }, []);
  const choose = (next: Choice) => {
    setChoice(next);
    apply(next);
  };
  return (
    <select
      class="theme"
      aria-label="Theme"
      value={choice}
      onChange={(event) => choose(event.currentTarget.value as Choice)}
    >
      <option value="system">System theme</option>
      <option value="light">Light</option>
      <option value="dark">Dark</option>
    </select>
  );
}

function apply(choice: Choice): void {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  try {
    if (choice === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", choice);
  } catch {
    // Storage may be closed to us; the choice then lasts as long as the page.
  }
}
