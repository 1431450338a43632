/** Reads CSV by the grammar of RFC 4180, sign by sign; knows nothing of what wrote it. */
export function parseCsv(text: string, separator: "," | ";" = ","): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else quoted = false;
    } else if (sign === '"') {
      if (cell !== "") throw new Error(`A quote inside of a cell at ${at}.`);
      quoted = true;
    } else if (sign === separator) {
      row.push(cell);
      cell = "";
    } else if (sign === "\r" && text[at + 1] === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
      at += 1;
    } else if (sign === "\r" || sign === "\n") throw new Error(`A bare line break at ${at}.`);
    else cell += sign;
  }
  if (quoted || row.length > 0 || cell !== "") throw new Error("The last line has no end.");
  return rows;
}
