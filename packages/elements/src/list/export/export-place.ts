const GAP_PX = 4;

/** Listener for `beforetoggle`: puts the menu beside its button, by the CSSOM, and closes it once something scrolls. */
export function placeMenu(event: ToggleEvent): void {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement) || event.newState !== "open") return;
  const button = menu.parentElement?.querySelector(".tool-button");
  if (!button) return;
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  // Lengths are in the pixels of the place that the element is in.
  const zoom = "currentCSSZoom" in menu && typeof menu.currentCSSZoom === "number" ? menu.currentCSSZoom : 1;
  const px = (length: number) => `${Math.max(0, length) / (zoom || 1)}px`;
  const above = innerHeight - bottom < top && innerHeight - bottom < 120;
  const leftwards = (left + right) / 2 > innerWidth / 2;
  const place = {
    top: above ? "auto" : px(bottom + GAP_PX),
    bottom: above ? px(innerHeight - top + GAP_PX) : "auto",
    left: leftwards ? "auto" : px(left),
    right: leftwards ? px(document.documentElement.clientWidth - right) : "auto",
  };
  for (const [side, length] of Object.entries(place)) menu.style.setProperty(side, length);
  const open = new AbortController();
  const { signal } = open;
  addEventListener("scroll", () => menu.hidePopover(), { capture: true, passive: true, once: true, signal });
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && open.abort(), { signal });
}
