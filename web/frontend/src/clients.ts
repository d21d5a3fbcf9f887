/** The page that shows a new key: a button copies it. */

const button = document.querySelector<HTMLButtonElement>("[data-copy]");
const text = document.querySelector("[data-copy-text]")?.textContent ?? "";

if (button && "clipboard" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => void copy(button));
}

async function copy(pressed: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    pressed.textContent = pressed.dataset.done ?? "";
  } catch {
    pressed.hidden = true; // the browser doesn't let us; the key can be selected
  }
}
