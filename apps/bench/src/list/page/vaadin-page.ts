import type { CallSummary } from "@keyhole/contract";
import type {} from "@vaadin/grid/vaadin-grid.js";

type Renderer = (root: HTMLElement, column: unknown, model: { item: CallSummary }) => void;

const broker = new URL(import.meta.url).origin;
const grid = document.querySelector("vaadin-grid");
if (!grid) throw new Error("The page has no grid.");
const { size, source } = grid.dataset;

const start = new Intl.DateTimeFormat("en", {
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
});
const minutes = new Intl.NumberFormat("en", { style: "unit", unit: "minute" });
const seconds = new Intl.NumberFormat("en", { style: "unit", unit: "second" });

const icons = new Map(
  Object.entries({
    phone: "M5 3h4l2 5-3 2a11 11 0 0 0 6 6l2-3 5 2v4c0 1-1 2-2 2C10 21 3 14 3 5c0-1 1-2 2-2z",
    web: "M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
  }).map(([name, path]) => {
    const template = document.createElement("template");
    template.innerHTML = `<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"><path d="${path}"/></svg>`;
    return [name, template.content];
  }),
);

/** Written as a grid wants it: an element is made once for a cell, and filled anew for each row. */
const renderers: Renderer[] = [
  (root, _, { item }) => {
    const name = item.medium === "phone" || item.medium === "sip" ? "phone" : "web";
    if (root.dataset.icon === name) return;
    root.dataset.icon = name;
    root.replaceChildren(icons.get(name)?.cloneNode(true) ?? "");
  },
  (root, _, { item }) => {
    root.textContent = item.title;
  },
  (root, _, { item }) => {
    root.textContent = item.agent?.name ?? "";
  },
  (root, _, { item }) => {
    const badge = root.firstElementChild ?? root.appendChild(document.createElement("span"));
    badge.className = item.status;
    badge.textContent = item.status;
  },
  (root, _, { item }) => {
    root.textContent = start.format(new Date(item.createdAt));
  },
  (root, _, { item }) => {
    const whole = Math.round((item.durationMs ?? 0) / 1000);
    root.textContent = `${minutes.format(Math.floor(whole / 60))} ${seconds.format(whole % 60)}`;
  },
];
grid.querySelectorAll("vaadin-grid-column").forEach((column, place) => {
  const renderer = renderers[place];
  if (renderer) column.renderer = renderer;
});

if (source === "vaadin-array") {
  grid.items = (globalThis as typeof globalThis & { calls: CallSummary[] }).calls;
} else {
  grid.dataProvider = async ({ page, pageSize }, answer) => {
    const response = await fetch(
      `${broker}/v1/calls?size=${size}&limit=${pageSize}&cursor=${page * pageSize}`,
    );
    const { items, total } = (await response.json()) as { items: CallSummary[]; total: number };
    answer(items, total);
  };
}
