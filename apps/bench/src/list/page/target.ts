/** One of the two lists, as a viewer meets it: what scrolls, and the rows with their titles. */
export interface Target {
  element: HTMLElement;
  scroller(): HTMLElement | null;
  rows(): { element: HTMLElement; title: string }[];
  /** The first row that can have the focus. */
  focusable(): HTMLElement | null;
}

const keyhole = (element: HTMLElement): Target => {
  const all = (selector: string) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
  return {
    element,
    scroller: () => all(".list")[0] ?? null,
    rows: () =>
      all(".row:not(.pinned)").map((row) => ({
        element: row,
        title: row.querySelector(".title")?.textContent ?? "",
      })),
    focusable: () => all(".call")[0] ?? null,
  };
};

const vaadin = (element: HTMLElement): Target => {
  const all = (selector: string) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
  return {
    element,
    scroller: () => all("#table")[0] ?? null,
    rows: () =>
      all("#items > tr:not([hidden])").map((row) => ({
        element: row,
        // The cells' contents are slotted; the second column has the title.
        title: row.querySelectorAll("slot")[1]?.assignedElements()[0]?.textContent ?? "",
      })),
    focusable: () => all("#items > tr:not([hidden]) > td")[0] ?? null,
  };
};

export function findTarget(): Target {
  const element = document.querySelector<HTMLElement>("keyhole-calls, vaadin-grid");
  if (!element) throw new Error("The page has no list.");
  return element.localName === "keyhole-calls" ? keyhole(element) : vaadin(element);
}

/** Whether rows with their texts fill the view, one below the other. */
export function isFilled({ rows, scroller }: Target): boolean {
  const view = scroller()?.getBoundingClientRect();
  if (!view) return false;
  // Both may have something above the first row or below the last: a header, a box for what loads.
  const [topPx, bottomPx] = [view.top + 60, view.bottom - 60];
  const inView = rows()
    .map(({ element, title }) => ({ title, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > topPx && box.top < bottomPx)
    .sort((one, other) => one.box.top - other.box.top);
  const whole = inView.every(({ title, box }, place) => {
    const endPx = inView[place - 1]?.box.bottom ?? topPx;
    return title !== "" && box.top <= endPx + 1;
  });
  return whole && (inView.at(-1)?.box.bottom ?? 0) >= bottomPx;
}

/** Whether a call's row is in view, whole but for what far places are rounded by, and with its text. */
export function showsCall({ rows, scroller }: Target, call: number): boolean {
  const view = scroller()?.getBoundingClientRect();
  const row = rows().find(({ title }) => Number.parseInt(title, 10) === call);
  const box = row?.element.getBoundingClientRect();
  return view !== undefined && box !== undefined && box.top >= view.top - 2 && box.bottom <= view.bottom + 2;
}

/** Elements of the page, shadow roots included. */
export function countElements(root: ParentNode = document): number {
  return [...root.querySelectorAll("*")].reduce(
    (sum, { shadowRoot }) => sum + 1 + (shadowRoot ? countElements(shadowRoot) : 0),
    0,
  );
}
