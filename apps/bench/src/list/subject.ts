/** What is compared: the element, the grid that asks the same server page by page, and the grid with an array. */
export const SUBJECTS = ["keyhole", "vaadin", "vaadin-array"] as const;
export type Subject = (typeof SUBJECTS)[number];

export function isSubject(value: string): value is Subject {
  return (SUBJECTS as readonly string[]).includes(value);
}

/** Both have this width, and at most this height; neither has a toolbar. */
const BOX = "body { margin: 0 } keyhole-calls, vaadin-grid { inline-size: 1000px; block-size: 560px }";

/** The page of one subject with a list of one size. */
export function pageOf(subject: Subject, size: number, broker: string): string {
  const script = (name: string) => `<script type="module" src="${broker}/${name}.js"></script>`;
  const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${subject}</title><style>${BOX}</style>`;
  const probe = script("probe");
  if (subject === "keyhole") {
    return `${head}${probe}${script("keyhole")}
<keyhole-calls site="${size}" hide-controls refresh-seconds="0"></keyhole-calls>`;
  }
  const columns = ["", "Title", "Agent", "Status", "Start", "Duration"].map(
    (header, place) =>
      `<vaadin-grid-column header="${header}" ${place === 1 ? 'flex-grow="1"' : 'flex-grow="0"'} width="${place === 1 ? 300 : place === 0 ? 60 : 130}px"></vaadin-grid-column>`,
  );
  return `${head}${probe}${subject === "vaadin-array" ? script("array") : ""}${script("vaadin-grid")}${script("vaadin-page")}
<vaadin-grid data-size="${size}" data-source="${subject}" page-size="50">${columns.join("")}</vaadin-grid>`;
}
