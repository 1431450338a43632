/** Index of the row that an event comes from; -1 where it comes from none. */
export function rowIndex(event: Event): number {
  const row = event.target instanceof Element ? event.target.closest(".row") : null;
  return Number(row?.getAttribute("aria-rowindex") ?? 0) - 1;
}
